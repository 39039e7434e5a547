package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;

/** A server's line, a client's that does not fit it, and one that does. */
enum Misfit {
    CIPHER("data-ciphers AES-256-GCM:CHACHA20-POLY1305", "data-ciphers AES-256-CBC", "data-ciphers AES-256-GCM"),
    DEVICE_TYPE("dev tun", "dev tap", "dev tun"),
    COMPRESSION("compress lz4-v2", "comp-lzo", "compress lz4-v2"),
    TUN_MTU("tun-mtu 1500", "tun-mtu 1400", "tun-mtu 1500");

    /** A line of a static key, which no output and no log may hold. */
    static final String PLANTED = "68756e74657232706c616e7465646b65";

    /** What stands above each line: five other lines. */
    private static final String SERVER = """
            port 1194
            proto udp
            server 10.8.0.0 255.255.255.0
            topology subnet
            %s
            """;

    private static final String CLIENT = """
            client
            proto udp
            remote vpn.example.org 1194
            nobind
            %s
            """;

    /** The line of a config on which {@code ofServer} or {@code ofClient} stands. */
    static final int LINE = 6;

    private static final String KEY = "<tls-auth>\n-----BEGIN OpenVPN Static key V1-----\n"
            + (PLANTED + "\n").repeat(16) + "-----END OpenVPN Static key V1-----\n</tls-auth>\n";

    private final String ofServer;
    private final String ofClient;
    private final String fitting;

    Misfit(String ofServer, String ofClient, String fitting) {
        this.ofServer = ofServer;
        this.ofClient = ofClient;
        this.fitting = fitting;
    }

    /** {@return the value that the server states} */
    String serverValue() {
        return value(ofServer);
    }

    String clientValue() {
        return value(ofClient);
    }

    String fittingValue() {
        return value(fitting);
    }

    /** {@return what identifies a line in a message} */
    private static String value(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    ConfigMap server(String namespace, Map<String, String> labels) {
        return server(namespace, labels, ofServer);
    }

    /** {@return a server that fits the client which did not fit before} */
    ConfigMap changedServer(String namespace, Map<String, String> labels) {
        return server(namespace, labels, ofClient);
    }

    Secret unfittingClient(String namespace, Map<String, String> labels) {
        return client(namespace, labels, ofClient);
    }

    Secret fittingClient(String namespace, Map<String, String> labels) {
        return client(namespace, labels, fitting);
    }

    private ConfigMap server(String namespace, Map<String, String> labels, String line) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("server")
                .withLabels(labels)
                .endMetadata()
                .addToData("server.conf", config(SERVER, line) + KEY)
                .build();
    }

    private Secret client(String namespace, Map<String, String> labels, String line) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("alice")
                .withLabels(labels)
                .endMetadata()
                .addToStringData("alice.ovpn", config(CLIENT, line) + KEY)
                .build();
    }

    private String config(String above, String line) {
        return above.formatted(this == DEVICE_TYPE ? "verb 3" : "dev tun") + line + "\n";
    }
}
