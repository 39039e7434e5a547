package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;

/** How a certificate leads to one that the other side trusts. */
final class ChainSituations extends Situations {

    ChainSituations(Cast cast) {
        super("chain", cast);
    }

    @Override
    void write() {
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
}
