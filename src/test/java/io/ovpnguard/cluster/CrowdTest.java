package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.manifest.ReducedObject;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server that changes meets of a crowd what it would meet of all. */
class CrowdTest {

    private static final Instant NOW = Instant.now();
    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MANY = 20;

    private static final TestCertificate AUTHORITY = TestCertificate.lastingAuthority("CN=authority");
    private static final TestCertificate OTHER = TestCertificate.lastingAuthority("CN=other");
    private static final TestCertificate SERVER =
            certificate("server", KeyPurposeId.id_kp_serverAuth).make();
    private static final TestCertificate REVOKED = client("revoked");

    private static final RuleEngine ENGINE = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    private static TestCertificate.Recipe certificate(String name, KeyPurposeId purpose) {
        return TestCertificate.lasting("CN=" + name, AUTHORITY, purpose);
    }

    private static TestCertificate client(String name) {
        return certificate(name, KeyPurposeId.id_kp_clientAuth).make();
    }

    private static String block(String name, String text) {
        return "<" + name + ">\n" + text + "</" + name + ">\n";
    }

    private static String keys(TestCertificate own) {
        return block("ca", AUTHORITY.certificate()) + block("cert", own.certificate()) + block("key", own.key());
    }

    private static String fitting(TestCertificate own) {
        return "client\ndev tun\nremote vpn.example.org\nremote-cert-tls server\n" + keys(own);
    }

    private static Secret secret(String name, String text) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .addToStringData(name + ".conf", text)
                .build();
    }

    private static Known known(Secret object) {
        return new Known(ReducedObject.of(object).orElseThrow(), 0);
    }

    private static List<Known> many(String name, String more) {
        return IntStream.range(0, MANY)
                .mapToObj(number -> known(secret(name + number, more + fitting(client(name + number)))))
                .toList();
    }

    /** Most are alike; each of the others is special in its own way. */
    private static List<Known> clients() {
        var clients = new ArrayList<>(many("plain", ""));
        clients.addAll(many("small", "tun-mtu 1400\n"));
        clients.addAll(many("noted", "# ovpnguard: allow mismatched-tun-mtu it is known\ntun-mtu 1400\n"));
        clients.add(known(secret("z-revoked", fitting(REVOKED))));
        clients.add(known(secret(
                "of-other",
                fitting(certificate("of-other", KeyPurposeId.id_kp_clientAuth)
                        .by(OTHER)
                        .make()))));
        clients.add(known(secret("twin-1", fitting(client("twin")))));
        clients.add(known(secret("twin-2", fitting(client("twin")))));
        clients.add(known(secret("noted-twin", "# ovpnguard: allow a\n" + fitting(client("plain7")))));
        clients.add(known(secret("with-file", fitting(client("with-file")) + "tls-auth ta.key 1\n")));
        clients.add(known(secret(
                "has-ended",
                fitting(certificate("has-ended", KeyPurposeId.id_kp_clientAuth)
                        .until(Duration.ofDays(-1))
                        .make()))));
        clients.add(known(secret(
                "z-as-server",
                fitting(certificate("z-as-server", KeyPurposeId.id_kp_clientAuth)
                        .keys(SERVER.keys())
                        .make()))));
        clients.add(known(secret("z-in-ccd", fitting(client("z-in-ccd")))));
        return clients;
    }

    private static final List<Known> CLIENTS = clients();

    private static Map<String, Secret> servers() {
        var plain = "server 10.8.0.0 255.255.255.0\ntopology subnet\ndev tun\ndh none\n" + keys(SERVER);
        var crl = block("crl-verify", AUTHORITY.revoking(Duration.ofDays(-1), YEAR, REVOKED));
        var servers = new LinkedHashMap<String, Secret>();
        servers.put("plain", secret("server", plain));
        servers.put("another size", secret("server", plain + "tun-mtu 1300\n"));
        servers.put("small", secret("server", plain + "tun-mtu 1400\n"));
        servers.put("TAP", secret("server", plain.replace("dev tun", "dev tap")));
        servers.put("revokes one", secret("server", plain + crl));
        servers.put("takes twins", secret("server", plain + "duplicate-cn\n"));
        servers.put(
                "of another authority",
                secret(
                        "server",
                        plain.replace(block("ca", AUTHORITY.certificate()), block("ca", OTHER.certificate()))));
        var ccd = secret("server", plain + "client-config-dir .\n");
        ccd.getStringData().put("z-in-ccd", "push \"tun-mtu 1400\"\nifconfig-push 10.9.0.1 255.255.255.0\n");
        servers.put("with a file for one", ccd);
        servers.put("old OpenSSL", secret("server", plain + "tls-version-max 1.0\n"));
        return servers;
    }

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
