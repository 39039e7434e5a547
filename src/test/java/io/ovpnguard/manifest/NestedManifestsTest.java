package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import org.junit.jupiter.api.Test;

/** A manifest in a key of an object: what deploys it later takes its texts from there. */
class NestedManifestsTest {

    private static final String CLIENT = """
            apiVersion: v1
            kind: Secret
            metadata:
              name: alice
              labels: {ovpnguard.io/bundle: one}
            stringData:
              alice.ovpn: |
                client
                dev tun
                remote vpn 1195
            """;

    private static final String HEAD = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: clients, namespace: vpn}
            data:
            """;

    private static final String OUTER = HEAD + "  clients.yaml: |\n" + Manifests.indent(4, CLIENT);

    private static Profile client(Inspection inspection) {
        return inspection.bundles().getFirst().clients().getFirst();
    }

    private static Where port(Inspection inspection) {
        return new Where.At(client(inspection)
                .config()
                .last("remote")
                .orElseThrow()
                .arguments()
                .get(1)
                .span());
    }

    @Test
    void aPlaceInItIsExactAndOfTheKeyThatHoldsIt() {
        var inspection = Manifests.read(OUTER);
        assertThat(Manifests.at(OUTER, inspection, port(inspection))).isEqualTo("1195");
        var place = inspection.locations().place(port(inspection));
        assertThat(place.object()).contains(new ObjectRef("vpn", "ConfigMap", "clients"));
        assertThat(place.key()).contains("clients.yaml");
        assertThat(place.keyLine()).isEqualTo(10);
        assertThat(client(inspection).config().source().sensitivity()).isEqualTo(Sensitivity.SECRET);
        assertThat(inspection.locations().key(client(inspection).config().source()))
                .contains("clients.yaml");
    }

    @Test
    void whereItCannotBeExactTheKeyIsMeant() {
        var folded = HEAD + "  clients.yaml: \"" + CLIENT.replace("\n", "\\n") + "\"\n";
        var inspection = Manifests.read(folded);
        assertThat(Manifests.at(folded, inspection, port(inspection))).isEqualTo("1195");

        var base64 = HEAD.replace("data:", "binaryData:") + "  clients.yaml: "
                + java.util.Base64.getEncoder().encodeToString(CLIENT.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "\n";
        var coarse = Manifests.read(base64);
        assertThat(Manifests.at(base64, coarse, port(coarse))).isEqualTo("clients.yaml");
        assertThat(coarse.locations().place(port(coarse)).keyLine()).isEqualTo(10);

        var coarseWithin = OUTER.replace("alice.ovpn: |", "alice.ovpn: >-")
                .replace("client\n", "client\n\n")
                .replace("dev tun\n", "dev tun\n\n");
        var within = Manifests.read(coarseWithin);
        assertThat(Manifests.at(coarseWithin, within, port(within))).isEqualTo("alice.ovpn");
        assertThat(Manifests.at(
                        coarseWithin,
                        within,
                        new Where.Absent(client(within).config().source())))
                .isEqualTo("alice.ovpn");
    }

    @Test
    void itsObjectsStandBesideThoseOfTheNamespace() {
        var server = """
                ---
                kind: ConfigMap
                metadata: {name: server, namespace: vpn, labels: {ovpnguard.io/bundle: one}}
                data:
                  server.conf: |
                    server 10.8.0.0 255.255.255.0
                    dev tun
                """;
        assertThat(Manifests.read(OUTER + server).bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs())
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.guessed()).isFalse()));
    }

    @Test
    void itsProblemsAreToldAndRefuseNothing() {
        var notString = Manifests.read(OUTER + "      port: 1194\n");
        assertThat(notString.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not a string"))
                .extracting(Problem::fatal)
                .isEqualTo(false);
        var broken = Manifests.read(OUTER + "    }\n");
        assertThat(broken.problems()).isEmpty();
        assertThat(broken.notInspected())
                .singleElement()
                .extracting(NotInspected::reason)
                .isEqualTo("a manifest in this key that cannot be read as YAML");
        var template = Manifests.read(OUTER.replace("dev tun", "dev {{ .Values.dev }}"));
        assertThat(template.notInspected()).isNotEmpty();
        assertThat(template.bundles()).isEmpty();
    }

    @Test
    void inTheClusterItSpeaksForItsOwnNamespaceOnly() {
        for (var namespace : new String[] {"vpn", "other"}) {
            var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
            reader.read(new ConfigMapBuilder()
                    .withNewMetadata()
                    .withNamespace("vpn")
                    .withName("clients")
                    .endMetadata()
                    .addToData("a", CLIENT.replace("name: alice", "name: alice\n  namespace: " + namespace))
                    .build());
            var inspection = reader.inspect();
            assertThat(inspection.bundles()).hasSize(namespace.equals("vpn") ? 1 : 0);
            assertThat(inspection.notInspected()).hasSize(namespace.equals("vpn") ? 0 : 1);
            inspection.bundles().forEach(bundle -> {
                var place = inspection.locations().place(port(inspection));
                assertThat(place.object()).contains(new ObjectRef("vpn", "ConfigMap", "clients"));
                assertThat(place.keyLine()).isEqualTo(place.line());
            });
        }
    }

    @Test
    void manifestsWithinManifestsEnd() {
        var text = CLIENT;
        for (var level = 0; level < 8; level++) {
            text = HEAD + "  a: |\n" + Manifests.indent(4, text);
        }
        assertThat(Manifests.read(text).bundles()).isEmpty();
    }
}
