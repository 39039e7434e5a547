package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Pairs of which one side has something odd among its certificates, keys and what it asks of the other's. */
final class CertificateSituations {

    private static final Duration YEAR = Duration.ofDays(365);
    private static final KeyPurposeId SERVER_USE = KeyPurposeId.id_kp_serverAuth;
    private static final KeyPurposeId CLIENT_USE = KeyPurposeId.id_kp_clientAuth;
    private static final int SIGNS = KeyUsage.digitalSignature;

    private final TestCertificate root =
            TestCertificate.of("CN=root").authority().make();
    private final TestCertificate other =
            TestCertificate.of("CN=other root").authority().make();
    private final TestCertificate below =
            TestCertificate.of("CN=below").by(root).authority().make();
    private final TestCertificate server = server().make();
    private final TestCertificate client = client().make();
    private final List<PairSetup> all = new ArrayList<>();

    /** One side: lines and files. */
    private record Half(List<String> lines, TreeMap<String, String> files) {

        static Half of(Side side) {
            return new Half(new ArrayList<>(PairGenerator.plain(side).lines()), new TreeMap<>());
        }

        Half file(String name, String text) {
            files.put(name, text);
            return this;
        }

        Half line(String line) {
            lines.add(line);
            return this;
        }

        Half without(String option) {
            lines.removeIf(line -> line.equals(option) || line.startsWith(option + " "));
            return this;
        }

        Half ca(TestCertificate... trusted) {
            return file("ca.crt", texts(trusted));
        }

        private static String texts(TestCertificate... certificates) {
            var text = new StringBuilder();
            List.of(certificates).forEach(each -> text.append(each.certificate()));
            return text.toString();
        }

        Setup setup() {
            return new Setup(lines, files, new TreeMap<>());
        }
    }

    private CertificateSituations() {}

    static List<PairSetup> all() {
        var situations = new CertificateSituations();
        situations.validity();
        situations.chains();
        situations.uses();
        situations.names();
        situations.revocations();
        situations.strengths();
        situations.loading();
        return situations.all;
    }

    private TestCertificate.Recipe server() {
        return TestCertificate.of("CN=server")
                .by(root)
                .usage(SIGNS | KeyUsage.keyEncipherment)
                .extended(SERVER_USE);
    }

    private TestCertificate.Recipe client() {
        return TestCertificate.of("CN=client").by(root).usage(SIGNS).extended(CLIENT_USE);
    }

    private void add(String id, UnaryOperator<Half> ofServer, UnaryOperator<Half> ofClient) {
        all.add(new PairSetup(
                "certs",
                id,
                ofServer.apply(with(Half.of(Side.SERVER).ca(root), Side.SERVER, server))
                        .setup(),
                ofClient.apply(with(Half.of(Side.CLIENT).ca(root), Side.CLIENT, client))
                        .setup()));
    }

    private void ofServer(String id, UnaryOperator<Half> change) {
        add(id, change, half -> half);
    }

    private void ofClient(String id, UnaryOperator<Half> change) {
        add(id, half -> half, change);
    }

    private static Half with(Half half, Side side, TestCertificate own, TestCertificate... behind) {
        return half.file(side.word() + ".crt", own.certificate() + Half.texts(behind))
                .file(side.word() + ".key", own.key());
    }

    private static UnaryOperator<Half> shows(Side side, TestCertificate own, TestCertificate... behind) {
        return half -> with(half, side, own, behind);
    }

    private void validity() {
        ofClient("plain", half -> half);
        ofClient(
                "client expired",
                shows(Side.CLIENT, client().until(Duration.ofHours(-1)).make()));
        ofServer(
                "server expired",
                shows(Side.SERVER, server().until(Duration.ofHours(-1)).make()));
        ofClient(
                "client not yet valid",
                shows(Side.CLIENT, client().from(YEAR).until(YEAR.plusDays(9)).make()));
        ofServer(
                "server not yet valid",
                shows(Side.SERVER, server().from(YEAR).until(YEAR.plusDays(9)).make()));
        var old = TestCertificate.of("CN=old root")
                .authority()
                .until(Duration.ofHours(-1))
                .make();
        add(
                "expired root",
                half -> half.ca(old),
                shows(Side.CLIENT, client().by(old).make()));
        var renewed =
                TestCertificate.of("CN=root").keys(root.keys()).authority().make();
        var gone = TestCertificate.of("CN=root")
                .keys(root.keys())
                .authority()
                .until(Duration.ofHours(-1))
                .make();
        ofServer("old and renewed root", half -> half.ca(gone, renewed));
    }

    private void chains() {
        var deepClient = client().by(below).make();
        var deepServer = server().by(below).make();
        ofClient("intermediate in cert", shows(Side.CLIENT, deepClient, below));
        ofClient(
                "intermediate nowhere",
                half -> with(half, Side.CLIENT, deepClient).ca(root));
        ofClient(
                "intermediate in own ca",
                half -> with(half, Side.CLIENT, deepClient).ca(root, below));
        ofClient(
                "intermediate in extra-certs",
                half -> with(half, Side.CLIENT, deepClient)
                        .file("more.crt", below.certificate())
                        .line("extra-certs more.crt"));
        add("intermediate at the verifier", half -> half.ca(root, below), shows(Side.CLIENT, deepClient));
        add("only the intermediate is trusted", half -> half.ca(below), shows(Side.CLIENT, deepClient));
        add("server below an intermediate", shows(Side.SERVER, deepServer, below), half -> half);
        add("server alone below an intermediate", shows(Side.SERVER, deepServer), half -> half);
        ofClient("root sent as well", shows(Side.CLIENT, client, root));
        ofClient("another root", shows(Side.CLIENT, client().by(other).make()));
        ofClient("another root, sent", shows(Side.CLIENT, client().by(other).make(), other));
        add("two roots", half -> half.ca(other, root), half -> half);
        ofClient("client trusts another root", half -> half.ca(other));
        var own = TestCertificate.of("CN=client")
                .usage(SIGNS)
                .extended(CLIENT_USE)
                .make();
        ofClient("signed by itself", shows(Side.CLIENT, own));
        add("signed by itself and trusted", half -> half.ca(root, own), shows(Side.CLIENT, own));
        var namesake = TestCertificate.of("CN=root").authority().make();
        ofClient(
                "a root of the same name",
                shows(Side.CLIENT, client().by(namesake).make()));
        ofClient(
                "a root of the same name, without key identifiers",
                shows(Side.CLIENT, client().by(namesake).withoutKeyIds().make()));
        var tight = TestCertificate.of("CN=tight").by(root).authority(0).make();
        var tooDeep = TestCertificate.of("CN=too deep").by(tight).authority().make();
        ofClient("path too long", shows(Side.CLIENT, client().by(tooDeep).make(), tooDeep, tight));
        ofClient("path just long enough", shows(Side.CLIENT, client().by(tight).make(), tight));
        ofClient("issued by a client", shows(Side.CLIENT, client().by(client).make(), client));
        var plain = TestCertificate.of("CN=plain").by(root).make();
        ofClient("issued by no authority", shows(Side.CLIENT, client().by(plain).make(), plain));
        ofClient("an authority as client", shows(Side.CLIENT, below));
        var limited = TestCertificate.of("CN=limited")
                .by(root)
                .authority()
                .extended(SERVER_USE)
                .make();
        ofClient(
                "authority for servers only",
                shows(Side.CLIENT, client().by(limited).make(), limited));
        ofClient(
                "unknown critical extension",
                shows(
                        Side.CLIENT,
                        client().extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"), true, DERNull.INSTANCE)
                                .make()));
    }

    private void uses() {
        ofClient("client with a server's certificate", shows(Side.CLIENT, server().make()));
        ofServer("server with a client's certificate", shows(Side.SERVER, client().make()));
        ofServer(
                "server without usages",
                shows(Side.SERVER, TestCertificate.of("CN=server").by(root).make()));
        add(
                "server without usages, not asked",
                shows(Side.SERVER, TestCertificate.of("CN=server").by(root).make()),
                half -> half.without("remote-cert-tls"));
        ofServer(
                "server without extended usage",
                shows(
                        Side.SERVER,
                        TestCertificate.of("CN=server").by(root).usage(SIGNS).make()));
        ofServer(
                "server for any use",
                shows(
                        Side.SERVER,
                        TestCertificate.of("CN=server")
                                .by(root)
                                .usage(SIGNS)
                                .extended(KeyPurposeId.anyExtendedKeyUsage)
                                .make()));
        ofServer(
                "server for all uses",
                shows(
                        Side.SERVER,
                        TestCertificate.of("CN=server")
                                .by(root)
                                .usage(SIGNS)
                                .extended(CLIENT_USE, SERVER_USE)
                                .make()));
        ofServer(
                "server that signs nothing",
                shows(
                        Side.SERVER,
                        TestCertificate.of("CN=server")
                                .by(root)
                                .usage(KeyUsage.dataEncipherment)
                                .extended(SERVER_USE)
                                .make()));
        ofServer(
                "server that only enciphers keys",
                shows(
                        Side.SERVER,
                        TestCertificate.of("CN=server")
                                .by(root)
                                .usage(KeyUsage.keyEncipherment)
                                .extended(SERVER_USE)
                                .make()));
        ofServer(
                "server of the Netscape type",
                half -> with(half, Side.SERVER, server().netscape(0x40).make()));
        ofServer(
                "server of another Netscape type",
                half -> with(half, Side.SERVER, server().netscape(0x80).make()));
        ofServer("server asks for clients", half -> half.line("remote-cert-tls client"));
        add(
                "server asks for clients, client says nothing",
                half -> half.line("remote-cert-tls client"),
                shows(Side.CLIENT, TestCertificate.of("CN=client").by(root).make()));
        ofServer("server asks for servers", half -> half.line("remote-cert-tls server"));
        ofClient("exact key usage", half -> half.without("remote-cert-tls").line("remote-cert-ku a0 88"));
        ofClient(
                "key usage that is not there",
                half -> half.without("remote-cert-tls").line("remote-cert-ku 08"));
        ofClient("extended usage by name", half -> half.line("remote-cert-eku 'TLS Web Server Authentication'"));
        ofClient("extended usage by number", half -> half.line("remote-cert-eku 1.3.6.1.5.5.7.3.1"));
        ofClient("another extended usage", half -> half.line("remote-cert-eku 'Code Signing'"));
        add(
                "none asked for, and a bad one",
                half -> half.line("verify-client-cert none").line("auth-user-pass-optional"),
                shows(Side.CLIENT, client().by(other).make()));
        add(
                "optional, and a bad one",
                half -> half.line("verify-client-cert optional"),
                shows(Side.CLIENT, client().by(other).make()));
    }

    private void names() {
        var long65 = "x".repeat(65);
        var full = TestCertificate.of("C=DE,O=Some Firm,CN=vpn server")
                .by(root)
                .usage(SIGNS)
                .extended(SERVER_USE)
                .make();
        add(
                "whole subject",
                shows(Side.SERVER, full),
                half -> half.line("verify-x509-name 'C=DE, O=Some Firm, CN=vpn server'"));
        add(
                "whole subject in another order",
                shows(Side.SERVER, full),
                half -> half.line("verify-x509-name 'CN=vpn server, O=Some Firm, C=DE'"));
        ofClient("name", half -> half.line("verify-x509-name server name"));
        ofClient("name in capitals", half -> half.line("verify-x509-name SERVER name"));
        ofClient("prefix", half -> half.line("verify-x509-name ser name-prefix"));
        ofClient("prefix that is none", half -> half.line("verify-x509-name erv name-prefix"));
        add("name with a blank", shows(Side.SERVER, full), half -> half.line("verify-x509-name 'vpn server' name"));
        add(
                "another field as name",
                half -> half.line("x509-username-field O")
                        .line("ccd-exclusive")
                        .line("client-config-dir ccd")
                        .file("ccd/", "")
                        .file("ccd/Some_Firm", "")
                        .file("ccd/Some Firm", ""),
                shows(
                        Side.CLIENT,
                        TestCertificate.of("O=Some Firm,CN=client")
                                .by(root)
                                .usage(SIGNS)
                                .extended(CLIENT_USE)
                                .make()));
        add("a field that is not there", half -> half.line("x509-username-field OU"), half -> half);
        add(
                "no common name",
                half -> half,
                shows(
                        Side.CLIENT,
                        TestCertificate.of("O=Firm")
                                .by(root)
                                .usage(SIGNS)
                                .extended(CLIENT_USE)
                                .make()));
        add(
                "two common names",
                half -> half.line("verify-x509-name second name"),
                shows(
                        Side.CLIENT,
                        TestCertificate.of("CN=first,CN=second")
                                .by(root)
                                .usage(SIGNS)
                                .extended(CLIENT_USE)
                                .make()));
        add(
                "long name",
                half -> half,
                shows(
                        Side.CLIENT,
                        TestCertificate.of("CN=" + long65)
                                .by(root)
                                .usage(SIGNS)
                                .extended(CLIENT_USE)
                                .make()));
        ofClient("hash of the authority", half -> half.line("verify-hash " + hash(root) + " SHA256"));
        ofClient("hash of another authority", half -> half.line("verify-hash " + hash(other) + " SHA256"));
    }

    static String hash(TestCertificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.ofDelimiter(":")
                    .formatHex(digest.digest(certificate.holder().getEncoded()));
        } catch (NoSuchAlgorithmException | java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void revocations() {
        var past = Duration.ofDays(-3);
        ofServer("nobody revoked", half -> crl(half, root.revoking(past, YEAR)));
        ofServer("client revoked", half -> crl(half, root.revoking(past, YEAR, client)));
        ofServer("list expired", half -> crl(half, root.revoking(past, Duration.ofHours(-1))));
        ofServer("list of tomorrow's year", half -> crl(half, root.revoking(YEAR, YEAR.plusDays(9))));
        ofServer("list of another root", half -> crl(half, other.revoking(past, YEAR, client)));
        var namesake = TestCertificate.of("CN=root").authority().make();
        ofServer("list signed by a namesake", half -> crl(half, namesake.revoking(past, YEAR)));
        ofServer(
                "old list, then new",
                half -> crl(
                        half, root.revoking(past, Duration.ofHours(-1)) + root.revoking(Duration.ofDays(-1), YEAR)));
        ofServer(
                "new list after one that revokes",
                half -> crl(half, root.revoking(past, YEAR, client) + root.revoking(Duration.ofDays(-1), YEAR)));
        ofServer("no list in the file", half -> crl(half, "nothing\n"));
        ofClient("server revoked", half -> crl(half, root.revoking(past, YEAR, server)));
        var deep = client().by(below).make();
        add(
                "intermediate revoked",
                half -> crl(half, root.revoking(past, YEAR, below)),
                shows(Side.CLIENT, deep, below));
        var silent = TestCertificate.of("CN=silent")
                .extension(
                        org.bouncycastle.asn1.x509.Extension.basicConstraints,
                        true,
                        new org.bouncycastle.asn1.x509.BasicConstraints(true))
                .usage(KeyUsage.keyCertSign)
                .make();
        add(
                "root that may not revoke",
                half -> crl(half.ca(silent), silent.revoking(past, YEAR)),
                half -> with(half, Side.CLIENT, client().by(silent).make()));
        ofServer(
                "serial in a directory",
                half -> half.line("crl-verify crls dir")
                        .file("crls/" + client.holder().getSerialNumber(), ""));
        ofServer(
                "directory without the serial",
                half -> half.line("crl-verify crls dir").file("crls/1", ""));
    }

    private static Half crl(Half half, String text) {
        return half.line("crl-verify crl.pem").file("crl.pem", text);
    }

    private void strengths() {
        var small = TestCertificate.rsa(1024);
        ofClient("1024 bits", shows(Side.CLIENT, client().keys(small).make()));
        ofClient(
                "1024 bits, preferred",
                half -> with(half, Side.CLIENT, client().keys(small).make()).line("tls-cert-profile preferred"));
        add(
                "1024 bits at a server that prefers",
                half -> half.line("tls-cert-profile preferred"),
                shows(Side.CLIENT, client().keys(small).make()));
        ofClient("SHA-1", shows(Side.CLIENT, client().signedWith("SHA1withRSA").make()));
        add(
                "SHA-1, level 0 on both sides",
                half -> half.line("tls-cipher DEFAULT:@SECLEVEL=0"),
                half -> with(
                                half,
                                Side.CLIENT,
                                client().signedWith("SHA1withRSA").make())
                        .line("tls-cipher DEFAULT:@SECLEVEL=0"));
        var weakRoot =
                TestCertificate.of("CN=weak root").keys(small).authority().make();
        add(
                "root of 1024 bits",
                half -> half.ca(weakRoot),
                half -> with(half, Side.CLIENT, client().by(weakRoot).make()));
        add(
                "root of 1024 bits at a server that prefers",
                half -> half.ca(weakRoot).line("tls-cert-profile preferred"),
                half -> with(half, Side.CLIENT, client().by(weakRoot).make()));
        ofServer(
                "P-256",
                shows(
                        Side.SERVER,
                        server().keys(TestCertificate.ec("secp256r1")).make()));
        ofServer(
                "P-521",
                shows(
                        Side.SERVER,
                        server().keys(TestCertificate.ec("secp521r1")).make()));
        ofServer(
                "Ed25519",
                shows(Side.SERVER, server().keys(TestCertificate.ed25519()).make()));
        ofClient(
                "Ed25519 client",
                shows(Side.CLIENT, client().keys(TestCertificate.ed25519()).make()));
        add(
                "EC server, RSA suites",
                half -> with(
                                half,
                                Side.SERVER,
                                server().keys(TestCertificate.ec("secp256r1")).make())
                        .line("tls-version-max 1.2")
                        .line("tls-cipher TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384"),
                half -> half);
        add(
                "groups that do not meet",
                half -> half.line("tls-groups secp384r1"),
                half -> half.line("tls-groups secp256r1"));
        add("groups by names that 1.1.1 does not know", half -> half.line("tls-groups P-384"), half -> half);
        add(
                "groups that meet",
                half -> half.line("tls-groups secp384r1:secp256r1"),
                half -> half.line("tls-groups secp256r1"));
    }

    private void loading() {
        ofClient("another's key", half -> half.file("client.key", server.key()));
        ofServer("another's key at the server", half -> half.file("server.key", client.key()));
        ofClient(
                "a key of another kind",
                half -> half.file(
                        "client.key",
                        TestCertificate.of("CN=x")
                                .keys(TestCertificate.ec("secp256r1"))
                                .make()
                                .key()));
        ofClient("no key in the file", half -> half.file("client.key", "nothing\n"));
        ofClient("no certificate in the file", half -> half.file("client.crt", "nothing\n"));
        ofClient("no authority in the file", half -> half.file("ca.crt", "nothing\n"));
        ofClient("a key for an authority", half -> half.file("ca.crt", client.key()));
        ofClient("cut off", half -> half.file("client.crt", client.certificate().substring(0, 400)));
        ofClient("authority first", half -> half.file("client.crt", root.certificate() + client.certificate()));
        ofClient(
                "all in one file",
                half -> half.file("client.crt", client.key() + client.certificate())
                        .file("client.key", client.key() + client.certificate()));
        ofClient(
                "a broken second certificate",
                half -> half.file(
                        "client.crt",
                        client.certificate() + client.certificate().replace("MII", "AAA")));
        ofClient(
                "a broken second authority",
                half -> half.file(
                        "ca.crt", root.certificate() + root.certificate().replace("MII", "AAA")));
        ofServer("no parameters in the file", half -> half.file("dh.pem", "nothing\n"));
        ofServer(
                "no extra certificates in the file",
                half -> half.file("more.crt", "nothing\n").line("extra-certs more.crt"));
        ofClient(
                "text around",
                half -> half.file(
                        "ca.crt", "Certificate:\n  Data: of a root\n" + root.certificate() + "\nthat was all\n"));
        ofClient("indented", half -> half.file("ca.crt", root.certificate().indent(2)));
        ofClient(
                "line ends of Windows",
                half -> half.file("ca.crt", root.certificate().replace("\n", "\r\n")));
    }
}
