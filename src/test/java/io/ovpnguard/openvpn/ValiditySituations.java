package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.time.Duration;

/** When certificates are valid, and when not yet or no longer. */
final class ValiditySituations extends Situations {

    ValiditySituations(Cast cast) {
        super("validity", cast);
    }

    @Override
    void write() {
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
}
