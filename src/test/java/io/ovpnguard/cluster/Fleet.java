package io.ovpnguard.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.openvpn.TestCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Servers, each with something of its own, and clients for any of them: most are alike, the others special in their own way. */
public final class Fleet {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final int MANY = 20;

    public static final TestCertificate AUTHORITY = TestCertificate.lastingAuthority("CN=authority");
    private static final TestCertificate OTHER = TestCertificate.lastingAuthority("CN=other");
    public static final TestCertificate SERVER =
            certificate("server", KeyPurposeId.id_kp_serverAuth).make();
    private static final TestCertificate REVOKED = client("revoked");

    private Fleet() {}

    private static TestCertificate.Recipe certificate(String name, KeyPurposeId purpose) {
        return TestCertificate.lasting("CN=" + name, AUTHORITY, purpose);
    }

    public static TestCertificate client(String name) {
        return certificate(name, KeyPurposeId.id_kp_clientAuth).make();
    }

    public static String block(String name, String text) {
        return "<" + name + ">\n" + text + "</" + name + ">\n";
    }

    private static String keys(TestCertificate own) {
        return block("ca", AUTHORITY.certificate()) + block("cert", own.certificate()) + block("key", own.key());
    }

    public static String fitting(TestCertificate own) {
        return "client\ndev tun\nremote vpn.example.org\nremote-cert-tls server\n" + keys(own);
    }

    public static Secret secret(String name, String text) {
        return secret(name, Map.of(name + ".conf", text));
    }

    /** {@return a Secret of the bundle `office`} */
    public static Secret secret(String name, Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withStringData(new LinkedHashMap<>(texts))
                .build();
    }

    private static List<Secret> many(String name, String more) {
        return IntStream.range(0, MANY)
                .mapToObj(number -> secret(name + number, more + fitting(client(name + number))))
                .toList();
    }

    /** Most are alike; each of the others is special in its own way. */
    public static List<Secret> clients() {
        var clients = new ArrayList<>(many("plain", ""));
        clients.addAll(many("small", "tun-mtu 1400\n"));
        clients.addAll(many("noted", "# ovpnguard: allow mismatched-tun-mtu it is known\ntun-mtu 1400\n"));
        clients.add(secret("z-revoked", fitting(REVOKED)));
        clients.add(secret(
                "of-other",
                fitting(certificate("of-other", KeyPurposeId.id_kp_clientAuth)
                        .by(OTHER)
                        .make())));
        clients.add(secret("twin-1", fitting(client("twin"))));
        clients.add(secret("twin-2", fitting(client("twin"))));
        clients.add(secret("noted-twin", "# ovpnguard: allow a\n" + fitting(client("plain7"))));
        clients.add(secret("with-file", fitting(client("with-file")) + "tls-auth ta.key 1\n"));
        clients.add(secret(
                "has-ended",
                fitting(certificate("has-ended", KeyPurposeId.id_kp_clientAuth)
                        .until(Duration.ofDays(-1))
                        .make())));
        clients.add(secret(
                "z-as-server",
                fitting(certificate("z-as-server", KeyPurposeId.id_kp_clientAuth)
                        .keys(SERVER.keys())
                        .make())));
        clients.add(secret("z-in-ccd", fitting(client("z-in-ccd"))));
        return clients;
    }

    public static Map<String, Secret> servers() {
        var plain = "server 10.8.0.0 255.255.255.0\ntopology subnet\ndev tun\ndh none\n" + keys(SERVER);
        var crl = block("crl-verify", AUTHORITY.revoking(Duration.ofDays(-1), YEAR, REVOKED));
        var servers = new LinkedHashMap<String, Secret>();
        servers.put("plain", secret("server", plain));
        servers.put("another size", secret("server", plain + "tun-mtu 1300\n"));
        servers.put("small", secret("server", plain + "tun-mtu 1400\n"));
        servers.put("TAP", secret("server", plain.replace("dev tun", "dev tap")));
        servers.put("revokes one", secret("server", plain + crl));
        servers.put("takes twins", secret("server", plain + "duplicate-cn\n"));
        servers.put(
                "of another authority",
                secret(
                        "server",
                        plain.replace(block("ca", AUTHORITY.certificate()), block("ca", OTHER.certificate()))));
        var ccd = secret("server", plain + "client-config-dir .\n");
        ccd.getStringData().put("z-in-ccd", "push \"tun-mtu 1400\"\nifconfig-push 10.9.0.1 255.255.255.0\n");
        servers.put("with a file for one", ccd);
        servers.put("old OpenSSL", secret("server", plain + "tls-version-max 1.0\n"));
        return servers;
    }
}
