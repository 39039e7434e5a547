package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyOptionsTest {

    private static final String SERVER = """
            server 10.8.0.0 255.255.255.0
            dev tun
            dh none
            topology subnet
            tun-mtu 1400
            data-ciphers AES-256-GCM
            """;

    private static final String CLIENT = """
            client
            dev tun
            remote vpn.example.com
            tun-mtu 1300
            data-ciphers AES-256-GCM
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeObjects() throws IOException {
        write("objects.yaml", object("server", SERVER) + "---\n" + object("client", CLIENT));
    }

    @Test
    void aRuleIsWhatAPolicySays() throws IOException {
        assertThat(check().exit()).isEqualTo(1);

        var warned = check(policy("mild", "  rules: {mismatched-tun-mtu: warn, narrowed-version: audit}"));
        assertThat(warned.exit()).isEqualTo(0);
        assertThat(warned.out())
                .contains("warning[mismatched-tun-mtu]", "  note: only warned of by policy \"mild\"\n")
                .contains("info[narrowed-version]", "  note: only counted by policy \"mild\"\n");

        var off = check(policy("mild", "  rules: {mismatched-tun-mtu: \"off\"}"));
        assertThat(off.out()).doesNotContain("mismatched-tun-mtu");
        assertThat(off.exit()).isEqualTo(0);

        var denied = check(policy("strict", "  rules: {narrowed-version: deny}"));
        assertThat(denied.out())
                .contains("error[narrowed-version]", "  note: denied by policy \"strict\"\n")
                .doesNotContain("mild");
        assertThat(denied.exit()).isEqualTo(1);
    }

    @Test
    void theStrictestOfSeveralCounts() throws IOException {
        var run = check(
                policy("mild", "  rules: {mismatched-tun-mtu: audit}"),
                policy("other", "  rules: {mismatched-tun-mtu: warn}"));
        assertThat(run.out()).contains("warning[mismatched-tun-mtu]", "only warned of by policy \"other\"");
        assertThat(run.exit()).isEqualTo(0);
    }

    @Test
    void whatOneOfTheObjectsIsDeniedForIsAnError() throws IOException {
        var ofServer = "  objectSelector: {matchLabels: {side: server}}\n";
        var run = check(policy("mild", ofServer + "  rules: {mismatched-tun-mtu: \"off\"}"));
        assertThat(run.out()).contains("error[mismatched-tun-mtu]");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(check(
                                policy("mild", ofServer + "  rules: {mismatched-tun-mtu: \"off\"}"),
                                policy(
                                        "other",
                                        ofServer.replace("server", "client")
                                                + "  rules: {mismatched-tun-mtu: \"off\"}"))
                        .exit())
                .isEqualTo(0);
    }

    @Test
    void aNamespaceHasItsName() throws IOException {
        var level = "  rules: {mismatched-tun-mtu: \"off\"}\n";
        var vpn = "  namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: vpn}}\n";
        assertThat(check(policy("mild", vpn + level)).exit()).isEqualTo(0);

        var elsewhere = check(policy("mild", vpn.replace(": vpn", ": apps") + level));
        assertThat(elsewhere.exit()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("policy \"mild\" speaks of nothing that was read");
    }

    @Test
    void consistencyIsThePolicysUnlessTheCommandLineSaysMore() throws IOException {
        write(
                "objects.yaml",
                object("server", SERVER.replaceAll("(?s)tun-mtu.*", "cipher AES-256-CBC\n")) + "---\n"
                        + object("client", CLIENT.replaceAll("(?s)tun-mtu.*", "cipher AES-128-CBC\n")));
        var effective = policy("effective", """
                  consistency: effective
                  assume: {serverVersions: "2.6", clientVersions: "2.6"}
                """);
        assertThat(check().exit()).isEqualTo(1);
        assertThat(check(effective).exit()).isEqualTo(0);
        assertThat(Run.of("check", "--policy", effective.toString(), "--consistency", "stated", objects())
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void versionsAreThePolicysUnlessTheCommandLineSaysMore() throws IOException {
        var policy = policy("modern", "  assume: {serverVersions: \"2.7\", clientVersions: \"2.5\"}");
        assertThat(check(policy).out()).contains("(server 2.7; client 2.5)");
        assertThat(Run.of("check", "--policy", policy.toString(), "--server-version", "2.6", objects())
                        .out())
                .contains("(server 2.6; client 2.5)");
    }

    @Test
    void annotationsSayOnlyWhatIsAllowed() throws IOException {
        write(
                "objects.yaml",
                object("server", SERVER)
                                .replace(
                                        "name: server",
                                        "name: server\n  annotations: {" + "ovpnguard.io/openvpn-version: \"2.5\"}")
                        + "---\n" + object("client", CLIENT));
        assertThat(check().out()).contains("server 2.5;");
        var run = check(policy("strict", "  allowOverrides: [roles]"));
        assertThat(run.out())
                .doesNotContain("server 2.5;")
                .contains(
                        "not inspected: annotation `ovpnguard.io/openvpn-version` is ignored: policy \"strict\" does not allow it");
        assertThat(check(policy("lax", "  allowOverrides: [versions]")).out()).contains("server 2.5;");
    }

    @Test
    void anExceptionHoldsUntilItsDay() throws IOException {
        var today = LocalDate.now(ZoneOffset.UTC);
        var known = check(exception(today.plusDays(1)));
        assertThat(known.exit()).isEqualTo(0);
        assertThat(known.out())
                .contains("info[mismatched-tun-mtu]")
                .contains("note: put up with until %s by policy \"known\": old routers".formatted(today.plusDays(1)));

        var ended = check(exception(today.minusDays(2)));
        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out())
                .contains("error[mismatched-tun-mtu]")
                .contains("note: the exception for vpn/office ended on %s: old routers".formatted(today.minusDays(2)));
    }

    @Test
    void anExceptionForNothingIsTold() throws IOException {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        assertThat(check(exception(day)).err()).isEmpty();

        var text = Files.readString(exception(day));
        var elsewhere = write("elsewhere.yaml", text.replace("vpn/office", "apps/office"));
        assertThat(check(elsewhere).err()).as("of which nothing was read").isEmpty();
        var misspelt = write("misspelt.yaml", text.replace("vpn/office", "vpn/offce"));
        assertThat(check(misspelt).err())
                .isEqualTo(
                        "policy \"known\" has an exception for `mismatched-tun-mtu` of vpn/offce, and no such bundle was"
                                + " read; did you mean vpn/office?\n");
        var mended = write("mended.yaml", text.replace("mismatched-tun-mtu", "small-dh"));
        assertThat(check(mended).err())
                .isEqualTo(
                        "policy \"known\" has an exception for `small-dh` of vpn/office, where nothing such was found:"
                                + " mend it, or remove it\n");
        var over = write("over.yaml", Files.readString(mended).replace(day.toString(), "2026-01-31"));
        assertThat(check(over).err())
                .contains("of vpn/office, which ended on 2026-01-31, and nothing such was found: remove it\n");

        var shop = object("shop", SERVER)
                .replace("namespace: vpn", "namespace: apps")
                .replace("bundle: office", "bundle: shop");
        write("objects.yaml", Files.readString(folder.resolve("objects.yaml")) + "---\n" + shop);
        assertThat(check(elsewhere).err()).contains("of apps/office, and no such bundle was read\n");
    }

    @Test
    void whoSpeaksOfNothingHasNoExceptionToMend() throws IOException {
        var text = Files.readString(exception(LocalDate.now(ZoneOffset.UTC).plusDays(1)));
        var idle = write("idle.yaml", text.replace("spec:", "spec:\n  objectSelector: {matchLabels: {side: none}}"));
        assertThat(check(idle).err().lines())
                .containsExactly(
                        "policy \"known\" speaks of nothing that was read: its selectors ask for other labels");
    }

    @Test
    void aBundleThatIsSplitIsNotDatedHere() throws IOException {
        var limited = policy("limited", "  maxSplit: 12h");
        assertThat(check(limited).err()).isEmpty();
        var objects = Files.readString(Path.of(objects()))
                .replaceFirst("name: server\n", "name: server\n  annotations: {ovpnguard.io/revision: \"2\"}\n");
        write("objects.yaml", objects);
        assertThat(check(limited).err())
                .isEqualTo(
                        "policy \"limited\" says `maxSplit: 12h`, which counts in the audit of a cluster only: here nobody"
                                + " knows since when a bundle is split; `rules: {split-bundle: deny}` fails at once\n");
    }

    @Test
    void aBadPolicyExits2WithAllItsFaults() throws IOException {
        var bad = policy("bad", "  rules: {no-such-rule: deny}\n  consistensy: stated");
        var run = check(bad, folder.resolve("missing.yaml"));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .containsExactly(
                        bad + ":6:11: spec.rules[no-such-rule]: no rule is called `no-such-rule`; `ovpnguard rules`"
                                + " lists them",
                        bad + ":7:3: spec.consistensy: no such field; did you mean `consistency`?",
                        folder.resolve("missing.yaml") + ": no such file, or not readable as UTF-8 text");
        var one = policy("same", "");
        var other = Files.copy(one, folder.resolve("other.yaml"));
        assertThat(check(one, other).err())
                .isEqualTo("%s: a policy named `same` stands in %s already%n".formatted(other, one));
    }

    @Test
    void theUsualFileIsThatOfTheFolderOrOfItsRepository() throws IOException {
        var inner = Files.createDirectories(folder.resolve("repository/deploy/vpn"));
        Files.createDirectory(folder.resolve("repository/.git"));
        write(".ovpnguard.yaml", "");
        assertThat(PolicyOptions.usual(inner)).isEmpty();
        var ofRepository = write("repository/.ovpnguard.yaml", "");
        assertThat(PolicyOptions.usual(inner)).contains(ofRepository);
        var own = write("repository/deploy/vpn/.ovpnguard.yaml", "");
        assertThat(PolicyOptions.usual(inner)).contains(own);
    }

    @Test
    void aFileOfAnotherEndingIsNotPassedOverInSilence() throws IOException {
        var inner = Files.createDirectories(folder.resolve("repository/deploy/vpn"));
        Files.createDirectory(folder.resolve("repository/.git"));
        write(".ovpnguard.yml", "");
        assertThat(PolicyOptions.misnamed(inner)).isEmpty();
        var ofRepository = write("repository/.ovpnguard.yml", "");
        assertThat(PolicyOptions.misnamed(inner)).contains(ofRepository);
        write("repository/deploy/.ovpnguard.yaml", "");
        assertThat(PolicyOptions.misnamed(inner)).isEmpty();
    }

    @Test
    void programsAreToldToo() throws IOException {
        var mild = policy("mild", "  rules: {mismatched-tun-mtu: warn}");
        var out = Run.of("check", "--policy", mild.toString(), "--format", "json", objects())
                .out();
        var findings = new ObjectMapper().readTree(out).get("findings");
        assertThat(findings.findValuesAsText("rule")).contains("mismatched-tun-mtu");
        assertThat(out).contains("\"remarks\" : [ \"only warned of by policy \\\"mild\\\"\" ]");
    }

    private Path exception(LocalDate until) throws IOException {
        return policy("known", """
                  exceptions:
                    - bundle: vpn/office
                      rule: mismatched-tun-mtu
                      reason: old routers
                      until: "%s"
                """.formatted(until));
    }

    private Path policy(String name, String spec) throws IOException {
        return write(name + ".policy.yaml", """
                apiVersion: ovpnguard.io/v1alpha1
                kind: OpenVPNPolicy
                metadata:
                  name: %s
                spec:
                %s
                """.formatted(name, spec.stripTrailing()));
    }

    private static String object(String name, String config) {
        return """
                kind: ConfigMap
                apiVersion: v1
                metadata:
                  name: %s
                  namespace: vpn
                  labels: {ovpnguard.io/bundle: office, side: %s}
                data:
                  vpn.conf: |
                %s""".formatted(name, name, config.indent(4));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private String objects() {
        return folder.resolve("objects.yaml").toString();
    }

    private Run check(Path... policies) {
        var options = Stream.of(policies).flatMap(policy -> Stream.of("--policy", policy.toString()));
        var arguments = new ArrayList<>(List.of("check"));
        options.forEach(arguments::add);
        arguments.add(objects());
        return Run.of(arguments.toArray(String[]::new));
    }
}
