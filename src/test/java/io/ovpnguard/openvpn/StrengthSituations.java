package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;

/** Keys and digests that are too weak, or just strong enough. */
final class StrengthSituations extends Situations {

    StrengthSituations(Cast cast) {
        super("strength", cast);
    }

    @Override
    void write() {
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
    }
}
