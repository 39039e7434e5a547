package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\ntopology subnet\n";
    private static final String CLIENT = "client\ndev tun\nremote vpn.example.org\n";

    @TempDir
    private Path folder;

    @Test
    void aChangedValueIsNewAndNotBetterEither() throws IOException {
        var server = live("server", "server.conf", SERVER + "tun-mtu 1500\n");
        var client = live("alice", "alice.ovpn", CLIENT + "tun-mtu 1400\n");

        var changed = compare(manifest("alice", "alice.ovpn", CLIENT + "tun-mtu 1300\n"), server, client);
        assertThat(errors(changed.worse())).containsExactly("mismatched-tun-mtu");
        assertThat(changed.better()).isEmpty();
        var moved = compare(manifest("alice", "alice.ovpn", "\n" + CLIENT + "tun-mtu 1400\n"), server, client);
        assertThat(moved.worse()).isEmpty();
        assertThat(errors(moved.same())).containsExactly("mismatched-tun-mtu");
    }

    @Test
    void oneOfTwoFaultsOfARuleIsMended() throws IOException {
        var server = live("server", "server.conf", SERVER + "max-routes 100\nopt-verify\n");

        var comparison = compare(manifest("server", "server.conf", SERVER + "opt-verify\n"), server);
        assertThat(comparison.worse()).isEmpty();
        assertThat(comparison.same())
                .singleElement()
                .matches(finding -> finding.message().contains("`opt-verify`"));
        assertThat(comparison.better())
                .singleElement()
                .matches(finding -> finding.message().contains("`max-routes`"));
    }

    @Test
    void whatTheFilesDoNotConcernIsNotTold() throws IOException {
        var other = live("other", "other.conf", SERVER + "max-routes 100\n");
        var overlay = Overlay.of(reader(manifest("server", "server.conf", SERVER)), List.of(other));

        assertThat(compare(overlay).after())
                .noneMatch(finding -> finding.message().contains("`max-routes`"));
        assertThat(overlay.shown().bundles()).hasSize(1);
    }

    /** A laptop's config is no object, but meets the stored servers. */
    @Test
    void aPlainFileMeetsWhatIsStored() throws IOException {
        var file = Files.writeString(folder.resolve("laptop.ovpn"), CLIENT + "tun-mtu 1400\n");
        var reader = reader(file);

        assertThat(reader.namespaces()).containsExactly("vpn");
        var comparison = compare(Overlay.of(reader, List.of(live("server", "server.conf", SERVER + "tun-mtu 1500\n"))));
        assertThat(comparison.worse())
                .extracting(finding -> finding.rule().value())
                .contains("mismatched-tun-mtu");
    }

    @Test
    void theNamespacesOfObjectsAndOfTheBundlesThatTheyJoinAreRead() throws IOException {
        var text = """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: alice
                  namespace: guests
                  labels: {ovpnguard.io/bundle: office}
                  annotations: {ovpnguard.io/bundle-namespace: central}
                data: {a.ovpn: "client\\nremote a\\ndev tun\\n"}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: keys}
                stringData: {ta.key: x}
                """;
        assertThat(reader(Files.writeString(folder.resolve("a.yaml"), text)).namespaces())
                .containsExactly("central", "guests", "vpn");
    }

    private static List<String> errors(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.rule().value())
                .distinct()
                .toList();
    }

    private Comparison compare(Path manifest, ReadObject... live) {
        return compare(Overlay.of(reader(manifest), List.of(live)));
    }

    private static Comparison compare(Overlay overlay) {
        return Comparison.of(found(overlay, overlay.before()), found(overlay, overlay.after()));
    }

    private static Found found(Overlay overlay, Inspection inspection) {
        var findings = new RuleEngine(RuleCatalog.all(), Consistency.STATED)
                .judge(inspection.bundles(), inspection.problems(), Instant.now(), overlay::concerns);
        return new Found(
                findings.stream().filter(overlay::concerns).toList(),
                overlay.after().locations());
    }

    private static ManifestReader reader(Path... paths) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD, Optional.empty(), "vpn");
        Stream.of(paths).forEach(reader::read);
        return reader;
    }

    private static ReadObject live(String name, String key, String text) {
        return ReadObject.of(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", name.equals("other") ? "other" : "office")
                .endMetadata()
                .addToData(key, text)
                .build());
    }

    private Path manifest(String name, String key, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: %s, labels: {ovpnguard.io/bundle: office}}
                data: {%s: "%s"}
                """.formatted(name, key, text.replace("\n", "\\n")));
    }
}
