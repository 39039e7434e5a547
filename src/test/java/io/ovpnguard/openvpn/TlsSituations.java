package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;

/** Kinds of keys, suites and groups. */
final class TlsSituations extends Situations {

    TlsSituations(Cast cast) {
        super("tls", cast);
    }

    @Override
    void write() {
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
}
