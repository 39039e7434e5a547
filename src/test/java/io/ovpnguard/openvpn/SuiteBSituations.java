package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.security.KeyPair;
import java.util.function.UnaryOperator;

/** {@code tls-cert-profile suiteb} on either side. */
final class SuiteBSituations extends Situations {

    SuiteBSituations(Cast cast) {
        super("suite B", cast);
    }

    @Override
    void write() {
        var authority256 = authority("P-256", "secp256r1", "SHA256withECDSA");
        var authority384 = authority("P-384", "secp384r1", "SHA384withECDSA");
        var server256 = Cast.server(authority256).keys(ec("secp256r1")).make();
        var client256 = Cast.client(authority256).keys(ec("secp256r1"));
        for (var version : new String[] {"1.2", "1.3"}) {
            UnaryOperator<Half> most = half -> half.line("tls-version-max " + version);
            play("P-256, TLS " + version, most, authority256, server256, client256);
            play(
                    "P-384 below P-256, TLS " + version,
                    most,
                    authority256,
                    server256,
                    Cast.client(authority256).keys(ec("secp384r1")));
            play(
                    "P-521, TLS " + version,
                    most,
                    authority256,
                    server256,
                    Cast.client(authority256).keys(ec("secp521r1")));
            play(
                    "3072 bits, TLS " + version,
                    most,
                    authority256,
                    server256,
                    Cast.client(authority256).keys(TestCertificate.rsa(3072)));
            play(
                    "SHA-384 by P-256, TLS " + version,
                    most,
                    authority256,
                    server256,
                    Cast.client(authority256).keys(ec("secp256r1")).signedWith("SHA384withECDSA"));
        }
        var server384 = Cast.server(authority384)
                .keys(ec("secp384r1"))
                .signedWith("SHA384withECDSA")
                .make();
        play(
                "P-384",
                half -> half,
                authority384,
                server384,
                Cast.client(authority384).keys(ec("secp384r1")).signedWith("SHA384withECDSA"));
        play(
                "P-256 below P-384",
                half -> half,
                authority384,
                server384,
                Cast.client(authority384).keys(ec("secp256r1")).signedWith("SHA384withECDSA"));
        play(
                "P-256 below P-384, SHA-256",
                half -> half,
                authority384,
                server384,
                Cast.client(authority384).keys(ec("secp256r1")));
        var long3072 = TestCertificate.of("CN=long")
                .keys(TestCertificate.rsa(3072))
                .authority()
                .make();
        play(
                "authority of 3072 bits",
                half -> half,
                long3072,
                Cast.server(long3072).keys(ec("secp256r1")).make(),
                Cast.client(long3072).keys(ec("secp256r1")));
    }

    /** The odd one is the client's; it is asked for by the server, then by the client. */
    private void play(
            String id,
            UnaryOperator<Half> most,
            TestCertificate authority,
            TestCertificate ofServer,
            TestCertificate.Recipe recipe) {
        var ofClient = recipe.make();
        UnaryOperator<Half> plainServer = half -> with(half.ca(authority), Side.SERVER, ofServer);
        UnaryOperator<Half> plainClient = half -> most.apply(with(half.ca(authority), Side.CLIENT, ofClient));
        add(id + ", server asks", half -> suiteB(plainServer.apply(half)), plainClient);
        add(id + ", client asks", plainServer, half -> suiteB(plainClient.apply(half)));
    }

    private static Half suiteB(Half half) {
        return half.line("tls-cert-profile suiteb");
    }

    private static TestCertificate authority(String name, String curve, String algorithm) {
        return TestCertificate.of("CN=" + name)
                .keys(ec(curve))
                .signedWith(algorithm)
                .authority()
                .make();
    }

    private static KeyPair ec(String curve) {
        return TestCertificate.ec(curve);
    }
}
