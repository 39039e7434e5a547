package io.ovpnguard.predict;

import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** A server and as many clients of one authority as are asked for, each with a certificate and a key of its own. */
public final class MeasuredClients {

    /** Making RSA keys takes long: clients share some, but their certificates and the texts of their keys differ. */
    private static final int RSA_KEYS = 8;

    private static final String STATIC_KEY = "-----BEGIN OpenVPN Static key V1-----\n"
            + IntStream.range(0, 16)
                    .mapToObj("5ac31f0e97b2846d5ac31f0e97b2846%x\n"::formatted)
                    .reduce("", String::concat)
            + "-----END OpenVPN Static key V1-----\n";

    private static final String COMMON = "dev tun\nproto udp\ncipher AES-256-GCM\n";
    private static final String SERVER = COMMON + "server 10.8.0.0 255.255.255.0\ndh none\nkeepalive 10 60\n";
    private static final String CLIENT =
            COMMON + "client\nremote vpn.example.org 1194\nnobind\nremote-cert-tls server\nverb 3\n";

    /** Which keys they have. */
    public enum Kind {
        RSA {
            @Override
            KeyPair key() {
                return TestCertificate.rsa(2048);
            }
        },
        EC {
            @Override
            KeyPair key() {
                return TestCertificate.ec("secp256r1");
            }
        };

        abstract KeyPair key();
    }

    private final TestCertificate authority;
    private final Process server;
    private final List<TestCertificate> clients;

    MeasuredClients(Kind kind, int count) {
        authority =
                TestCertificate.of("CN=authority").keys(kind.key()).authority().make();
        var own = TestCertificate.of("CN=server")
                .keys(kind.key())
                .by(authority)
                .extended(KeyPurposeId.id_kp_serverAuth)
                .usage(0xa0)
                .make();
        server = process(Role.SERVER, config(SERVER, own, "server"));
        var shared = IntStream.range(0, kind == Kind.RSA ? RSA_KEYS : 0)
                .parallel()
                .mapToObj(_ -> kind.key())
                .toList();
        clients = IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> TestCertificate.of("CN=client-" + number)
                        .keys(shared.isEmpty() ? kind.key() : shared.get(number % shared.size()))
                        .by(authority)
                        .extended(KeyPurposeId.id_kp_clientAuth)
                        .usage(0x80)
                        .make())
                .toList();
    }

    private String config(String options, TestCertificate own, String name) {
        return options
                + "<ca>\n" + authority.certificate() + "</ca>\n"
                + "<cert>\n" + own.certificate() + "</cert>\n"
                + "<key>\nfriendlyName: " + name + "\n" + own.key() + "</key>\n"
                + "<tls-crypt>\n" + STATIC_KEY + "</tls-crypt>\n";
    }

    private static Process process(Role role, String text) {
        var config = ConfigParser.parse(Source.of(role + ".conf", text), Includes.NONE);
        var profile = new Profile(
                role + ".conf", role, config, new Files(Map.of(), true), Versions.stated(List.of(Version.V2_6)));
        return Process.of(profile, Version.V2_6);
    }

    Process server() {
        return server;
    }

    int count() {
        return clients.size();
    }

    TestCertificate authority() {
        return authority;
    }

    TestCertificate certificate(int number) {
        return clients.get(number);
    }

    /** {@return that client, whose texts nobody has looked at yet} */
    Process client(int number) {
        return process(Role.CLIENT, config(CLIENT, clients.get(number), "client-" + number));
    }
}
