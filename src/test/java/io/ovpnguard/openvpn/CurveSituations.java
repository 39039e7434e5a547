package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.util.function.UnaryOperator;

/** Curves of certificates, and those in which keys may be agreed. */
final class CurveSituations extends Situations {

    CurveSituations(Cast cast) {
        super("curve", cast);
    }

    @Override
    void write() {
        var ofServer = server().keys(TestCertificate.ec("secp384r1")).make();
        var ofClient = client().keys(TestCertificate.ec("secp384r1")).make();
        for (var version : new String[] {"1.2", "1.3"}) {
            UnaryOperator<Half> most = half -> half.line("tls-version-max " + version);
            add(
                    "P-384 server, client without it, TLS " + version,
                    shows(Side.SERVER, ofServer),
                    half -> most.apply(half).line("tls-groups secp256r1"));
            add(
                    "P-384 server without it, TLS " + version,
                    half -> with(half, Side.SERVER, ofServer).line("tls-groups secp256r1"),
                    most);
            add(
                    "P-384 client, server without it, TLS " + version,
                    half -> half.line("tls-groups secp256r1"),
                    half -> most.apply(with(half, Side.CLIENT, ofClient)));
            add(
                    "P-384 client without it, TLS " + version,
                    half -> half,
                    half -> most.apply(with(half, Side.CLIENT, ofClient)).line("tls-groups secp256r1"));
            add(
                    "ecdh-curve that does not meet, TLS " + version,
                    half -> half.line("ecdh-curve secp384r1"),
                    half -> most.apply(half).line("tls-groups secp256r1"));
            add(
                    "ecdh-curve that meets, TLS " + version,
                    half -> half.line("ecdh-curve secp384r1"),
                    half -> most.apply(half).line("tls-groups secp384r1"));
            add(
                    "groups that do not meet, without parameters, TLS " + version,
                    half -> half.without("dh").line("dh none").line("tls-groups secp384r1"),
                    half -> most.apply(half).line("tls-groups secp256r1"));
            add(
                    "groups that do not meet, with parameters, TLS " + version,
                    half -> half.line("tls-groups secp384r1"),
                    half -> most.apply(half).line("tls-groups secp256r1"));
            add(
                    "P-384 server, ecdh-curve of P-256, TLS " + version,
                    half -> with(half, Side.SERVER, ofServer).line("ecdh-curve prime256v1"),
                    most);
            add(
                    "P-384 client, ecdh-curve of P-256, TLS " + version,
                    half -> half.line("ecdh-curve prime256v1"),
                    half -> most.apply(with(half, Side.CLIENT, ofClient)));
            for (var curve : new String[] {"brainpoolP256r1", "secp256k1"}) {
                var rare = TestCertificate.ec(curve);
                add(
                        curve + " server, TLS " + version,
                        shows(Side.SERVER, server().keys(rare).make()),
                        most);
                add(
                        curve + " client, TLS " + version,
                        half -> half,
                        half -> most.apply(
                                with(half, Side.CLIENT, client().keys(rare).make())));
                add(
                        curve + " server, client names it, TLS " + version,
                        shows(Side.SERVER, server().keys(rare).make()),
                        half -> most.apply(half).line("tls-groups " + curve + ":secp256r1"));
            }
        }
        add(
                "ecdh-curve beside the same groups",
                half -> half.line("ecdh-curve secp384r1").line("tls-groups secp256r1"),
                half -> half.line("tls-groups secp256r1"));
        add(
                "ecdh-curve beside other groups",
                half -> half.line("ecdh-curve secp384r1").line("tls-groups secp256r1"),
                half -> half.line("tls-groups secp384r1"));
        ofServer("ecdh-curve of no name", half -> half.line("ecdh-curve nonsense"));
        ofServer("ecdh-curve in NIST's words", half -> half.line("ecdh-curve P-384"));
        add(
                "ecdh-curve at the client",
                half -> half.line("tls-groups secp256r1"),
                half -> half.line("ecdh-curve secp384r1"));
    }
}
