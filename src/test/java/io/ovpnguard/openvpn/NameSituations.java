package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a certificate calls its owner, by what the other side knows it, and its fingerprint. */
final class NameSituations extends Situations {

    NameSituations(Cast cast) {
        super("name", cast);
    }

    @Override
    void write() {
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
        } catch (NoSuchAlgorithmException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
