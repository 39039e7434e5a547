package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Where;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pods say of the configs that they run: options on command lines, and which key is which file. */
class PodsTest {

    private static final String CONFIG = """
            kind: ConfigMap
            metadata: {name: server, namespace: vpn}
            data:
              server.conf: |
                server 10.8.0.0 255.255.255.0
                dev tun
                ca /etc/openvpn/pki/ca.crt
                client-config-dir /etc/openvpn/ccd
              client.ovpn: |
                client
                dev tun
                remote vpn 1195
            ---
            kind: Secret
            metadata: {name: pki, namespace: vpn}
            stringData: {ca.crt: right, tls.crt: wrong}
            ---
            kind: Secret
            metadata: {name: other, namespace: vpn}
            stringData: {ca.crt: wrong}
            ---
            kind: ConfigMap
            metadata: {name: clients, namespace: vpn}
            data: {alice: "disable", bob: "push-reset"}
            ---
            """;

    private static final String DEPLOYMENT = """
            kind: Deployment
            metadata: {name: openvpn, namespace: vpn}
            spec:
              template:
                spec:
                  containers:
                  - name: openvpn
                    command: [openvpn]
                    args: ["--config", "/etc/openvpn/server.conf", "--port", "1195", --verb, '3', "--setenv", "a b", "c"]
                    volumeMounts:
                    - {name: config, mountPath: /etc/openvpn}
                    - {name: keys, mountPath: /etc/openvpn/pki}
                    - {name: ccd, mountPath: /etc/openvpn/ccd/}
                  volumes:
                  - {name: config, configMap: {name: server}}
                  - {name: keys, secret: {secretName: pki}}
                  - name: ccd
                    projected: {sources: [{configMap: {name: clients, items: [{key: alice, path: Alice}]}}]}
            """;

    private static Profile server(Inspection inspection) {
        return inspection.bundles().stream()
                .flatMap(bundle -> bundle.servers().stream())
                .reduce((one, other) -> {
                    throw new AssertionError("two servers");
                })
                .orElseThrow();
    }

    @Test
    void optionsOfAContainerAreOptionsOfTheConfigThatItRuns() {
        var manifest = CONFIG + DEPLOYMENT;
        var inspection = Manifests.read(manifest);
        var config = server(inspection).config();
        assertThat(config.has("server")).isTrue();
        var port = config.last("port").orElseThrow();
        assertThat(Manifests.at(manifest, inspection, new Where.At(port.valueSpan())))
                .isEqualTo("1195");
        assertThat(config.last("setenv").orElseThrow().value(0)).contains("a b");
        var place = inspection.locations().place(new Where.At(port.valueSpan()));
        assertThat(place.object()).contains(new ObjectRef("vpn", "Deployment", "openvpn"));
        assertThat(place.key()).contains("containers[openvpn].args");
    }

    @Test
    void aPairOfOneObjectStaysCertain() {
        assertThat(Manifests.read(CONFIG + DEPLOYMENT).bundles())
                .singleElement()
                .extracting(Bundle::pairs)
                .satisfies(pairs -> assertThat(pairs)
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.guessed()).isFalse()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"command: [openvpn]", "command: [/usr/sbin/openvpn]", "image: openvpn"})
    void whatAContainerMountsIsWhatItsConfigNames(String command) {
        var inspection = Manifests.read(CONFIG + DEPLOYMENT.replace("command: [openvpn]", command));
        var files = server(inspection).files();
        var authority = files.find("/etc/openvpn/pki/ca.crt").orElseThrow().content();
        assertThat(authority.orElseThrow().length()).isEqualTo("right".length());
        assertThat(files.find("/etc/openvpn/ccd/Alice")).isPresent();
        assertThat(files.find("/etc/openvpn/ccd/bob")).isEmpty();
        assertThat(inspection.notInspected()).isEmpty();
    }

    @Test
    void aConfigThatIsGivenAloneIsReadWhereItIsMounted() {
        var alone = DEPLOYMENT.replaceAll("\"--port.*", "]").replace("command: [openvpn]", "image: a");
        var files = server(Manifests.read(CONFIG + alone)).files();
        assertThat(files.find("/etc/openvpn/pki/ca.crt")).isPresent();
    }

    /** The container starts nobody knows where; the file stands beside the config that its arguments name. */
    @Test
    void aFileBesideTheConfigThatArgumentsNameIsRead() {
        var beside = CONFIG.replace("ca /etc/openvpn/pki/ca.crt", "ca ca.crt")
                .replace("  server.conf: |", "  ca.crt: beside it\n  server.conf: |");
        var inspection = Manifests.read(beside + DEPLOYMENT);
        assertThat(server(inspection)
                        .files()
                        .find("ca.crt")
                        .orElseThrow()
                        .content()
                        .orElseThrow()
                        .length())
                .isEqualTo("beside it".length());
        assertThat(inspection.notInspected()).isEmpty();
    }

    @Test
    void onlyTheVolumeThatIsMountedCounts() {
        var subPath = DEPLOYMENT
                .replace("mountPath: /etc/openvpn}", "mountPath: /etc/openvpn/server.conf, subPath: server.conf}")
                .replace("secretName: pki", "secretName: pki, items: [{key: tls.crt, path: ca.crt}]");
        var files = server(Manifests.read(CONFIG + subPath)).files();
        assertThat(files.find("/etc/openvpn/pki/ca.crt")
                        .orElseThrow()
                        .content()
                        .orElseThrow()
                        .length())
                .isEqualTo("wrong".length());
        var notGiven = Manifests.read(CONFIG + DEPLOYMENT.replace("secretName: pki", "secretName: elsewhere"));
        assertThat(server(notGiven).files().find("/etc/openvpn/pki/ca.crt")).isEmpty();
        assertThat(notGiven.notInspected())
                .singleElement()
                .extracting(NotInspected::reason)
                .isEqualTo("what `ca` names is not among the given files");
    }

    @Test
    void whatAShellOrKubernetesFillsInIsNotInspected() {
        var shell = DEPLOYMENT
                .replaceAll("command: .*", "command: [/bin/sh, -c, 'exec openvpn --config a --port 1']")
                .replaceAll("args: .*", "image: a");
        assertThat(Manifests.read(CONFIG + shell).notInspected())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("a shell starts `openvpn`"));
        var variable = DEPLOYMENT.replace("\"1195\"", "\"$(PORT)\"");
        assertThat(Manifests.read(CONFIG + variable).notInspected())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).contains("$(...)"));
    }

    @Test
    void aConfigThatAScriptWritesIsNotInspected() {
        var manifest = """
                kind: ConfigMap
                metadata: {name: scripts}
                data:
                  start.sh: |
                    #!/bin/sh
                    cat > /tmp/a <<-'END'
                    hello
                    END
                    cat > /etc/openvpn/server.conf <<EOF
                    server 10.8.0.0 255.255.255.0
                    dev tun
                    port $PORT
                    EOF
                    exec openvpn --config /etc/openvpn/server.conf
                """;
        var inspection = Manifests.read(manifest);
        assertThat(inspection.bundles()).isEmpty();
        assertThat(inspection.notInspected()).singleElement().satisfies(skipped -> {
            assertThat(skipped.reason()).contains("a shell script writes an OpenVPN config");
            assertThat(inspection.locations().place(skipped.where()).line()).isEqualTo(10);
        });
    }

    @Test
    void otherPodsAreLeftAlone() {
        var pods = DEPLOYMENT.replace("command: [openvpn]", "command: [nginx]")
                + "---\nkind: Pod\n---\nkind: Pod\nspec: {containers: [{}], volumes: [{}, a]}\n---\nkind: CronJob\nspec: [a]\n";
        var inspection = Manifests.read(pods);
        assertThat(inspection.bundles()).isEmpty();
        assertThat(inspection.notInspected()).isEmpty();
    }

    @Test
    void anObjectThatStandsTwiceIsReadAsTheLastOne() {
        var twice = CONFIG + CONFIG.replace("dev tun", "dev tap");
        var inspection = Manifests.read(twice);
        assertThat(inspection.problems())
                .hasSize(4)
                .first()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("ConfigMap vpn/server stands again further down in this file: applied in this order,"
                                + " that one replaces this"));
        assertThat(server(inspection).config().last("dev").orElseThrow().value(0))
                .contains("tap");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secret: {secretName: pki} | | 0644",
                "secret: {secretName: pki, defaultMode: 0400} | | 0400",
                "secret: {secretName: pki, defaultMode: 256} | | 0400",
                "secret: {secretName: pki, defaultMode: 0o400} | | 0400",
                "secret: {secretName: pki, defaultMode: 0400} | securityContext: {fsGroup: 1000} | 0440",
                "secret: {secretName: pki, items: [{key: tls.key, path: tls.key, mode: 0600}]} | | 0600",
                "projected: {defaultMode: 0440, sources: [{secret: {name: pki}}]} | | 0440",
                "secret: {secretName: pki, defaultMode: rw} | |",
            })
    void volumesGiveTheirFilesModes(String volume, String context, String mode) {
        var inspection = Manifests.read("""
                kind: Secret
                metadata: {name: pki, namespace: vpn}
                stringData: {tls.key: x, server.conf: "server 10.8.0.0 255.255.255.0\\ndev tun\\nkey tls.key"}
                ---
                kind: Pod
                metadata: {name: openvpn, namespace: vpn}
                spec:
                  %s
                  containers:
                  - {name: openvpn, volumeMounts: [{name: pki, mountPath: /etc/openvpn}]}
                  volumes:
                  - {name: pki, %s}
                """.formatted(context == null ? "restartPolicy: Never" : context, volume));
        assertThat(server(inspection).files().find("tls.key").orElseThrow().mode())
                .isEqualTo(Optional.ofNullable(mode));
    }
}
