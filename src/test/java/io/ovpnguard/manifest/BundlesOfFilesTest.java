package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesOfFilesTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\n";
    private static final String CLIENT = "client\ndev tun\nremote vpn.example.org 1194\n";

    @TempDir
    private Path root;

    private void write(String name, String text) throws IOException {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Inspection inspect() {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(root);
        return reader.inspect();
    }

    private static String authority(String base64) {
        return "<ca>\n-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n</ca>\n";
    }

    /** That the release does not work as a whole is what is to be told. */
    @Test
    void oneReleaseBelongsTogetherWhateverItsAuthorities() throws IOException {
        write(
                "release.yaml",
                object("server", "server.conf", SERVER + authority("QUJD")) + "---\n"
                        + object("client", "client.ovpn", CLIENT + authority("REVG")));

        assertThat(inspect().bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs()).singleElement().matches(pair -> !pair.guessed()));
    }

    private static String object(String name, String key, String config) {
        return "apiVersion: v1\nkind: Secret\nmetadata:\n  namespace: vpn\n  name: " + name
                + "\n  labels:\n    app.kubernetes.io/instance: vpn\nstringData:\n  " + key + ": |\n"
                + config.indent(4);
    }

    @Test
    void filesOfOneFolderBelongTogether() throws IOException {
        write("a/server.conf", SERVER);
        write("a/client.conf", CLIENT);
        write("b/server.conf", SERVER);
        write("b/client.conf", CLIENT);
        var bundles = inspect().bundles();
        assertThat(bundles)
                .hasSize(2)
                .allSatisfy(bundle -> assertThat(bundle.pairs())
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.guessed()).isFalse()));
    }

    @Test
    void aClientBesideItsServersFolderIsAGuess() throws IOException {
        write("server/server.conf", SERVER);
        write("clients/alice.conf", CLIENT);
        write("clients/bob.conf", CLIENT);
        assertThat(inspect().bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs()).hasSize(2).allMatch(Pair::guessed));
    }

    @Test
    void theSameAuthorityInAnotherFolderIsCertain() throws IOException {
        write("server/server.conf", SERVER + "ca pki/ca.crt\n");
        write("server/pki/ca.crt", authority("AAAA").replace("<ca>\n", "").replace("</ca>\n", ""));
        write("clients/alice.conf", CLIENT + authority("AAAA"));
        write("clients/other.conf", CLIENT + authority("BBBB"));
        var bundles = inspect().bundles();
        assertThat(bundles).hasSize(2);
        assertThat(bundles.stream().flatMap(bundle -> bundle.pairs().stream()))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.client().name()).isEqualTo("alice.conf");
                    assertThat(pair.guessed()).isFalse();
                });
    }

    @Test
    void theRemotePicksAmongServersOfOneFolder() throws IOException {
        write("udp.conf", SERVER);
        write("tcp.conf", SERVER + "proto tcp-server\nport 443\n");
        write("client.conf", CLIENT.replace("1194", "443 tcp"));
        write("both.conf", CLIENT + "<connection>\nremote vpn.example.org 443 tcp\n</connection>\n");
        assertThat(inspect().bundles())
                .singleElement()
                .extracting(Bundle::pairs)
                .satisfies(pairs -> assertThat(pairs)
                        .extracting(pair ->
                                pair.client().name() + " " + pair.server().name())
                        .containsExactlyInAnyOrder("client.conf tcp.conf", "both.conf tcp.conf", "both.conf udp.conf"));
    }

    @Test
    void theRemotePicksAmongServersOfAnotherFolder() throws IOException {
        write("server/udp.conf", SERVER);
        write("server/tcp.conf", SERVER + "proto tcp-server\nport 443\n");
        write("clients/client.conf", CLIENT.replace("1194", "443 tcp"));
        assertThat(inspect().bundles().stream().flatMap(bundle -> bundle.pairs().stream()))
                .singleElement()
                .satisfies(pair -> {
                    assertThat(pair.server().name()).isEqualTo("tcp.conf");
                    assertThat(pair.guessed()).isTrue();
                });
    }

    @Test
    void twoStaticKeyPeersMeet() throws IOException {
        write("here.conf", "dev tun\nifconfig 10.8.0.1 10.8.0.2\nsecret static.key\n");
        write("there.conf", "dev tun\nremote a\nifconfig 10.8.0.2 10.8.0.1\nsecret static.key\n");
        assertThat(inspect().bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs())
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.client().name()).isEqualTo("there.conf")));
    }

    @Test
    void aLinkOutOfTheFolderIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("server.conf"), SERVER);
        Files.createSymbolicLink(root.resolve("server.conf"), elsewhere.resolve("server.conf"));
        var inspection = inspect();
        assertThat(inspection.bundles()).isEmpty();
        assertThat(inspection.notInspected()).hasSize(1);
        assertThat(inspection.unreadable()).isEmpty();
    }

    @Test
    void aMountedConfigMapIsReadOnce() throws IOException {
        write("..2026/server.conf", SERVER);
        Files.createSymbolicLink(root.resolve("..data"), Path.of("..2026"));
        Files.createSymbolicLink(root.resolve("server.conf"), Path.of("..data/server.conf"));
        assertThat(inspect().bundles()).hasSize(1);
    }

    @Test
    void anIncludedFileIsReadAndOneThatIsNotGivenIsSaid() throws IOException {
        write("server.conf", SERVER + "config more/mtu.conf\nconfig ../../outside.conf\n");
        write("more/mtu.conf", "tun-mtu 1400\n");
        var inspection = inspect();
        assertThat(inspection.bundles().getFirst().servers().getFirst().config().has("tun-mtu"))
                .isTrue();
        assertThat(inspection.notInspected())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("`config`"));
    }

    @Test
    void aTemplateIsNotInspected() throws IOException {
        write("server.conf", SERVER + "port {{ openvpn_port }}\n");
        write("client.conf", CLIENT + "up \"/bin/up ${dev}\"\n");
        var inspection = inspect();
        assertThat(inspection.notInspected()).hasSize(1);
        assertThat(inspection.bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.clients()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.conf.bak",
                "server.conf~",
                "server.conf.orig",
                "server.conf.swp",
                "server.conf.dpkg-old",
                "server.conf.dpkg-dist",
                "server.conf.rpmsave",
                "server.conf.rpmnew",
                "#server.conf#"
            })
    void aBackupCopyIsNoServerUnlessItIsNamed(String copy) throws IOException {
        write("server.conf", SERVER);
        write(copy, SERVER + "cipher BF-CBC\n");
        write("client.conf", CLIENT);
        var walked = inspect();
        assertThat(walked.bundles()).singleElement().satisfies(bundle -> {
            assertThat(bundle.servers()).extracting(Profile::name).containsExactly("server.conf");
            assertThat(bundle.pairs()).singleElement().matches(pair -> !pair.contested());
        });
        assertThat(walked.notInspected()).singleElement().satisfies(skipped -> {
            assertThat(skipped.where().source().name()).endsWith(copy);
            assertThat(skipped.reason()).contains("backup copy");
        });

        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(root.resolve(copy));
        assertThat(reader.inspect().bundles()).hasSize(1);
    }

    @Test
    void aCopyThatAConfigIncludesIsAPartOfIt() throws IOException {
        write("common.old", SERVER);
        write("server.conf", "config common.old\nport 1195\n");
        assertThat(inspect().notInspected()).isEmpty();
        assertThat(inspect().bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(
                                bundle.servers().getFirst().config().has("server"))
                        .isTrue());
    }
}
