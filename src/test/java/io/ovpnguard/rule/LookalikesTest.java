package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.KeyFacts;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of a client because another is like it is what is told of it alone. */
class LookalikesTest {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final int SIGNS = 0x80;

    private static final TestCertificate AUTHORITY = TestCertificate.lastingAuthority("CN=authority");
    private static final TestCertificate OTHER_AUTHORITY = TestCertificate.lastingAuthority("CN=other");
    private static final TestCertificate SERVER =
            certificate("server", KeyPurposeId.id_kp_serverAuth).make();
    private static final TestCertificate ONE = client("client-1").make();

    /** Signatures differ in length by a byte or two, and so may texts in their number of lines, and what stands behind in its. */
    private static final TestCertificate ANOTHER = Stream.generate(
                    () -> client("client-2").make())
            .filter(made -> keys(made).lines().count() == keys(ONE).lines().count())
            .findFirst()
            .orElseThrow();

    static final String CA = block("ca", AUTHORITY.certificate());
    static final String FITTING = "client\ndev tun\nremote vpn.example.org\nremote-cert-tls server\n";

    private static final String SERVING =
            "server 10.8.0.0 255.255.255.0\ntopology subnet\ndev tun\ndh none\n" + CA + keys(SERVER);

    private static TestCertificate.Recipe certificate(String name, KeyPurposeId purpose) {
        return TestCertificate.lasting("CN=" + name, AUTHORITY, purpose);
    }

    static TestCertificate.Recipe client(String name) {
        return certificate(name, KeyPurposeId.id_kp_clientAuth);
    }

    private static String block(String name, String text) {
        return "<" + name + ">\n" + text + "</" + name + ">\n";
    }

    static String keys(TestCertificate own) {
        return block("cert", own.certificate()) + block("key", own.key());
    }

    /** Each differs from the first two, which are alike, in one thing. */
    private static Map<String, String> clients() {
        var texts = new LinkedHashMap<String, String>();
        texts.put("one", FITTING + CA + keys(ONE));
        texts.put("like one", FITTING + "# and a comment\n" + CA + keys(ANOTHER));
        texts.put("like one, too", FITTING + CA + keys(client("client-3").make()));
        texts.put(
                "without key ids",
                FITTING + CA + keys(client("client-4").withoutKeyIds().make()));
        texts.put(
                "forged, without key ids",
                FITTING
                        + CA
                        + keys(client("client-5")
                                .withoutKeyIds()
                                .by(TestCertificate.lastingAuthority("CN=authority"))
                                .make()));
        texts.put("unfitting", FITTING + "tun-mtu 1400\n" + CA + keys(ONE));
        texts.put("unfitting alike", FITTING + "tun-mtu 1400\n" + CA + keys(ANOTHER));
        texts.put("unfitting at another line", FITTING + "\ntun-mtu 1400\n" + CA + keys(ANOTHER));
        texts.put(
                "ends soon",
                FITTING + CA + keys(client("soon").until(Duration.ofDays(9)).make()));
        texts.put(
                "has ended",
                FITTING + CA + keys(client("past").until(Duration.ofDays(-1)).make()));
        texts.put(
                "begins later",
                FITTING + CA + keys(client("later").from(Duration.ofDays(9)).make()));
        texts.put(
                "by another authority",
                FITTING + CA + keys(client("stray").by(OTHER_AUTHORITY).make()));
        texts.put(
                "as if by the authority",
                FITTING
                        + CA
                        + keys(client("forged")
                                .by(TestCertificate.lastingAuthority("CN=authority"))
                                .make()));
        texts.put(
                "for servers",
                FITTING
                        + CA
                        + keys(certificate("posing", KeyPurposeId.id_kp_serverAuth)
                                .make()));
        texts.put(
                "a short key",
                FITTING
                        + CA
                        + keys(client("short").keys(TestCertificate.rsa(1024)).make()));
        texts.put("another's key", FITTING + CA + block("cert", ONE.certificate()) + block("key", ANOTHER.key()));
        texts.put("the server's", FITTING + CA + keys(SERVER));
        texts.put("the authority's", FITTING + CA + keys(AUTHORITY));
        texts.put(
                "of its own",
                FITTING + CA + keys(TestCertificate.of("CN=self").until(YEAR).make()));
        texts.put("without a name", FITTING + CA + keys(client("x,O=y").make()));
        texts.put("with an odd name", FITTING + CA + keys(client("ö d d").make()));
        texts.put("cut off", FITTING + CA + keys(ONE).replace("-----END CERTIFICATE-----\n", ""));
        texts.put("none", FITTING + CA);
        texts.put("trusting another", FITTING + block("ca", OTHER_AUTHORITY.certificate()) + keys(ONE));
        texts.put("of an unknown option", FITTING + "no-such-option\n" + CA + keys(ONE));
        texts.put("with an open block", FITTING + CA + "<tls-auth>\n" + keys(ONE));
        return texts;
    }

    private static Stream<String> servers() {
        return Stream.of(
                SERVING,
                SERVING + "tun-mtu 1450\n",
                SERVING + "verify-x509-name client-1 name\n",
                SERVING + "client-config-dir ccd\nccd-exclusive\n",
                SERVING + "crl-verify list.pem\n",
                SERVING + "peer-fingerprint " + "AB:".repeat(31) + "AB\n",
                SERVING + "setenv opt verify-x509-name client-1 name\n",
                SERVING + "setenv opt crl-verify list.pem\n",
                SERVING + "auth SHA999\n",
                SERVING + "client-config-dir empty\n");
    }

    static Profile profile(String name, Role role, String text) {
        return profile(name, role, text, filesOf(text));
    }

    static Profile profile(String name, Role role, String text, Map<String, FileEntry> files) {
        return new Profile(
                name,
                role,
                ConfigParser.parse(Source.of(name, text), Includes.NONE),
                new Files(files, true),
                role == Role.SERVER ? Versions.ASSUMED_SERVER : Versions.ASSUMED_CLIENT);
    }

    private static Map<String, FileEntry> filesOf(String config) {
        if (config.contains("client-config-dir ccd")) {
            return Map.of("ccd/client-2", file("client-2", "push \"route 10.9.0.0 255.255.255.0\"\n"));
        }
        return config.contains("crl-verify")
                ? Map.of("list.pem", file("list.pem", AUTHORITY.revoking(Duration.ofDays(-1), YEAR, ANOTHER)))
                : Map.of();
    }

    private static FileEntry file(String name, String text) {
        return FileEntry.of(Source.of(name, text));
    }

    /** {@return what an engine says that has seen nothing before} */
    private static List<Finding> alone(Pair pair) {
        return new RuleEngine(RuleCatalog.all(), Consistency.STATED)
                .judge(
                        List.of(new Bundle(
                                "", "a", List.of(pair.server()), List.of(pair.client()), List.of(pair), List.of())),
                        List.of(),
                        Instant.now());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void saysOfEachWhatIsSaidOfItAlone(String serving) {
        var server = profile("server.conf", Role.SERVER, serving);
        var at = Instant.now();
        var clients = new LinkedHashMap<String, Pair>();
        clients()
                .forEach((name, text) ->
                        clients.put(name, new Pair(server, profile(name + ".conf", Role.CLIENT, text))));
        var alone = new IdentityHashMap<Pair, List<Finding>>();
        clients.values().forEach(pair -> alone.put(pair, alone(pair)));
        clients.forEach((firstName, first) -> {
            var faultless = new Faultless();
            var lookalikes = new Lookalikes(List.of(server), faultless, at);
            lookalikes.of(first, () -> alone.get(first));
            clients.forEach((name, pair) -> {
                assertThat(lookalikes.of(pair, () -> alone.get(pair)))
                        .as("%s after %s", name, firstName)
                        .isEqualTo(alone.get(pair));
                assertThat(new Lookalikes(List.of(server), faultless, at).of(pair, () -> alone.get(pair)))
                        .as("%s in the judgement after that of %s", name, firstName)
                        .isEqualTo(alone.get(pair));
            });
        });
    }

    private static int judged(String serving, String... clients) {
        var server = profile("server.conf", Role.SERVER, serving);
        var lookalikes = new Lookalikes(List.of(server), new Faultless(), Instant.now());
        var judged = new AtomicInteger();
        Arrays.stream(clients)
                .map(text -> new Pair(server, profile("client.conf", Role.CLIENT, text)))
                .forEach(pair -> lookalikes.of(pair, () -> {
                    judged.incrementAndGet();
                    return alone(pair);
                }));
        return judged.get();
    }

    @Test
    void judgesOneOfThoseThatAreAlike() {
        var clients = clients();
        assertThat(judged(SERVING, clients.get("one"), clients.get("like one"))).isEqualTo(1);
        var unfitting = SERVING + "tun-mtu 1450\n";
        assertThat(judged(unfitting, clients.get("unfitting"), clients.get("unfitting alike")))
                .isEqualTo(1);
        assertThat(judged(unfitting, clients.get("unfitting"), clients.get("unfitting at another line")))
                .isEqualTo(2);
    }

    /** The server reads the file of one of the clients, and its key for the control channel is that of one of them. */
    @Test
    void looksForThemselvesAtFilesThatAreReadTwice() {
        var files = Map.of("one.pem", ONE, "another.pem", ANOTHER);
        var clients = files.entrySet().stream()
                .map(file -> profile(
                        file.getKey(),
                        Role.CLIENT,
                        FITTING + CA + "cert own.pem\nkey own.pem\ntls-auth own.pem 1\n",
                        Map.of(
                                "own.pem",
                                file(
                                        "own.pem",
                                        file.getValue().certificate()
                                                + file.getValue().key()
                                                + staticKey(file.getValue() == ONE ? "a" : "b")))))
                .toList();
        var server =
                profile("server.conf", Role.SERVER, SERVING + block("tls-auth", staticKey("a")) + "key-direction 0\n");
        clients.forEach(first -> {
            var lookalikes = new Lookalikes(List.of(server), new Faultless(), Instant.now());
            var before = new Pair(server, first);
            lookalikes.of(before, () -> alone(before));
            clients.forEach(client -> {
                var pair = new Pair(server, client);
                assertThat(lookalikes.of(pair, () -> alone(pair))).isEqualTo(alone(pair));
            });
        });
    }

    private static String staticKey(String digit) {
        return "-----BEGIN OpenVPN Static key V1-----\n" + (digit.repeat(32) + "\n").repeat(16)
                + "-----END OpenVPN Static key V1-----\n";
    }

    @Test
    void tellsNobodyOfAnothersKeyMaterial() {
        var server = profile("server.conf", Role.SERVER, SERVING);
        var lookalikes = new Lookalikes(List.of(server), new Faultless(), Instant.now());
        var judged = new AtomicInteger();
        Stream.of("one", "like one, too")
                .map(name -> profile("client.conf", Role.CLIENT, clients().get(name)))
                .forEach(client -> lookalikes.of(client, () -> {
                    judged.incrementAndGet();
                    return List.of(ofCertificate(client));
                }));
        assertThat(judged).hasValue(2);
    }

    /** {@return a finding that names its certificate by nothing but a fingerprint} */
    private static Finding ofCertificate(Profile client) {
        var cert = client.config().last("cert").orElseThrow();
        var material = KeyText.of(cert.inline().orElseThrow().text()).fingerprint();
        return new Finding(
                new RuleId("some-rule"),
                Severity.WARNING,
                new Label(new Where.At(cert.nameSpan()), "it is so", Optional.of(material)),
                List.of(),
                Optional.empty(),
                Consequence.NONE,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Test
    void forgetsWhatItFoundFaultlessAfterTenSeconds() {
        var server = profile("server.conf", Role.SERVER, SERVING);
        var pair =
                new Pair(server, profile("client.conf", Role.CLIENT, clients().get("one")));
        var faultless = new Faultless();
        var at = Instant.now();
        new Lookalikes(List.of(server), faultless, at).of(pair, List::of);
        var judged = new AtomicInteger();

        Stream.of(9, 10, 11)
                .map(at::plusSeconds)
                .map(later -> new Lookalikes(List.of(server), faultless, later))
                .forEach(lookalikes -> lookalikes.of(pair, () -> {
                    judged.incrementAndGet();
                    return alone(pair);
                }));

        // At 10 s, which is what 11 s finds.
        assertThat(judged).hasValue(1);
    }

    /** Whoever adds a fact says in {@code Likenesses} whether it tells clients apart, and then here. */
    @Test
    void looksAtEachFactOfAClient() {
        assertThat(names(CertificateFacts.class))
                .containsExactly(
                        "fingerprint",
                        "sha1",
                        "subject",
                        "issuer",
                        "serial",
                        "notBefore",
                        "notAfter",
                        "key",
                        "digest",
                        "usages",
                        "subjectKeyId",
                        "authorityKeyId",
                        "signature");
        assertThat(names(KeyFacts.class)).containsExactly("algorithm", "bits", "curve", "fingerprint");
        assertThat(names(Profile.class))
                .containsExactly("name", "role", "config", "files", "versions", "platform", "demands", "libraries");
        assertThat(names(FileEntry.class)).containsExactly("content", "directory", "mode", "owner");
        assertThat(names(Files.class)).containsExactly("entries", "complete");
    }

    private static List<String> names(Class<?> type) {
        return Optional.ofNullable(type.getRecordComponents()).stream()
                .flatMap(Arrays::stream)
                .map(RecordComponent::getName)
                .toList();
    }
}
