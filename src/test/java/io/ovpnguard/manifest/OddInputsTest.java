package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Where;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people give by mistake, or to see what happens: it is named, and nothing else of the run is lost. */
class OddInputsTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\nport 1195\n";

    @TempDir
    private Path folder;

    private final ManifestReader reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);

    @ParameterizedTest
    @ValueSource(
            strings = {"%1$s%2$s", "%1$s\n%2$s\n", "---\n%1$s\n%2$s", "\ufeff %1$s\r\n\r\n%2$s", "%1$s\n---\n%2$s"})
    void jsonValuesNeedNothingBetweenThem(String stream) {
        var one = json("a").replace("\"a\"", "\"}{\\\"[\"");
        var text = stream.formatted(one, json("b"));
        var inspection = stream(text);
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.bundles()).hasSize(2).allSatisfy(bundle -> {
            var port = bundle.servers().getFirst().config().last("port").orElseThrow();
            var place = inspection.locations().place(new Where.At(port.valueSpan()));
            var line = text.split("\n", -1)[place.line() - 1];
            assertThat(line.substring(place.column() - 1, place.endColumn() - 1))
                    .isEqualTo("1195");
        });
    }

    @Test
    void aBrokenJsonValueDoesNotHideTheOthers() {
        var inspection = stream(json("a") + "{\"kind\": nonsense: 1}" + json("b"));
        assertThat(inspection.problems()).hasSize(1);
        assertThat(inspection.bundles()).hasSize(2);
    }

    @Test
    void aListOfJsonIsRead() {
        assertThat(stream("{\"kind\":\"ConfigMapList\",\"items\":[" + json("a") + "," + json("b") + "]}")
                        .bundles())
                .hasSize(2);
    }

    @Test
    void aConfigOnStandardInputIsKnownByItsContent() {
        assertThat(stream("# kind of a test\n" + SERVER).bundles()).hasSize(1);
        assertThat(stream("# no config\nport 1194\n").bundles()).isEmpty();
    }

    @Test
    void aManifestIsKnownByItsContentWhenSomebodyNamesIt() throws IOException {
        var file = write("manifest.txt", json("a").getBytes(StandardCharsets.UTF_8));
        reader.read(file);
        assertThat(reader.inspect().bundles()).hasSize(1);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeIsReadWhenNamedAndLeftAloneInAFolder() throws IOException, InterruptedException {
        write("server.conf", SERVER.getBytes(StandardCharsets.UTF_8));
        var pipe = folder.resolve("pipe.conf");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        reader.read(folder);
        assertThat(reader.inspect().bundles()).hasSize(1);

        var writer = Thread.ofVirtual().start(() -> write("pipe.conf", SERVER.getBytes(StandardCharsets.UTF_8)));
        var named = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        named.read(pipe);
        writer.join();
        assertThat(named.inspect().bundles()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM"})
    void whatWindowsShellsWriteIsReadAsKubectlDoesOrSaid(String charset) {
        write("server.conf", SERVER.getBytes(Charset.forName(charset)));
        write("server.yaml", json("a").getBytes(Charset.forName(charset)));
        reader.read(folder);
        var inspection = reader.inspect();
        assertThat(inspection.notInspected())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("UTF-16"));
        assertThat(inspection.bundles()).hasSize(1);
        assertThat(inspection.problems()).isEmpty();
    }

    @Test
    void aConfigInAnotherEncodingIsReadFromASecretAsFromAFile() {
        var bytes = ("# caf\u00e9\n" + SERVER).getBytes(StandardCharsets.ISO_8859_1);
        var secret = "kind: Secret\nmetadata: {name: a}\ndata:\n  server.conf: "
                + Base64.getEncoder().encodeToString(bytes) + "\n";
        assertThat(stream(secret).bundles()).hasSize(1);
    }

    @Test
    void anItemOfATypedListNeedsNoKind() {
        var item = json("a").replace("\"kind\":\"ConfigMap\",", "");
        assertThat(stream("{\"kind\":\"ConfigMapList\",\"items\":[" + item + "]}")
                        .bundles())
                .hasSize(1);
        assertThat(stream("{\"kind\":\"List\",\"items\":[" + item + "]}").bundles())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    metadata: {name: a, annotations: {ovpnguard.io/openvpn-version: 2.6}} | type float, not a string
                    metadata: {name: a, labels: {ovpnguard.io/check: true}}               | type bool, not a string
                    data: [a]                                                             | type seq, not a mapping
                    data: {a: yes}                                                        | type bool, not a string
                    """)
    void whatTheApiServerWouldNotDecodeIsAProblem(String line, String reason) {
        assertThat(stream("kind: ConfigMap\n" + line + "\n").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.fatal()).isTrue();
                    assertThat(problem.message()).contains(reason);
                });
    }

    @Test
    void aTagOfOnesOwnIsAString() {
        var inspection = stream("kind: ConfigMap\ndata:\n  server.conf: !mine |\n" + SERVER.indent(4));
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.bundles()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n",
                "kind: ConfigMap\nmetadata:\n  name: vpn-{{ .Release.Name }}\n",
                "{{- if .Values.vpn }}\nkind: ConfigMap\n{{- end }}\n",
                "{% if vpn %}\nkind: ConfigMap\n{% endif %}\n"
            })
    void aTemplateIsNotInspectedAndHidesNothing(String template) {
        var inspection = stream(template + "data:\n  server.conf: |\n" + SERVER.indent(4) + "---\n" + json("a"));
        assertThat(inspection.notInspected())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("template"));
        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.bundles()).hasSize(1);
    }

    @Test
    void templatesOfOthersInTextsHideNothing() {
        var alert =
                "kind: ConfigMap\nmetadata: {name: alerts}\ndata:\n  mail.tmpl: |\n    {{- range .Alerts }}{{ .Values }}\n"
                        + "  summary: Instance {{ $labels.instance }} down\n";
        var inspection = stream(alert + "---\n" + json("a"));
        assertThat(inspection.notInspected()).isEmpty();
        assertThat(inspection.bundles()).hasSize(1);
    }

    @Test
    void aFileThatIsTooLargeStopsNothing() throws IOException {
        write("server.conf", SERVER.getBytes(StandardCharsets.UTF_8));
        try (var large = Files.newByteChannel(
                folder.resolve("image.iso"),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.WRITE)) {
            large.position(SizeLimit.ANY.bytes());
            large.write(java.nio.ByteBuffer.allocate(1));
        }
        reader.read(folder);
        reader.read(folder.resolve("image.iso"));
        var inspection = reader.inspect();
        assertThat(inspection.bundles()).hasSize(1);
        assertThat(inspection.notInspected()).hasSize(1);
        assertThat(inspection.unreadable()).singleElement().asString().contains("image.iso: larger than");
    }

    @Test
    void anEmptyStreamIsUnreadable() {
        assertThat(stream("").unreadable()).singleElement().asString().startsWith("<stdin>: empty");
        assertThat(stream("\n").unreadable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"K8S_SEARCH_DOMAINS", "{{ extra }}", "remote ${HOST} 1194", "__PUSH_ROUTES__"})
    void whatAStartUpScriptReplacesIsNotInspected(String line) {
        var inspection = stream(SERVER + "ca ca.crt\n" + line + "\n");
        assertThat(inspection.bundles()).isEmpty();
        assertThat(inspection.notInspected()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).contains("placeholders");
            assertThat(inspection.locations().place(skipped.where()).line()).isEqualTo(5);
        });
    }

    @Test
    void aScriptIsNoConfigUnlessOpenVpnRunsIt() {
        assertThat(stream("#!/bin/sh\n" + SERVER).bundles()).isEmpty();
        assertThat(stream("#!/usr/sbin/openvpn --config\n" + SERVER).bundles()).hasSize(1);
    }

    @Test
    void aStreamThatFailsIsUnreadable() {
        reader.read(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException();
                    }
                },
                "<stdin>");
        assertThat(reader.inspect().unreadable()).containsExactly("<stdin>: cannot be read");
    }

    @Test
    void foldersThatLinkToThemselvesAndLinksToNowhereStopNothing() throws IOException {
        write("server.conf", SERVER.getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(folder.resolve("self"), Path.of("."));
        Files.createSymbolicLink(folder.resolve("a.conf"), Path.of("b.conf"));
        Files.createSymbolicLink(folder.resolve("b.conf"), Path.of("a.conf"));
        reader.read(folder);
        var inspection = reader.inspect();
        assertThat(inspection.bundles()).extracting(Bundle::name).containsExactly("server.conf");
        assertThat(inspection.notInspected())
                .hasSize(2)
                .allSatisfy(skipped -> assertThat(skipped.reason()).isEqualTo("a symbolic link that leads nowhere"));
    }

    @Test
    @Timeout(20)
    void aTextOfNothingButSpacesIsReadInTime() {
        assertThat(stream(" \n".repeat(2_000_000)).bundles()).isEmpty();
        assertThat(stream("{".repeat(1_000_000)).bundles()).isEmpty();
    }

    private Inspection stream(String text) {
        var fresh = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        fresh.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "<stdin>");
        return fresh.inspect();
    }

    private static String json(String name) {
        return "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"" + name
                + "\"},\"data\":{\"server.conf\":\"" + SERVER.replace("\n", "\\n") + "\"}}";
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
