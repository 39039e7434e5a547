package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a config means by the name of a file, and that nothing else is ever opened. */
class ReferencesTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\n";

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private void write(Path folder, String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Inspection inspect(Path given, Optional<Path> rootFolder) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD, rootFolder);
        reader.read(given);
        return reader.inspect();
    }

    private static Profile profile(Inspection inspection) {
        return Stream.concat(
                        inspection.bundles().getFirst().servers().stream(),
                        inspection.bundles().getFirst().clients().stream())
                .findFirst()
                .orElseThrow();
    }

    private static boolean isKnown(Inspection inspection, String name) {
        return profile(inspection).files().find(name).isPresent();
    }

    @Test
    void whatSetenvOptNamesIsReadAsIfItStoodAlone() {
        var manifest = """
                kind: ConfigMap
                metadata: {name: vpn, namespace: vpn}
                data:
                  ca.crt: x
                  server.conf: |
                    server 10.8.0.0 255.255.255.0
                    dev tun
                    setenv opt ca ca.crt
                    setenv opt client-config-dir ccd
                    setenv opt tls-auth ta.key 0
                """;

        var inspection = Manifests.read(manifest);

        assertThat(isKnown(inspection, "ca.crt")).isTrue();
        assertThat(inspection.notInspected())
                .extracting(NotInspected::reason)
                .containsExactly("what `client-config-dir` and `tls-auth` name is not among the given files");
    }

    /** Its passphrase lies where nobody sees it: neither is it said to be wrong, nor is the file passed over in silence. */
    @Test
    void aPkcs12FileThatCannotBeOpenedIsNotInspected() throws IOException {
        var bytes = Files.readAllBytes(Path.of("src/test/resources/pki/client-locked.p12"));
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        var config = "client\ndev tun\nremote vpn 1194\naskpass /run/passphrase\n<pkcs12>\n" + base64 + "\n</pkcs12>\n";
        var manifest =
                "kind: ConfigMap\nmetadata: {name: vpn, namespace: vpn}\ndata:\n  client.ovpn: |\n" + config.indent(4);

        var inspection = Manifests.read(manifest);

        assertThat(inspection.notInspected())
                .extracting(NotInspected::reason)
                .contains("what `pkcs12` holds cannot be opened here, so its key and certificates are not judged");
        var profile = inspection.bundles().getFirst().clients().getFirst();
        assertThat(Predictor.refusal(Process.of(profile, Version.V2_6))).isEmpty();
    }

    @Test
    void aFileBesideTheConfigIsReadWithinARootOnly() throws IOException {
        write(root, "server.conf", SERVER + "ca ca.crt\n");
        write(root, "ca.crt", "x");
        var alone = inspect(root.resolve("server.conf"), Optional.empty());
        assertThat(isKnown(alone, "ca.crt")).isFalse();
        assertThat(alone.notInspected())
                .singleElement()
                .extracting(NotInspected::reason)
                .isEqualTo("what `ca` names is not among the given files");
        var rooted = inspect(root.resolve("server.conf"), Optional.of(root));
        assertThat(isKnown(rooted, "ca.crt")).isTrue();
        assertThat(rooted.notInspected()).isEmpty();
    }

    @Test
    void anAbsoluteNameLeadsIntoTheRoot() throws IOException {
        write(root, "etc/openvpn/pki/ca.crt", "x");
        write(elsewhere, "server.conf", SERVER + "ca /etc/openvpn/pki/ca.crt\n");
        assertThat(isKnown(inspect(elsewhere.resolve("server.conf"), Optional.of(root)), "/etc/openvpn/pki/ca.crt"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.key", "x/../../secret.key", "link.key", "linked/secret.key", "%s/secret.key"})
    void nothingLeadsOutOfTheRoot(String pattern) throws IOException {
        var name = pattern.formatted(elsewhere);
        var inside = root.resolve("inside");
        write(inside, "server.conf", SERVER + "key \"" + name + "\"\nconfig \"" + name + "\"\n");
        write(root, "secret.key", "tun-mtu 1400\n");
        write(elsewhere, "secret.key", "tun-mtu 1400\n");
        Files.createSymbolicLink(inside.resolve("link.key"), elsewhere.resolve("secret.key"));
        Files.createSymbolicLink(inside.resolve("linked"), elsewhere);
        for (var rootFolder :
                Stream.of(Optional.<Path>empty(), Optional.of(inside)).toList()) {
            var inspection = inspect(inside, rootFolder);
            assertThat(isKnown(inspection, name)).isFalse();
            assertThat(profile(inspection).config().has("tun-mtu")).isFalse();
            assertThat(inspection.notInspected())
                    .extracting(NotInspected::reason)
                    .contains("what `key` and `config` name is not among the given files");
        }
    }

    @Test
    void clientFilesAreThoseOfTheirFolder() throws IOException {
        write(root, "server.conf", SERVER + "client-config-dir ./ccd\n");
        write(root, "ccd/alice", "push \"route 10.0.0.0 255.0.0.0\"\n");
        write(root, "ccd/bob", "disable\n");
        for (var given : Stream.of(root, root.resolve("server.conf")).toList()) {
            var inspection = inspect(given, Optional.of(root));
            assertThat(isKnown(inspection, "ccd/alice")).isTrue();
            assertThat(isKnown(inspection, "ccd/bob")).isTrue();
            assertThat(inspection.notInspected()).isEmpty();
        }
    }

    @Test
    void anIncludedFileIsNoProcessOfItsOwn() throws IOException {
        write(root, "a-common.conf", SERVER);
        write(root, "server.conf", "config a-common.conf\nport 1195\n");
        assertThat(inspect(root, Optional.empty()).bundles())
                .singleElement()
                .satisfies(bundle ->
                        assertThat(bundle.servers()).extracting(Profile::name).containsExactly("server.conf"));
    }

    @Test
    void configsThatIncludeOneAnotherAreBothJudged() throws IOException {
        write(root, "a.conf", SERVER + "config b.conf\n");
        write(root, "b.conf", SERVER + "config a.conf\n");
        assertThat(inspect(root, Optional.empty()).bundles())
                .hasSize(2)
                .allSatisfy(bundle -> assertThat(
                                bundle.servers().getFirst().config().problems())
                        .isNotEmpty());
    }

    @Test
    void aNameMayBeginWithTheFolderThatItStartsIn() throws IOException {
        write(root, "server.conf", SERVER + "ca ./ca.crt\n");
        write(root, "ca.crt", "x");
        assertThat(isKnown(inspect(root, Optional.empty()), "./ca.crt")).isTrue();
        assertThat(isKnown(inspect(root, Optional.empty()), "ca.crt")).isTrue();
    }

    @Test
    void aFileThatIsTooLargeIsToldOnceAndAllElseIsRead() throws IOException {
        write(root, "server.conf", SERVER + "ca ca.crt\ncrl-verify crl.pem\n");
        write(root, "second.conf", SERVER + "port 1195\nca ca.crt\ncrl-verify crl.pem\n");
        write(root, "ca.crt", "x");
        write(root, "crl.pem", "x".repeat(SizeLimit.NAMED.bytes() + 1));
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD, Optional.of(root));
        reader.read(root.resolve("server.conf"));
        reader.read(root.resolve("second.conf"));
        var inspection = reader.inspect();
        assertThat(inspection.notInspected()).singleElement().satisfies(skipped -> {
            assertThat(skipped.where().source().name()).endsWith("crl.pem");
            assertThat(skipped.reason()).isEqualTo("larger than 4 MiB");
        });
        assertThat(inspection.bundles()).hasSize(2).allSatisfy(bundle -> {
            var files = bundle.servers().getFirst().files();
            assertThat(files.find("ca.crt").flatMap(FileEntry::content)).isPresent();
            assertThat(files.find("crl.pem"))
                    .hasValueSatisfying(file -> assertThat(file.content()).isEmpty());
        });
    }

    @Test
    void noByteOfAPkcs12FileIsLost() throws IOException {
        var bytes = new byte[] {0x30, 0, (byte) 0xff, '\r', '\n', (byte) 0xe4, (byte) 0x80, 0x1a};
        write(root, "client.conf", "client\ndev tun\nremote a.example\npkcs12 client.p12\n");
        Files.write(root.resolve("client.p12"), bytes);
        var inspections = Stream.of(
                inspect(root, Optional.empty()),
                inspect(root, Optional.of(root)),
                inspect(root.resolve("client.conf"), Optional.of(root)));
        assertThat(inspections)
                .allSatisfy(inspection -> assertThat(profile(inspection).files().find("client.p12"))
                        .flatMap(FileEntry::content)
                        .hasValueSatisfying(file -> assertThat(file.text().getBytes(StandardCharsets.ISO_8859_1))
                                .isEqualTo(bytes)));
    }

    /** Who may read anything else rests on its owner, too. */
    @Test
    void theModesOfSecretFilesAreKnownAndNoOthers() throws IOException {
        write(root, "server.conf", SERVER + "ca both.pem\ncert server.crt\nkey both.pem\n");
        write(root, "server.crt", "x");
        write(root, "both.pem", "x");
        Files.setPosixFilePermissions(root.resolve("both.pem"), PosixFilePermissions.fromString("rw-r-----"));
        for (var given : Stream.of(root, root.resolve("server.conf")).toList()) {
            var files = profile(inspect(given, Optional.of(root))).files();
            assertThat(files.find("both.pem").flatMap(FileEntry::mode)).hasValue("0640");
            assertThat(files.find("server.crt").flatMap(FileEntry::mode)).isEmpty();
        }
    }

    @Test
    void aKeyOfASiblingIsMeantWhenOnlyOneHasItsName() {
        var config = object(
                "ConfigMap",
                "server",
                "server.conf",
                "|\n    " + SERVER.replace("\n", "\n    ") + "ca /etc/openvpn/pki/ca.crt\n");
        var pki = object("Secret", "pki", "ca.crt", "eA==\n");
        assertThat(isKnown(stream(config + pki), "/etc/openvpn/pki/ca.crt")).isTrue();

        var twice = stream(config + pki + pki.replace("name: pki", "name: more"));
        assertThat(isKnown(twice, "/etc/openvpn/pki/ca.crt")).isFalse();
        assertThat(twice.notInspected()).hasSize(1);

        var stranger = stream(config + pki.replace("bundle: one", "bundle: two"));
        assertThat(isKnown(stranger, "/etc/openvpn/pki/ca.crt")).isFalse();
    }

    private static Inspection stream(String text) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "vpn.yaml");
        return reader.inspect();
    }

    private static String object(String kind, String name, String key, String value) {
        return "---\nkind: " + kind + "\nmetadata:\n  name: " + name
                + "\n  labels: {ovpnguard.io/bundle: one}\ndata:\n  " + key + ": " + value;
    }
}
