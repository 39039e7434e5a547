package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What a certificate may be used for, and what the other side asks of it. */
final class PurposeSituations extends Situations {

    PurposeSituations(Cast cast) {
        super("purpose", cast);
    }

    @Override
    void write() {
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
}
