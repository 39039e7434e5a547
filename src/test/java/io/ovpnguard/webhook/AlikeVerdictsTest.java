package io.ovpnguard.webhook;

import static io.ovpnguard.cluster.Fleet.client;
import static io.ovpnguard.cluster.Fleet.clients;
import static io.ovpnguard.cluster.Fleet.fitting;
import static io.ovpnguard.cluster.Fleet.secret;
import static io.ovpnguard.cluster.Fleet.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.EffectivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlikeVerdictsTest {

    private final List<String> lookedAt = new ArrayList<>();
    private boolean unchanged = true;

    private Judge judge(Secret... beside) {
        var stored = Stream.of(beside).map(ReadObject::of).toList();
        Counterparts counterparts = object -> {
            lookedAt.add(object.ref().name());
            return new Surroundings(
                    stored.stream()
                            .filter(other -> !other.ref().equals(object.ref()))
                            .toList(),
                    Spared.NONE,
                    Set.of(),
                    Optional.empty(),
                    Optional.of(() -> unchanged));
        };
        return new Judge(counterparts, new DryRuns(System::nanoTime), (_, _) -> EffectivePolicy.NONE);
    }

    private static Change create(HasMetadata object) {
        return Change.of(object, Optional.empty());
    }

    private static Secret plain(String name) {
        return secret(name, fitting(client(name)));
    }

    private static boolean isOneOfThree(Secret client) {
        return client.getMetadata().getName().matches("[a-z-]+[0-2]?");
    }

    static Stream<String> names() {
        return servers().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatIsSaidOfAClientIsWhatIsSaidOfItAlone(String name) {
        var server = servers().get(name);
        var judge = judge(server);

        for (var client :
                clients().stream().filter(AlikeVerdictsTest::isOneOfThree).toList()) {
            assertThat(judge.judge(create(client)))
                    .as(client.getMetadata().getName())
                    .isEqualTo(judge(server).judge(create(client)));
        }
    }

    @Test
    void thoseThatAreAlikeAreJudgedOnce() {
        var judge = judge(servers().get("plain"));

        Stream.of("anna", "ben", "cora")
                .forEach(name ->
                        assertThat(judge.judge(create(plain(name)))).isEqualTo(Verdict.allow(List.of(), Set.of())));

        assertThat(lookedAt).containsExactly("anna");
    }

    @Test
    void nobodyStandsForOthersOnceSomethingHasChanged() {
        var judge = judge(servers().get("plain"));
        judge.judge(create(plain("anna")));
        unchanged = false;

        judge.judge(create(plain("ben")));

        assertThat(lookedAt).containsExactly("anna", "ben");
    }

    @Test
    void whoSaysMoreOrIsMarkedOtherwiseIsJudged() {
        var judge = judge(servers().get("plain"));
        judge.judge(create(plain("anna")));

        judge.judge(create(secret("ben", fitting(client("ben")) + "verb 4\n")));
        judge.judge(create(new SecretBuilder(plain("cora"))
                .editMetadata()
                .addToLabels("ovpnguard.io/bundle", "home")
                .endMetadata()
                .build()));
        judge.judge(create(new SecretBuilder(plain("dora"))
                .editMetadata()
                .addToAnnotations("ovpnguard.io/client-versions", "2.4")
                .endMetadata()
                .build()));

        assertThat(lookedAt).containsExactly("anna", "ben", "cora", "dora");
    }

    @Test
    void whoHasTheNameOfAClientBesideTheServerIsJudged() {
        var server = servers().get("plain");
        server.getStringData().put("ben.conf", fitting(client("ben")));
        var judge = judge(server);
        judge.judge(create(plain("anna")));

        var verdict = judge.judge(create(plain("ben")));

        assertThat(lookedAt).containsExactly("anna", "ben");
        assertThat(verdict).isEqualTo(judge(server).judge(create(plain("ben"))));
        judge.judge(create(plain("cora")));
        assertThat(lookedAt).doesNotContain("cora");
    }

    @Test
    void whatOthersWereJudgedBesideIsJudgedWithoutItself() {
        var judge = judge(servers().get("plain"));
        judge.judge(create(plain("anna")));

        var verdict =
                judge.judge(Change.of(plain("server"), Optional.of(servers().get("plain"))));

        assertThat(verdict.warnings()).singleElement().asString().contains("no server of its bundle is stored yet");
    }

    @Test
    void whoWasAServerItselfStandsForNobody() {
        var before = new SecretBuilder(servers().get("plain"))
                .editMetadata()
                .withName("anna")
                .endMetadata()
                .build();
        var judge = judge(before, servers().get("plain"));

        judge.judge(Change.of(plain("anna"), Optional.of(before)));
        judge.judge(create(plain("ben")));

        assertThat(lookedAt).containsExactly("anna", "ben");
    }

    @Test
    void whoIsAFileThatTheServerMissesIsJudged() {
        for (var option : List.of("crl-verify crl.pem\n", "tls-auth /etc/openvpn/crl.pem 0\n")) {
            var server = servers().get("plain");
            server.getStringData().merge("server.conf", option, String::concat);
            var ben = plain("ben");
            ben.setStringData(Map.of("crl.pem", fitting(client("ben"))));
            var judge = judge(server);
            judge.judge(create(plain("anna")));

            assertThat(judge.judge(create(ben)))
                    .as(option)
                    .isEqualTo(judge(server).judge(create(ben)));
        }
    }

    @Test
    void anUpdateOfAClientStandsForOthers() {
        var judge = judge(servers().get("plain"));
        judge.judge(Change.of(plain("anna"), Optional.of(secret("anna", fitting(client("anna")) + "verb 4\n"))));

        judge.judge(create(plain("ben")));

        assertThat(lookedAt).containsExactly("anna");
    }

    @Test
    void aDryRunAsksForItself() {
        var judge = judge(servers().get("plain"));
        judge.judge(create(plain("anna")));

        judge.judge(new Change(plain("ben"), Optional.empty(), Optional.empty(), true));

        assertThat(lookedAt).containsExactly("anna", "ben");
    }
}
