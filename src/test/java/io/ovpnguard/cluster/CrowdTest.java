package io.ovpnguard.cluster;

import static io.ovpnguard.cluster.Fleet.block;
import static io.ovpnguard.cluster.Fleet.client;
import static io.ovpnguard.cluster.Fleet.fitting;
import static io.ovpnguard.cluster.Fleet.secret;
import static io.ovpnguard.cluster.Fleet.servers;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.ReducedObject;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that changes meets of a crowd what it would meet of all. */
class CrowdTest {

    private static final Instant NOW = Instant.now();
    private static final RuleEngine ENGINE = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    private static Known known(Secret object) {
        return new Known(ReducedObject.of(object).orElseThrow(), 0);
    }

    private static final List<Known> CLIENTS =
            Fleet.clients().stream().map(CrowdTest::known).toList();

    static Stream<String> changes() {
        return servers().keySet().stream();
    }

    private record Seen(Inspection inspection, List<Finding> findings) {}

    private static Seen look(List<Known> clients, ReadObject server) {
        var objects = Stream.concat(clients.stream().map(Known::read), Stream.of(server))
                .toList();
        var inspection = ReadObject.together(objects);
        var ofServer = ENGINE.judge(inspection.bundles(), inspection.problems(), NOW).stream()
                .filter(finding -> finding.labels()
                        .anyMatch(label ->
                                object(label.where().source(), inspection).equals(Optional.of(server.ref()))))
                .toList();
        return new Seen(inspection, ofServer);
    }

    private static Optional<ObjectRef> object(Source source, Inspection inspection) {
        return inspection.locations().object(source);
    }

    /** {@return each finding in words, names of clients left out, with the number of clients that it is about} */
    private static Map<String, Integer> told(Seen seen, Spared spared) {
        return seen.findings().stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.rule() + " " + finding.severity() + " " + finding.consequence() + " "
                                + finding.versions() + finding.isSuppressed()
                                + finding.message().replaceAll("CN=[a-z-]+\\d*", "CN=..."),
                        Collectors.collectingAndThen(
                                Collectors.flatMapping(finding -> clients(finding, seen), Collectors.toSet()),
                                refs -> refs.size() + spared.behind(refs.stream()))));
    }

    private static Stream<ObjectRef> clients(Finding finding, Seen seen) {
        return finding.labels()
                .flatMap(label -> object(label.where().source(), seen.inspection()).stream())
                .filter(ref -> !ref.name().equals("server"));
    }

    private static List<Profile> profiles(ReadObject... servers) {
        return Stream.of(servers)
                .flatMap(server -> ReadObject.together(List.of(server)).bundles().stream())
                .flatMap(bundle -> bundle.servers().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatACrowdMeetsIsWhatAllMeet(String change) {
        var server = ReadObject.of(servers().get(change));
        var crowd = Crowd.of(CLIENTS, profiles(server), Set.of(), NOW);

        var ofCrowd = told(look(crowd.shown(), server), crowd.spared());

        assertThat(ofCrowd).isEqualTo(told(look(CLIENTS, server), Spared.NONE));
        assertThat(crowd.shown()).hasSizeLessThan(CLIENTS.size());
    }

    @Test
    void aCrowdIsSeenWithTheServerBeforeTheChangeToo() {
        var before = ReadObject.of(servers().get("revokes one"));
        var after = ReadObject.of(servers().get("plain"));

        assertThat(Crowd.of(CLIENTS, profiles(before, after), Set.of(), NOW).shown())
                .extracting(known -> known.ref().name())
                .contains("z-revoked");
    }

    @Test
    void eachSparedOneIsCounted() {
        var crowd = Crowd.of(CLIENTS, profiles(ReadObject.of(servers().get("plain"))), Set.of(), NOW);

        assertThat(crowd.shown().size()
                        + crowd.spared().groups().stream()
                                .mapToInt(Spared.Group::others)
                                .sum())
                .isEqualTo(CLIENTS.size());
        assertThat(crowd.shown()).doesNotHaveDuplicates();
    }

    @Test
    void whoIsAFileThatTheServerNamesIsSeen() {
        var server = servers().get("plain");
        server.getStringData().merge("server.conf", "crl-verify /etc/plain19.conf\n", String::concat);

        assertThat(Crowd.of(CLIENTS, profiles(ReadObject.of(server)), Set.of(), NOW)
                        .shown())
                .extracting(known -> known.ref().name())
                .contains("plain19");
    }

    @Test
    void whoHasTheNameOfSomebodyElseIsSeen() {
        var crowd = Crowd.of(CLIENTS, profiles(ReadObject.of(servers().get("plain"))), Set.of("small9"), NOW);

        assertThat(crowd.shown()).extracting(known -> known.ref().name()).contains("small9");
    }

    @Test
    void whoHasTheNameOfSomebodyWhoIsOnlyPlannedIsSeen() {
        var planned = ReadObject.of(secret("planned", fitting(client("small19"))));

        assertThat(beside("plain", List.of(), planned)).contains("small19").doesNotContain("small18", "planned");
    }

    @Test
    void whoHasTheNameInAFileOfAnotherObjectIsSeen() {
        var own = client("small19");
        var config = secret("apart", fitting(own).replace(block("cert", own.certificate()), "cert apart.crt\n"));
        var files = secret("files", "");
        files.setStringData(Map.of("apart.crt", own.certificate()));

        assertThat(beside("plain", List.of(known(config), known(files))))
                .contains("small19", "apart")
                .doesNotContain("small18");
    }

    @Test
    void whoHasTheNameInAPkcs12FileIsSeen() throws Exception {
        var own = client("small19");
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {new JcaX509CertificateConverter().getCertificate(own.holder())};
        store.setKeyEntry("me", own.keys().getPrivate(), new char[0], chain);
        var bytes = new ByteArrayOutputStream();
        store.store(bytes, new char[0]);
        var base64 = Base64.getMimeEncoder().encodeToString(bytes.toByteArray());
        var opened = ReadObject.of(secret(
                "opened",
                "client\ndev tun\nremote vpn.example.org\nremote-cert-tls server\n" + block("pkcs12", base64 + "\n")));

        assertThat(beside("plain", List.of(), opened)).contains("small19").doesNotContain("small18");
    }

    @Test
    void plannedServersTellClientsApartToo() {
        var second =
                secret("second", servers().get("revokes one").getStringData().get("server.conf"));

        assertThat(beside("plain", List.of())).doesNotContain("z-revoked");
        assertThat(beside("plain", List.of(), ReadObject.of(second))).contains("z-revoked");
    }

    /** {@return the names of those who are shown beside a server} */
    private static List<String> beside(String server, List<Known> more, ReadObject... planned) {
        var remembered = Stream.concat(CLIENTS.stream(), more.stream()).toList();
        var crowd = Crowd.beside(ReadObject.of(servers().get(server)), remembered, List.of(planned), Stream.of(), NOW);
        return crowd.shown().stream().map(known -> known.ref().name()).toList();
    }
}
