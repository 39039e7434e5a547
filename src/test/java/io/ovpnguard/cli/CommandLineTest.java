package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    private static final String SERVER = """
            server 10.8.0.0 255.255.255.0
            dev tun
            dh none
            no-such-option 1
            """;

    @TempDir
    private Path folder;

    @Test
    void aCleanConfigExits0() throws IOException {
        write("server.conf", "server 10.8.0.0 255.255.255.0\ndev tun\ndh none\ntopology subnet\n");
        assertThat(check("--server-version", "2.6").exit()).isEqualTo(0);
    }

    @Test
    void findingsExit1AndTheFailLevelDecidesWhichCount() throws IOException {
        write("server.conf", SERVER);
        assertThat(check("--server-version", "2.6").exit()).isEqualTo(1);
        assertThat(check("--server-version", "2.6", "--fail-on", "never").exit())
                .isEqualTo(0);
    }

    @Test
    void whatCannotBeReadExits2EvenBesideFindings() throws IOException {
        write("server.conf", SERVER);
        var run =
                check("--server-version", "2.6", folder.resolve("missing.conf").toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("missing.conf: no such file or folder");
        assertThat(run.out()).contains("error[unknown-option]");
    }

    @Test
    void badUsageExits2AndSuggests() {
        var run = Run.of("check", "--formt", "json", ".");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("--formt").contains("--format");
        assertThat(Run.of().exit()).isEqualTo(2);
        assertThat(Run.of("check").exit()).isEqualTo(2);
        assertThat(Run.of("chek", ".").exit()).isEqualTo(2);
    }

    @Test
    void aVersionNobodyKnowsIsAnInputError() {
        var run = Run.of("check", "--client-versions", "9.9", ".");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("`9.9` is no OpenVPN version that can be judged");
    }

    @Test
    void noServerIsOfTheOpenVpn3Core() {
        var run = Run.of("check", "--server-version", "connect-3", ".");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("`connect-3` can be a client's version only");
    }

    @Test
    void aConnectClientIsJudgedBesideOthers() throws IOException {
        write("client.conf", "client\ndev tun\nremote 192.0.2.1\nca ca.crt\ntopology subnet\n");
        var run = check("--client-versions", "2.6, connect-3");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("[refused-by-connect]").contains("connect-3");
    }

    @ParameterizedTest
    @CsvSource({"windows, , true", "WINDOWS, , true", ", windows, true", ", , false"})
    void whatClientsRunOnIsSaidByOptionOrAnnotation(String option, String annotation, boolean isTold)
            throws IOException {
        writeClient(annotation == null ? "" : "ovpnguard.io/client-platform: " + annotation);
        var platform = option == null ? new String[0] : new String[] {"--client-platform", option};
        var run = check(Stream.concat(Stream.of("--client-versions", "2.4"), Stream.of(platform))
                .toArray(String[]::new));
        assertThat(run.out().contains("warning[unapplied-tun-mtu]")).isEqualTo(isTold);
        assertThat(run.exit()).isZero();
    }

    @Test
    void aPlatformNobodyKnowsIsAnInputError() throws IOException {
        writeClient("ovpnguard.io/client-platform: amiga");
        assertThat(check().exit()).isEqualTo(2);
        assertThat(check().err()).contains("annotation ovpnguard.io/client-platform knows `windows` only");
        for (var command : List.of("check", "predict")) {
            var run = Run.of(command, "--client-platform", "amiga", "--server", "a", "--client", "b");
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("amiga").contains("windows");
        }
    }

    @Test
    void theHelpShowsWordsAsTheyAreWritten() {
        assertThat(Run.of("check", "-h").out().replaceAll("\\s+", " "))
                .contains("text, json; default text")
                .contains("stated, effective, written; default stated")
                .contains("error, warning, never; default error");
        assertThat(Run.of("predict", "-h").out()).contains("text, json; default text");
    }

    @ParameterizedTest
    @CsvSource({"'', 1194, 0", "fragment 1300, 1194, 1", "'', 1195, 1"})
    void aClientMeansTheServerThatItWorksWith(String line, String otherPort, int exit) throws IOException {
        var server = "server 10.8.0.0 255.255.255.0\ntopology subnet\nca ca.crt\ncert s.crt\nkey s.key\ndh none\n";
        write("new.conf", server + "dev tun\n");
        write("old.conf", server + "dev tap\nport " + otherPort + "\n");
        write(
                "alice.ovpn",
                "client\ndev tun\nremote a 1194\nremote a " + otherPort + "\nca ca.crt\ncert c.crt\nkey c.key\n" + line
                        + "\n");
        var run = check("--server-version", "2.6", "--client-versions", "2.6");
        assertThat(run.out()).contains((exit == 0 ? "warning" : "error") + "[mismatched-device-type]");
        assertThat(run.exit()).isEqualTo(exit);
    }

    @Test
    void formatsToComeAreRefusedByName() {
        var run = Run.of("check", "--format", "sarif", ".");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("sarif").containsIgnoringCase("text").containsIgnoringCase("json");
    }

    @Test
    void theJsonHasTheFieldsThatOthersReadAndNoOthers() throws IOException {
        write("server.conf", SERVER);
        var json = new ObjectMapper()
                .readTree(check("--server-version", "2.6", "--format", "json").out());
        assertThat(fields(json)).containsExactly("schema", "summary", "findings", "not_inspected");
        assertThat(json.get("schema").intValue()).isEqualTo(1);
        assertThat(fields(json.get("summary")))
                .containsExactly("errors", "warnings", "infos", "suppressed", "bundles", "pairs");
        var finding = json.get("findings").get(0);
        assertThat(fields(finding))
                .containsExactly(
                        "rule",
                        "severity",
                        "message",
                        "consequence",
                        "versions",
                        "primary",
                        "related",
                        "help",
                        "remarks",
                        "openvpn_log",
                        "fingerprint",
                        "suppressed");
        assertThat(finding.get("rule").textValue()).isEqualTo("unknown-option");
        assertThat(finding.get("fingerprint").textValue()).matches("[0-9a-f]{64}");
        assertThat(finding.get("versions").get(0).get("server").textValue()).isEqualTo("2.6");
        assertThat(finding.get("versions").get(0).get("client").isNull()).isTrue();
        var place = finding.get("primary");
        assertThat(fields(place))
                .containsExactly(
                        "text", "file", "object", "key", "line", "column", "end_line", "end_column", "key_line");
        assertThat(place.get("line").intValue()).isEqualTo(4);
        assertThat(place.get("column").intValue()).isEqualTo(1);
    }

    @Test
    void whatIsSuppressedIsCountedAndFailsNothing() throws IOException {
        write(
                "server.conf",
                SERVER.replace("no-such", "# ovpnguard: allow unknown-option until 2999-12-31 why\nno-such"));

        var text = check("--server-version", "2.6");
        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .doesNotContain("[unknown-option]")
                .endsWith("0 errors, 0 warnings, 1 suppressed; 0 server-client pairs judged in 1 bundle\n");
        var json = new ObjectMapper()
                .readTree(check("--server-version", "2.6", "--format", "json").out());
        assertThat(json.at("/summary/errors").intValue()).isZero();
        assertThat(json.at("/summary/suppressed").intValue()).isEqualTo(1);
        assertThat(json.at("/findings/0/rule").textValue()).isEqualTo("unknown-option");
        assertThat(json.at("/findings/0/suppressed").booleanValue()).isTrue();
        assertThat(json.at("/findings/0/suppression/reason").textValue()).isEqualTo("why");
        assertThat(json.at("/findings/0/suppression/until").textValue()).isEqualTo("2999-12-31");
        assertThat(json.at("/findings/0/suppression/place/line").intValue()).isEqualTo(4);
    }

    @Test
    void aFingerprintOutlivesMovedLines() throws IOException {
        write("server.conf", SERVER);
        var before = fingerprint();
        write("server.conf", "# a comment\n\n" + SERVER);
        assertThat(fingerprint()).isEqualTo(before);
        write("server.conf", SERVER.replace("no-such-option", "no-other-option"));
        assertThat(fingerprint()).isNotEqualTo(before);
    }

    @Test
    void whatASecretHoldsIsInNoOutput() throws IOException {
        write("secret.yaml", """
                apiVersion: v1
                kind: Secret
                metadata: {name: alice, labels: {ovpnguard.io/bundle: office}}
                stringData:
                  alice.ovpn: |
                    client
                    dev tun
                    remote vpn.example.org
                    hunter2
                    auth-token hunter2
                    setenv-safe hunter2 hunter2
                    ca "hunter2
                    <pkcs12>
                    hunter2
                    </pkcs12>
                    <nosuchtag>
                    hunter2
                """);
        for (var format : List.of("text", "json")) {
            var run = check("--format", format);
            assertThat(run.exit()).isNotEqualTo(0);
            assertThat(run.out() + run.err()).contains("unknown-option").doesNotContain("hunter2");
        }
    }

    @Test
    void everyRuleIsListedAndExplained() {
        var rules = Run.of("rules");
        assertThat(rules.exit()).isEqualTo(0);
        rules.out().lines().map(line -> line.split(" ", 2)[0]).forEach(id -> {
            var page = Run.of("explain", id);
            assertThat(page.exit()).isEqualTo(0);
            assertThat(page.out()).contains("## What goes wrong", "## Why", "## Fix", "Evidence: ");
        });
        assertThat(Run.of("explain", "no-such-rule").exit()).isEqualTo(2);
        assertThat(Run.of("explain", "no-such-rule").err()).contains("`ovpnguard rules` lists them");
        assertThat(Run.of("explain", "smal-dh").err())
                .contains("no rule is called `smal-dh`; did you mean `small-dh`?");
        assertThat(Run.of("rules", "no-such-rule").exit()).isEqualTo(2);
        assertThat(Run.of("rules", "mismatched-tun-mtu").out())
                .isEqualTo(rules.out()
                        .lines()
                        .filter(line -> line.startsWith("mismatched-tun-mtu "))
                        .findFirst()
                        .orElseThrow()
                        .concat(System.lineSeparator()));
    }

    @Test
    void summariesStandBelowEachOther() {
        assertThat(Run.of("rules").out().lines().map(line -> {
                    var severity = line.indexOf(' ');
                    while (line.charAt(severity) == ' ') {
                        severity++;
                    }
                    return severity;
                }))
                .containsOnly(Run.of("rules", "mismatched-control-channel-wrapping")
                                .out()
                                .indexOf(' ')
                        + 1);
    }

    @Test
    void severalRulesAreExplainedOneAfterTheOther() {
        assertThat(Run.of("explain", "silent-peer", "small-dh").out())
                .isEqualTo(Run.of("explain", "silent-peer").out()
                        + System.lineSeparator()
                        + System.lineSeparator()
                        + Run.of("explain", "small-dh").out());
        assertThat(Run.of("explain", "silent-peer", "no-such-rule").exit()).isEqualTo(2);
        assertThat(Run.of("explain", "silent-peer").out())
                .doesNotContain("case.properties")
                .contains("ovpnguard says of server 2.6; client 2.6");
    }

    private String fingerprint() throws IOException {
        return new ObjectMapper()
                .readTree(check("--server-version", "2.6", "--format", "json").out())
                .get("findings")
                .get(0)
                .get("fingerprint")
                .textValue();
    }

    private static List<String> fields(JsonNode node) {
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void writeClient(String annotations) throws IOException {
        write("client.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: alice, annotations: {%s}}
                data:
                  alice.ovpn: |
                    client
                    dev tun
                    remote vpn.example.org
                    ca ca.crt
                    auth-user-pass
                    tun-mtu 1400
                """.formatted(annotations));
    }

    private Run check(String... more) {
        var arguments = new ArrayList<>(List.of("check"));
        arguments.addAll(List.of(more));
        arguments.add(folder.toString());
        return Run.of(arguments.toArray(String[]::new));
    }
}
