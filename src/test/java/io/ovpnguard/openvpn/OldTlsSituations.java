package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.security.KeyPair;
import java.util.Map;
import java.util.TreeMap;

/** Kinds of keys in each TLS version: the newer kinds of signatures came with TLS 1.2. */
final class OldTlsSituations extends Situations {

    OldTlsSituations(Cast cast) {
        super("key in TLS", cast);
    }

    @Override
    void write() {
        var kinds = new TreeMap<String, KeyPair>(Map.of(
                "RSA", TestCertificate.rsa(2048),
                "RSA-PSS", TestCertificate.rsaPss(),
                "P-256", TestCertificate.ec("secp256r1"),
                "Ed25519", TestCertificate.ed25519()));
        kinds.forEach((name, keys) -> {
            for (var version : new String[] {"1.1", "1.2", "1.3"}) {
                add(
                        name + " server, TLS " + version,
                        half -> only(
                                version,
                                with(half, Side.SERVER, server().keys(keys).make())),
                        half -> only(version, half));
                add(
                        name + " client, TLS " + version,
                        half -> only(version, half),
                        half -> only(
                                version,
                                with(half, Side.CLIENT, client().keys(keys).make())));
            }
        });
    }

    private static Half only(String version, Half half) {
        half.line("tls-version-min " + version).line("tls-version-max " + version);
        return version.equals("1.1") ? half.line("tls-cipher DEFAULT:@SECLEVEL=0") : half;
    }
}
