package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.time.Duration;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/** What {@code crl-verify} finds. */
final class RevocationSituations extends Situations {

    RevocationSituations(Cast cast) {
        super("revocation", cast);
    }

    @Override
    void write() {
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
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
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
}
