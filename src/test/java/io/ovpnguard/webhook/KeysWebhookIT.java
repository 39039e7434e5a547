package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates that stand in other objects than the configs that name them, on a real API server. */
@ExtendWith(Installed.class)
class KeysWebhookIT {

    private static final Path KEYS = Path.of("src/test/resources/oracle/pki");
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private final ControlPlane plane;
    private final Installation installation;
    private final Map<String, String> keys = new TreeMap<>();
    private String namespace;

    @TempDir
    private Path folder;

    KeysWebhookIT(ControlPlane plane, Installation installation) {
        this.plane = plane;
        this.installation = installation;
    }

    @BeforeEach
    void fittingObjects() throws IOException {
        namespace = "keys-" + NAMESPACES.incrementAndGet();
        installation.client().resource(Namespaces.optedIn(namespace)).create();
        for (var name : new String[] {"ca.crt", "server.crt", "server.key", "ta.key"}) {
            keys.put(name, text(name));
        }
        assertThat(apply(server(), secret(), client("client1")).output())
                .contains("configmap/server created", "secret/keys created", "secret/alice created");
    }

    @AfterEach
    void logsHoldNoKey() throws IOException {
        for (var name : new String[] {"server.key", "client1.key", "ta.key", "ta2.key"}) {
            var line = text(name)
                    .lines()
                    .filter(text -> !text.startsWith("#") && !text.startsWith("-"))
                    .skip(2)
                    .findFirst()
                    .orElseThrow();
            assertThat(installation.log()).doesNotContain(line);
        }
    }

    @Test
    void aKeyThatDoesNotFitIsRefused() throws IOException {
        keys.put("ta.key", text("ta2.key"));

        assertRefused(apply(secret()), "Secret " + namespace + "/keys, ta.key: error[mismatched-static-key]: ");
    }

    @Test
    void anExpiredCertificateIsRefused() throws IOException {
        keys.put("server.crt", text("server-expired.crt"));
        keys.put("server.key", text("server-expired.key"));

        var refused = apply(secret());

        assertRefused(refused, "Secret " + namespace + "/keys, server.crt: error[expired-certificate]: ");
        assertThat(refused.output()).contains("note: ConfigMap " + namespace + "/server, server.conf line 7: names it");
    }

    @Test
    void anotherAuthorityIsRefusedAndARotationWithBothAdmitted() throws IOException {
        keys.put("ca.crt", text("other-ca.crt"));
        assertRefused(apply(secret()), "Secret " + namespace + "/keys, ca.crt: error[untrusted-certificate]: ");

        keys.put("ca.crt", text("both-ca.crt"));
        assertThat(apply(secret()).output()).contains("secret/keys configured");
    }

    @Test
    void aClientThatDoesNotFitTheStoredKeysIsRefused() throws IOException {
        var refused = apply(client("other-client1"));

        assertThat(refused.isSuccess()).isFalse();
        assertThat(refused.output()).contains("Secret " + namespace + "/alice, alice.ovpn line ");
    }

    /**
     * Texts are kept as bytes, buffers of parsers as chars, what was decoded raw. The first half of a private key is its
     * public one.
     */
    @Test
    void memoryHoldsNoKey() throws IOException {
        keys.put("ta.key", text("ta2.key"));
        apply(secret());
        var heap = new String(installation.heap(), StandardCharsets.ISO_8859_1);

        assertThat(heap.contains(namespace)).as("the dump can be searched").isTrue();
        for (var name : new String[] {"server.key", "client1.key", "ta.key", "ta2.key"}) {
            var lines = text(name)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("-"))
                    .toList();
            for (var line : lines.subList(lines.size() / 2, lines.size() - 1)) {
                var bytes = name.startsWith("ta")
                        ? HexFormat.of().parseHex(line)
                        : Base64.getDecoder().decode(line);
                var inSecret = Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));
                assertThat(heap.contains(line)).as(name + " as text").isFalse();
                assertThat(heap.contains(inSecret.substring(0, inSecret.length() - 4)))
                        .as(name + " in JSON")
                        .isFalse();
                assertThat(heap.contains(latin1(line.getBytes(StandardCharsets.UTF_16BE))))
                        .as(name + " as chars")
                        .isFalse();
                assertThat(heap.contains(latin1(bytes))).as(name + " decoded").isFalse();
            }
        }
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static void assertRefused(Command.Result result, String beginning) {
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output()).contains("(Forbidden)", "denied the request: " + beginning);
        assertThat(result.output().split("denied the request: ", 2)[1])
                .contains("\n  note: ConfigMap ", "\n  what happens: ", "\n  help: ")
                .doesNotContain("-----BEGIN");
    }

    private ConfigMap server() {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("server")
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .addToData("server.conf", """
                        port 1194
                        proto udp
                        dev tun
                        server 10.8.0.0 255.255.255.0
                        topology subnet
                        ca ca.crt
                        cert server.crt
                        key server.key
                        dh none
                        tls-auth ta.key 0
                        """)
                .build();
    }

    private Secret secret() {
        return secret("keys", keys);
    }

    private Secret client(String name) throws IOException {
        var config = """
                client
                proto udp
                dev tun
                remote vpn.example.org 1194
                remote-cert-tls server
                key-direction 1
                """ + block("ca", "ca.crt") + block("cert", name + ".crt") + block("key", name + ".key")
                + block("tls-auth", "ta.key");
        return secret("alice", Map.of("alice.ovpn", config));
    }

    private Secret secret(String name, Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withStringData(texts)
                .build();
    }

    private static String block(String option, String file) throws IOException {
        return "<" + option + ">\n" + text(file).stripTrailing() + "\n</" + option + ">\n";
    }

    private static String text(String file) throws IOException {
        return Files.readString(KEYS.resolve(file));
    }

    private Command.Result apply(HasMetadata... objects) throws IOException {
        var manifest = Stream.of(objects).map(Serialization::asYaml).collect(Collectors.joining("---\n"));
        var file = Files.writeString(Files.createTempFile(folder, "manifest", ".yaml"), manifest);
        return plane.kubectl("apply", "-f", file.toString());
    }
}
