package io.ovpnguard.webhook;

import static io.ovpnguard.cluster.Fleet.block;
import static io.ovpnguard.cluster.Fleet.client;
import static io.ovpnguard.cluster.Fleet.fitting;
import static io.ovpnguard.cluster.Fleet.secret;
import static io.ovpnguard.cluster.Fleet.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.bundle.Asking;
import io.ovpnguard.cluster.Fleet;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.policy.Sketch;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;

/** Clients that differ by one thing from one of which there was nothing to say, and of which there is something to say. */
class UnlikeClientsTest {

    private static final PolicyLookup NO_POLICIES = (_, _) -> EffectivePolicy.NONE;

    private static final String TLS_AUTH = block("tls-auth", Judging.staticKey('a'));

    private final List<HasMetadata> stored = new ArrayList<>();

    private Judge judge(PolicyLookup policies) {
        return Judging.judge(
                object -> new Surroundings(
                        stored.stream()
                                .map(ReadObject::of)
                                .filter(other -> other.ref()
                                                .namespace()
                                                .equals(object.ref().namespace())
                                        && !other.ref().equals(object.ref()))
                                .toList(),
                        Spared.NONE,
                        Set.of(),
                        Optional.empty(),
                        Optional.of(() -> true)),
                policies);
    }

    private static Change create(HasMetadata object) {
        return Change.of(object, Optional.empty());
    }

    private static Secret plain(String name) {
        return secret(name, fitting(client(name)));
    }

    private static Secret plainServer() {
        return servers().get("plain");
    }

    private static Secret server(String more) {
        return secret("server", plainServer().getStringData().get("server.conf") + more);
    }

    private static TestCertificate.Recipe certificate(String name) {
        return TestCertificate.lasting("CN=" + name, Fleet.AUTHORITY, KeyPurposeId.id_kp_clientAuth);
    }

    private static Secret with(Secret object, String label, String value) {
        return new SecretBuilder(object)
                .editMetadata()
                .addToLabels(label, value)
                .endMetadata()
                .build();
    }

    /** {@return what is said of a client after one of which there is nothing to say} */
    private Verdict after(Change first, Change second, PolicyLookup policies) {
        var judge = judge(policies);
        assertThat(judge.judge(first)).as("of the first").isEqualTo(Verdict.allow(List.of(), Set.of()));
        var alone = judge(policies).judge(second);
        assertThat(judge.judge(second)).isEqualTo(alone);
        return alone;
    }

    private Verdict afterAnna(HasMetadata second) {
        return after(create(plain("anna")), create(second), NO_POLICIES);
    }

    @Test
    void theKeyOfTheAuthorityBehindItsCertificate() {
        stored.add(plainServer());
        var ben = client("ben");
        var text = fitting(ben).replace(ben.certificate(), ben.certificate() + Fleet.AUTHORITY.key());

        assertThat(afterAnna(secret("ben", text)).rules())
                .extracting(Object::toString)
                .anySatisfy(rule -> assertThat(rule).contains("ca-key-in-bundle"));
    }

    @Test
    void theKeyOfTheServerBehindItsOwn() {
        stored.add(plainServer());
        var ben = client("ben");
        var text = fitting(ben).replace(ben.key(), ben.key() + Fleet.SERVER.key());

        assertThat(afterAnna(secret("ben", text)).rules())
                .extracting(Object::toString)
                .anySatisfy(rule -> assertThat(rule).contains("server-key-in-client"));
    }

    @Test
    void theKeyOfAServerWhoseCertificateIsElsewhere() {
        var text = plainServer().getStringData().get("server.conf");
        stored.add(secret("server", text.replace(block("cert", Fleet.SERVER.certificate()), "cert server.crt\n")));
        var ben = certificate("ben").keys(Fleet.SERVER.keys()).make();

        assertThat(afterAnna(secret("ben", fitting(ben))).rules())
                .extracting(Object::toString)
                .anySatisfy(rule -> assertThat(rule).contains("server-key-in-client"));
    }

    @Test
    void theKeyOfAnAuthorityThatOnlyClientsTrust() {
        var other = TestCertificate.lastingAuthority("CN=another");
        stored.add(plainServer());
        var ben = certificate("ben").keys(other.keys()).make();

        var verdict = after(
                create(secret("anna", trusting(other, client("anna")))),
                create(secret("ben", trusting(other, ben))),
                NO_POLICIES);

        assertThat(verdict.rules())
                .extracting(Object::toString)
                .anySatisfy(rule -> assertThat(rule).contains("ca-key-in-bundle"));
    }

    private static String trusting(TestCertificate other, TestCertificate own) {
        var authority = Fleet.AUTHORITY.certificate();
        return fitting(own).replace(block("ca", authority), block("ca", authority + other.certificate()));
    }

    @Test
    void anotherKindOfObject() {
        stored.add(plainServer());
        var ben = new ConfigMapBuilder()
                .withMetadata(plain("ben").getMetadata())
                .withData(plain("ben").getStringData())
                .build();

        assertThat(afterAnna(ben).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void anotherNamespace() {
        stored.add(plainServer());
        stored.add(in("lab", server(TLS_AUTH)));

        assertThat(afterAnna(in("lab", plain("ben"))).outcome()).isEqualTo(Outcome.DENIED);
    }

    private static Secret in(String namespace, Secret object) {
        return new SecretBuilder(object)
                .editMetadata()
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    @Test
    void aPolicyThatSelectsByALabelAndAsksForMoreDays() {
        stored.add(plainServer());
        var policies = Policies.of(List.of(new Sketch("strict")
                .objects(new In("tier", Set.of("gold")))
                .demanding(Asking.certificateDays("strict", 400))
                .policy()));

        var verdict = after(
                create(plain("anna")),
                create(with(plain("ben"), "tier", "gold")),
                (namespace, labels) -> policies.of(namespace, Map.of(), labels));

        assertThat(verdict.outcome()).isNotEqualTo(Outcome.ALLOWED);
    }

    @Test
    void whoLacksTheLabelByWhichAPolicyIsMild() {
        stored.add(plainServer());
        var policies = Policies.of(List.of(new Sketch("mild")
                .objects(new In("tier", Set.of("bronze")))
                .rule(new RuleId("mismatched-tun-mtu"), Level.OFF)
                .policy()));

        var verdict = after(
                create(with(secret("anna", fitting(client("anna")) + "tun-mtu 1400\n"), "tier", "bronze")),
                create(secret("ben", fitting(client("ben")) + "tun-mtu 1400\n")),
                (namespace, labels) -> policies.of(namespace, Map.of(), labels));

        assertThat(verdict.outcome()).isNotEqualTo(Outcome.ALLOWED);
    }

    @Test
    void anotherRevision() {
        stored.add(of("1", plainServer()));
        stored.add(of("2", secret("second", server(TLS_AUTH).getStringData().get("server.conf"))));

        var verdict = after(create(of("1", plain("anna"))), create(of("2", plain("ben"))), NO_POLICIES);

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
    }

    private static Secret of(String revision, Secret object) {
        return new SecretBuilder(object)
                .editMetadata()
                .addToAnnotations("ovpnguard.io/revision", revision)
                .endMetadata()
                .build();
    }

    @Test
    void aCertificateThatEndsBeforeAPolicyWants() {
        stored.add(plainServer());
        var policies = Policies.of(List.of(new Sketch("strict")
                .demanding(Asking.certificateDays("strict", 200))
                .policy()));
        var ben = certificate("ben").until(Duration.ofDays(100)).make();

        var verdict = after(
                create(plain("anna")),
                create(secret("ben", fitting(ben))),
                (namespace, labels) -> policies.of(namespace, Map.of(), labels));

        assertThat(verdict.outcome()).isNotEqualTo(Outcome.ALLOWED);
    }

    @Test
    void aCertificateThatIsNotValidYet() {
        stored.add(plainServer());
        var ben = certificate("ben").from(Duration.ofDays(7)).make();

        assertThat(afterAnna(secret("ben", fitting(ben))).outcome()).isNotEqualTo(Outcome.ALLOWED);
    }

    @Test
    void aNameThatTheServerDoesNotTake() {
        stored.add(server("verify-x509-name anna name\n"));

        assertThat(afterAnna(plain("ben")).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void theOtherOfTwoServers() {
        stored.add(plainServer());
        stored.add(secret(
                "second", server("port 1195\n" + TLS_AUTH).getStringData().get("server.conf")));
        var ben = fitting(client("ben")).replace("vpn.example.org", "vpn.example.org 1195");

        assertThat(afterAnna(secret("ben", ben)).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void anotherFileOfAnotherObject() {
        stored.add(server("tls-auth ta.key 0\n"));
        stored.add(secret("keys", Map.of("ta.key", Judging.staticKey('a'))));
        stored.add(secret("more-keys", Map.of("tb.key", Judging.staticKey('b'))));

        var verdict = after(
                create(secret("anna", fitting(client("anna")) + "tls-auth ta.key 1\n")),
                create(secret("ben", fitting(client("ben")) + "tls-auth tb.key 1\n")),
                NO_POLICIES);

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void whoIsRevokedByWhatTheFirstReplaces() {
        var ben = client("ben");
        var list = secret(
                "anna", Map.of("crl.pem", Fleet.AUTHORITY.revoking(Duration.ofDays(-1), Duration.ofDays(365), ben)));
        stored.add(server("crl-verify crl.pem\n"));
        stored.add(list);

        var verdict =
                after(Change.of(plain("anna"), Optional.of(list)), create(secret("ben", fitting(ben))), NO_POLICIES);

        assertThat(verdict.outcome()).isNotEqualTo(Outcome.ALLOWED);
    }

    @Test
    void whereNobodyCanTellWhetherSomethingHasChangedEachIsJudged() {
        var judge = Judging.judge(_ -> Judging.beside(List.of(plainServer())));

        for (var name : List.of("anna", "ben")) {
            assertThat(judge.judge(create(plain(name)))).isEqualTo(Verdict.allow(List.of(), Set.of()));
        }
    }
}
