package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Doubt;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Where;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.Directive;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private static final String HEAD = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: server, namespace: vpn}
            data:
            """;

    private static Inspection read(String text) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "vpn.yaml");
        return reader.inspect();
    }

    private static Directive port(Inspection inspection) {
        return inspection
                .bundles()
                .getFirst()
                .servers()
                .getFirst()
                .config()
                .last("port")
                .orElseThrow();
    }

    private static String text(String manifest, Place place) {
        var lines = manifest.split("\n", -1);
        return lines[place.line() - 1].substring(place.column() - 1, place.endColumn() - 1);
    }

    static Stream<Arguments> exact() {
        return Stream.of(
                Arguments.of(
                        "literal",
                        "  server.conf: |\n    server 10.8.0.0 255.255.255.0\n\n    dev tun\n    port 1195\n"),
                Arguments.of(
                        "strip", "  server.conf: |-\n    server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195"),
                Arguments.of(
                        "indented",
                        "  server.conf: |2-\n      server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195\n"),
                Arguments.of(
                        "commented",
                        "  server.conf: | # why\n    server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195\n"),
                Arguments.of(
                        "blank first",
                        "  server.conf: |\n\n\n    server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195\n"),
                Arguments.of(
                        "double quoted",
                        "  server.conf: \"server 10.8.0.0 255.255.255.0\\r\\ndev tun\\nport 1195\\n\"\n"),
                Arguments.of(
                        "wrapped",
                        "  server.conf: \"server 10.8.0.0 255.255.255.0\\n\\\n     dev tun\\n\\\n     port 1195\\n\"\n"),
                Arguments.of(
                        "not ascii",
                        "  a: \"\u00e9\ud83d\ude00\"\n  server.conf: |\n    # \u00e9\ud83d\ude00\n    server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exact")
    void findsTheExactPlace(String name, String data) {
        var manifest = HEAD + data;
        var inspection = read(manifest);
        var value = port(inspection).valueSpan();
        var place = inspection.locations().place(new Where.At(value));
        assertThat(text(manifest, place)).isEqualTo("1195");
        assertThat(place.object()).contains(new ObjectRef("vpn", "ConfigMap", "server"));
        assertThat(place.key()).contains("server.conf");
    }

    @Test
    void findsTheExactPlaceInASecondDocumentWithWindowsLineEnds() {
        var manifest = ("kind: Other\n---\n" + HEAD
                        + "  server.conf: |\n    server 10.8.0.0 255.255.255.0\n    dev tun\n    port 1195\n")
                .replace("\n", "\r\n");
        var inspection = read(manifest);
        var place = inspection.locations().place(new Where.At(port(inspection).valueSpan()));
        assertThat(text(manifest, place)).isEqualTo("1195");
    }

    @Test
    void findsTheExactPlaceInJson() {
        var manifest =
                "{\"kind\": \"List\", \"items\": [\n {\"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"a\"},\n"
                        + "  \"data\": {\"server.conf\": \"server 10.8.0.0 255.255.255.0\\ndev\\ttun\\nport 1195\\n\"}}]}";
        var inspection = read(manifest);
        assertThat(text(
                        manifest,
                        inspection
                                .locations()
                                .place(new Where.At(port(inspection).valueSpan()))))
                .isEqualTo("1195");
    }

    static Stream<Arguments> coarse() {
        var config = "server 10.8.0.0 255.255.255.0\ndev tun\nport 1195\n";
        return Stream.of(
                Arguments.of(
                        "folded",
                        HEAD + "  server.conf: >\n    server 10.8.0.0 255.255.255.0\n\n    dev tun\n\n    port 1195\n"),
                Arguments.of(
                        "base64",
                        HEAD.replace("ConfigMap", "Secret") + "  server.conf: "
                                + Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)) + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("coarse")
    void pointsAtTheKeyWhereItCannotBeExact(String name, String manifest) {
        var inspection = read(manifest);
        var place = inspection.locations().place(new Where.At(port(inspection).valueSpan()));
        assertThat(text(manifest, place)).isEqualTo("server.conf");
        assertThat(place.keyLine()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "y", "1194", "0o17", "1.5", "true", "{a: b}", "[a]"})
    void saysThatAValueIsNotAString(String value) {
        var manifest = HEAD + "  port: " + value + "\n";
        assertThat(read(manifest).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("`port`").contains("not a string");
            assertThat(text(manifest, place(problem.span()))).isEqualTo(value);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"yes\"", "1:30", "2001-12-14", "a", "'1'"})
    void takesStringsAsKubectlDoes(String value) {
        assertThat(read(HEAD + "  port: " + value + "\n").problems()).isEmpty();
    }

    private static Place place(Span span) {
        return new Locations().place(new Where.At(span));
    }

    @Test
    void aBrokenDocumentDoesNotHideTheOthers() {
        var inspection =
                read("a: [\n---\n" + HEAD + "  server.conf: |\n    server 10.8.0.0 255.255.255.0\n    dev tun\n");
        assertThat(inspection.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains("cannot be read as YAML");
        assertThat(inspection.bundles()).hasSize(1);
    }

    @Test
    void namesBase64Errors() {
        var inspection = read(HEAD.replace("ConfigMap", "Secret") + "  a: '!!!'\n");
        assertThat(inspection.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not base64"));
    }

    @Test
    void encryptedValuesAreNotInspected() {
        var sops = read(HEAD.replace("ConfigMap", "Secret") + "  a: ENC[AES256_GCM,data:x]\n");
        assertThat(sops.notInspected()).hasSize(1);
        assertThat(sops.problems()).isEmpty();
        assertThat(read("kind: SealedSecret\nspec: {}\n").notInspected()).hasSize(1);
    }

    @Test
    void readsListsAliasesAndMergedKeysAsKubectlDoes() {
        var config = "server 10.8.0.0 255.255.255.0\\ndev tun\\nport 1195\\n";
        var manifest = "kind: List\nitems:\n- &a {kind: ConfigMap, metadata: &m {name: a}, data: &d {server.conf: \""
                + config + "\"}}\n- *a\n- {kind: ConfigMap, metadata: {<<: *m, name: b}, data: {<<: *d}}\n";
        var inspection = read(manifest);
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.bundles()).hasSize(2);
        assertThat(text(
                        manifest,
                        inspection
                                .locations()
                                .place(new Where.At(port(inspection).valueSpan()))))
                .isEqualTo("1195");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&a {kind: List, items: [*a]}",
                "{kind: List, items: &a [{kind: List, items: *a}]}",
                "kind: ConfigMap\nmetadata: &a {<<: *a}\ndata: &b {<<: [*b, *b]}\n",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "kind: ConfigMap\ndata: !<%%> {a: b}\n",
                "kind: ConfigMap\ndata: [a]\n",
                "kind: [a]\nitems: b\n",
                "\u0007",
                "? {a: b}\n: c\n",
                "\ufeffkind: ConfigMap\n"
            })
    void survives(String hostile) {
        assertThat(read(hostile).bundles()).isEmpty();
    }

    @Test
    void saysThatAnObjectIsTooLarge() {
        var inspection = read(HEAD + "  a: " + "x".repeat(1024 * 1024 + 1) + "\n");
        assertThat(inspection.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("ConfigMap vpn/server", "1048577"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server {\n    listen 80;\n    server_name a;\n}\n",
                "server {\n    bind_address = \"0.0.0.0\"\n    bind_port = \"8081\"\n    trust_domain = \"example.org\"\n}\n",
                "[Interface]\nPrivateKey = x\nAddress = 10.0.0.1/24\n[Peer]\nEndpoint = a:1\n",
                "#!/bin/sh\nset -e\nremote=1\nexec openvpn --config a\n",
                "port 6379\nsave 900 1\nappendonly yes\n",
                "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n",
                "ifconfig-push 10.8.0.9 255.255.255.0\n",
                ""
            })
    void otherFilesCalledServerConfAreLeftAlone(String text) {
        var literal = text.isEmpty() ? "\"\"" : "|\n    " + text.stripTrailing().replace("\n", "\n    ");
        var inspection = read(HEAD + "  server.conf: " + literal + "\n");
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.bundles()).isEmpty();
    }

    @Test
    void aClientBelongsToTheServerOfItsLabel() {
        var inspection = read(server("a", "one") + server("b", "two") + client("c", "two"));
        var paired = inspection.bundles().stream()
                .filter(bundle -> !bundle.pairs().isEmpty())
                .toList();
        assertThat(paired).singleElement().satisfies(bundle -> {
            assertThat(bundle.name()).isEqualTo("two");
            assertThat(bundle.pairs().getFirst().guessed()).isFalse();
            assertThat(bundle.clients().getFirst().role()).isEqualTo(Role.CLIENT);
        });
    }

    @Test
    void withTheOnlyServerAPairIsAGuess() {
        var inspection = read(server("a", "") + client("c", ""));
        assertThat(inspection.bundles().getFirst().pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.doubt()).contains(Doubt.UNTIED));
    }

    @Test
    void aForeignNamespaceIsJoinedByLabelAndAnnotationOnly() {
        var server = server("a", "one").replace("{name: a", "{name: a, namespace: vpn");
        assertThat(read(server + client("c", "one")).bundles()).hasSize(2);
        var joining =
                client("c", "one").replace("{name: c", "{name: c, annotations: {ovpnguard.io/bundle-namespace: vpn}");
        assertThat(read(server + joining).bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs()).hasSize(1));
    }

    @Test
    void membersMeetThoseOfTheirRevision() {
        var blue = server("a", "one").replace("{name: a", "{name: a, annotations: {ovpnguard.io/revision: blue}");
        var green = server("b", "one").replace("{name: b", "{name: b, annotations: {ovpnguard.io/revision: green}");
        var client = client("c", "one").replace("{name: c", "{name: c, annotations: {ovpnguard.io/revision: green}");
        assertThat(read(blue + green + client).bundles().stream().flatMap(bundle -> bundle.pairs().stream()))
                .singleElement()
                .satisfies(pair -> assertThat(pair.guessed()).isFalse());
        assertThat(read(blue + client).bundles().getFirst().pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.doubt()).contains(Doubt.OTHER_REVISION));
    }

    @Test
    void differentAuthoritiesAreDifferentBundles() {
        var ours = server("a", "")
                .replace(
                        "dev tun\n",
                        "dev tun\n    <ca>\n    -----BEGIN CERTIFICATE-----\n    AAAA\n    -----END CERTIFICATE-----\n    </ca>\n");
        var theirs = client("c", "")
                .replace(
                        "dev tun\n",
                        "dev tun\n    <ca>\n    -----BEGIN CERTIFICATE-----\n    BBBB\n    -----END CERTIFICATE-----\n    </ca>\n");
        assertThat(read(ours + theirs).bundles())
                .hasSize(2)
                .allMatch(bundle -> bundle.pairs().isEmpty());
        assertThat(read(ours + theirs.replace("BBBB", "AAAA")).bundles())
                .singleElement()
                .satisfies(bundle ->
                        assertThat(bundle.pairs().getFirst().guessed()).isFalse());
    }

    @Test
    void aVersionThatNobodyKnowsIsAnInputError() {
        var inspection = read(server("a", "")
                .replace("metadata: {", "metadata: {annotations: {ovpnguard.io/openvpn-version: '1.9'}, "));
        assertThat(inspection.unreadable())
                .singleElement()
                .asString()
                .contains("`1.9`")
                .contains("2.2 to 2.7");
    }

    /** Neither side is the server; who writes a version may mean either, and who waits is called the server. */
    @Test
    void aStaticKeyPeerThatWaitsHasTheVersionOfAServer() {
        var peer = object("ConfigMap", "a", "", "office.conf: |\n    secret s.key\n    dev tun\n")
                .replace("metadata: {", "metadata: {annotations: {ovpnguard.io/openvpn-version: '2.4'}, ");
        var calling = peer.replace("secret s.key\n", "secret s.key\n    remote a\n");
        assertThat(Stream.of(peer, calling, peer.replace("openvpn-version", "client-versions")))
                .allSatisfy(
                        text -> assertThat(profile(text).versions()).isEqualTo(Versions.stated(List.of(Version.V2_4))));
        assertThat(profile(peer).listens()).isTrue();
        assertThat(profile(calling).listens()).isFalse();
        assertThat(profile(peer.replace("openvpn-version", "of-none")).versions())
                .isEqualTo(Versions.ASSUMED_SERVER);
    }

    private static Profile profile(String text) {
        return read(text).bundles().getFirst().profiles().findFirst().orElseThrow();
    }

    private static String server(String name, String bundle) {
        return object("ConfigMap", name, bundle, "server.conf: |\n    server 10.8.0.0 255.255.255.0\n    dev tun\n");
    }

    private static String client(String name, String bundle) {
        return object("ConfigMap", name, bundle, "client.ovpn: |\n    client\n    dev tun\n    remote vpn 1194\n");
    }

    private static String object(String kind, String name, String bundle, String data) {
        var labels = bundle.isEmpty() ? "" : ", labels: {ovpnguard.io/bundle: " + bundle + "}";
        return "---\nkind: " + kind + "\nmetadata: {name: " + name + labels + "}\ndata:\n  " + data;
    }
}
