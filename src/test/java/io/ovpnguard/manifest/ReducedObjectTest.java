package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Where;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Case;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReducedObjectTest {

    private static final String SERVER =
            "dev tun\nserver 10.8.0.0 255.255.255.0\nca ca.crt\ncert c.crt\nkey c.key\ndh none\n";
    private static final String CLIENT = "client\ndev tun\nremote vpn.example.com\nca ca.crt\ncert c.crt\nkey c.key\n";

    private static final String KEY = staticKey("0123456789abcdef");

    /** Many cases hold the lines in question only, by which nobody would know an OpenVPN config. */
    private static final Map<String, String> HALLMARKS =
            Map.of("server", "\nserver 10.8.0.0 255.255.255.0\nport 1194\n", "client", "\nclient\nnobind\n");

    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");
    private static final RuleEngine ENGINE = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    @TestFactory
    Stream<DynamicTest> everyPairOfTheCasesIsJudgedAlikeBesideTheReducedOne() {
        return played().map(played ->
                DynamicTest.dynamicTest(played.rule() + "/" + played.folder().getFileName(), () -> {
                    var server = map(played, "server");
                    var client = secret(played, "client");
                    assertJudgedAlike(server, client);
                    assertJudgedAlike(client, server);
                }));
    }

    /** As the audit does, which sees no originals. */
    @TestFactory
    Stream<DynamicTest> everyCaseIsJudgedAlikeFromReducedObjectsAlone() {
        return played().map(played ->
                DynamicTest.dynamicTest(played.rule() + "/" + played.folder().getFileName(), () -> {
                    var server = map(played, "server");
                    var client = secret(played, "client");
                    assertThat(findings(sufficient(server), sufficient(client))).isEqualTo(findings(server, client));
                }));
    }

    @Test
    void namesOfVariablesAreAsLongAsTheyMatter() {
        for (var name : List.of("LONG", "A", "CLIENT_CERT 0", "CLIENT_CERT 1")) {
            var client = secret(Map.of("a.ovpn", CLIENT + "setenv " + name + "\n"));
            client.getMetadata().setAnnotations(Map.of("ovpnguard.io/client-versions", "2.6, connect-3"));

            assertThat(findings(reduced(client))).as(name).isEqualTo(findings(client));
        }
    }

    @Test
    void whichVersionOfWhichObjectItIsStaysKnown() {
        var client = secret(Map.of("a.ovpn", CLIENT));
        client.getMetadata().setUid("u-1");
        client.getMetadata().setResourceVersion("7");

        var metadata = reduced(client).getMetadata();

        assertThat(metadata.getUid()).isEqualTo("u-1");
        assertThat(metadata.getResourceVersion()).isEqualTo("7");
    }

    /** {@return the reduced object where it suffices, else the original, which is read anew then} */
    private static HasMetadata sufficient(HasMetadata original) {
        return ReducedObject.of(original)
                .filter(reduced -> reduced.sufficient() && reduced.verbatim())
                .map(ReducedObject::object)
                .orElse(original);
    }

    @Test
    void mostCasesCanBeCompared() {
        assertThat(played().filter(played -> ReducedObject.of(map(played, "server"))
                        .filter(ReducedObject::sufficient)
                        .isPresent()))
                .hasSizeGreaterThan(30);
    }

    @Test
    void keysAreComparedByFingerprint() {
        var server = map("server.conf", SERVER + "<tls-auth>\n" + KEY + "</tls-auth>\nkey-direction 0\n");
        var same = secret(
                Map.of("a.ovpn", CLIENT + "tls-auth /etc/openvpn/ta.key 1\n", "ta.key", "# made by hand\n" + KEY));
        var other = secret(Map.of("a.ovpn", CLIENT + "tls-auth ta.key 1\n", "ta.key", staticKey("fedcba9876543210")));

        assertJudgedAlike(server, same);
        assertJudgedAlike(server, other);
        assertThat(outcomes(server, reduced(same))).isNotEqualTo(outcomes(server, reduced(other)));
    }

    @Test
    void nothingIsKeptThatNobodyMaySee() {
        var original = secret(Map.of(
                "a.ovpn",
                """
                # planted-in-a-comment
                client ; planted-behind-a-value
                dev tun
                remote vpn.example.com 1194
                setenv PASSWORD planted-in-setenv
                push "setenv-safe X planted-in-push"
                auth-token planted-token
                planted-line planted-argument
                up "/bin/up.sh planted-in-command"
                auth-user-pass login.txt
                <key>
                -----BEGIN PRIVATE KEY-----
                cGxhbnRlZC1rZXk=
                -----END PRIVATE KEY-----
                </key>
                <cert>
                planted-before-certificate
                -----BEGIN CERTIFICATE-----
                MIIB
                planted-in-certificate
                -----END CERTIFICATE-----
                </cert>
                """ + "<tls-crypt>\n" + KEY + "</tls-crypt>\n",
                "login.txt",
                "planted-user\nplanted-password\n",
                "other.txt",
                "planted-in-a-text-that-no-config-names"));
        original.getMetadata()
                .setAnnotations(Map.of("kubectl.kubernetes.io/last-applied-configuration", "planted-annotation"));

        var kept = reduced(original).toString();

        assertThat(kept).contains("vpn.example.com", "MIIB").doesNotContain("planted", "cGxhbnRlZC1rZXk", "01234567");
    }

    @Test
    void directivesStayOnTheirLines() {
        var original = map("server.conf", "# a\n\n" + SERVER + "<ca>\nx\n</ca>\n\ntun-mtu '1400' # small\n");

        assertThat(lines(reduced(original))).isEqualTo(lines(original));
    }

    @Test
    void suppressionsAreKeptWhereTheyAre() {
        var server = map("server", SERVER + "tun-mtu 1500\n");
        var alone = "# of the old office\n# ovpnguard: allow mismatched-tun-mtu the old office\ntun-mtu 1400\n";
        var behind = "tun-mtu 1400 # ovpnguard: allow mismatched-tun-mtu the old office\n";
        for (var lines : List.of(alone, behind)) {
            var client = secret(Map.of("a.ovpn", CLIENT + lines));

            var kept = inspect(reduced(client))
                    .bundles()
                    .getFirst()
                    .clients()
                    .getFirst()
                    .config()
                    .comments();
            assertThat(kept).singleElement().satisfies(comment -> {
                assertThat(comment.text()).isEqualTo("ovpnguard: allow mismatched-tun-mtu the old office");
                assertThat(comment.subject().orElseThrow().from().line()).isEqualTo(lines == alone ? 9 : 7);
            });
            assertThat(findings(server, reduced(client)))
                    .isEqualTo(findings(server, client))
                    .anyMatch(finding -> finding.contains("mismatched-tun-mtu"));
        }
        var annotated = secret(Map.of("a.ovpn", CLIENT + "tun-mtu 1400\n"));
        annotated.getMetadata().setAnnotations(Map.of("ovpnguard.io/allow.mismatched-tun-mtu", "the old office"));
        assertThat(reduced(annotated).getMetadata().getAnnotations())
                .containsKey("ovpnguard.io/allow.mismatched-tun-mtu");
    }

    @Test
    void whatCannotBeJudgedFromFingerprintsSaysSo() {
        assertThat(reduce(map("server.conf", SERVER)).sufficient()).isTrue();
        assertThat(reduce(map("server.conf", SERVER + "cipher \"AES\n")).sufficient())
                .as("a text with a fault")
                .isFalse();
        assertThat(reduce(map("peer.conf", "dev tun\nsecret s.key\nremote a\n")).sufficient())
                .as("static-key mode")
                .isFalse();
        assertThat(reduce(map(
                                "server.conf",
                                SERVER + "<tls-crypt-v2>\n-----BEGIN OpenVPN tls-crypt-v2 server key-----\nAAAA\n"
                                        + "-----END OpenVPN tls-crypt-v2 server key-----\n</tls-crypt-v2>\n"))
                        .sufficient())
                .as("the key that opens those of clients")
                .isFalse();
    }

    @Test
    void whatHoldsNoConfigIsNotKept() {
        assertThat(ReducedObject.of(map("nginx.conf", "server { listen 80; }\n")))
                .isEmpty();
    }

    private static Stream<Case> played() {
        return Case.all().stream()
                .filter(played -> !Files.exists(played.folder().resolve("manifest.yaml")));
    }

    private static void assertJudgedAlike(HasMetadata changed, HasMetadata beside) {
        // A case with one side only, or of a broken text, has nothing to compare.
        ReducedObject.of(beside)
                .filter(ReducedObject::sufficient)
                .ifPresent(reduced ->
                        assertThat(findingsOf(changed, reduced.object())).isEqualTo(findingsOf(changed, beside)));
    }

    private static HasMetadata reduced(HasMetadata original) {
        return reduce(original).object();
    }

    private static ReducedObject reduce(HasMetadata original) {
        return ReducedObject.of(original).orElseThrow();
    }

    /** What is found that {@code changed} has a part in: the only findings that a verdict on it tells. */
    private static Set<String> findingsOf(HasMetadata changed, HasMetadata beside) {
        return findings(
                inspect(changed, beside),
                (finding, locations) -> labels(finding)
                        .anyMatch(label -> locations
                                .object(label.where().source())
                                .orElseThrow()
                                .kind()
                                .equals(changed.getKind())));
    }

    private static Set<String> findings(HasMetadata... objects) {
        return findings(inspect(objects), (_, _) -> true);
    }

    private static Set<String> findings(Inspection inspection, BiPredicate<Finding, Locations> filter) {
        return ENGINE.judge(inspection.bundles(), inspection.problems(), AT).stream()
                .filter(finding -> filter.test(finding, inspection.locations()))
                .map(finding -> finding.rule() + " " + finding.severity() + " " + finding.consequence()
                        + finding.versions()
                        + labels(finding)
                                .map(label -> line(label, inspection) + label.text())
                                .toList())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Label> labels(Finding finding) {
        return Stream.concat(Stream.of(finding.primary()), finding.related().stream());
    }

    private static String line(Label label, Inspection inspection) {
        var place = inspection.locations().place(label.where());
        return place.object() + " " + place.key() + " " + (label.where() instanceof Where.At ? place.keyLine() : 0)
                + ": ";
    }

    private static List<String> outcomes(HasMetadata one, HasMetadata other) {
        return inspect(one, other).bundles().stream()
                .flatMap(bundle -> bundle.pairs().stream())
                .map(pair -> Predictor.predict(
                                Process.of(pair.server(), Version.V2_6), Process.of(pair.client(), Version.V2_6), AT)
                        .outcome()
                        .toString())
                .toList();
    }

    private static Inspection inspect(HasMetadata... objects) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        Stream.of(objects).forEach(reader::read);
        return reader.inspect();
    }

    private static List<String> lines(HasMetadata object) {
        return inspect(object).bundles().getFirst().servers().getFirst().config().directives().stream()
                .map(directive -> directive.name() + " " + directive.value(0) + " "
                        + directive.nameSpan().from().line())
                .toList();
    }

    private static HasMetadata map(Case played, String prefix) {
        var map = map("", "");
        map.setData(texts(played, prefix));
        return annotated(map, played);
    }

    private static HasMetadata secret(Case played, String prefix) {
        return annotated(secret(texts(played, prefix)), played);
    }

    private static HasMetadata annotated(HasMetadata object, Case played) {
        var annotations = new HashMap<String, String>();
        var stated = played.properties();
        if (stated.getProperty("server-version") != null) {
            annotations.put("ovpnguard.io/openvpn-version", stated.getProperty("server-version"));
        }
        if (stated.getProperty("client-versions") != null) {
            annotations.put("ovpnguard.io/client-versions", stated.getProperty("client-versions"));
        }
        object.getMetadata().setAnnotations(annotations);
        return object;
    }

    private static Map<String, String> texts(Case played, String prefix) {
        var configs = (prefix.equals("server")
                ? played.bundle().servers()
                : played.bundle().clients());
        return configs.stream()
                .collect(Collectors.toMap(
                        profile -> profile.name(), profile -> read(played, profile.name()) + HALLMARKS.get(prefix)));
    }

    private static String read(Case played, String name) {
        try {
            return Files.readString(played.folder().resolve(name));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static ConfigMap map(String name, String text) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName("server")
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .addToData(name, text)
                .build();
    }

    private static Secret secret(Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName("client")
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withStringData(texts)
                .build();
    }

    private static String staticKey(String sixteenDigits) {
        return "-----BEGIN OpenVPN Static key V1-----\n"
                + IntStream.range(0, 16)
                        .mapToObj(_ -> sixteenDigits + sixteenDigits + "\n")
                        .collect(Collectors.joining())
                + "-----END OpenVPN Static key V1-----\n";
    }
}
