package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Has {@code openssl verify} judge what one side shows, with what the other trusts. */
record OpenSslVerify(Path folder) {

    /** Such as {@code error 10 at 0 depth lookup: certificate has expired}. */
    private static final Pattern ERROR = Pattern.compile("error \\d+ at (\\d+) depth lookup: (.*)");

    private static final Pattern LEVEL = Pattern.compile("@SECLEVEL=(\\d)");

    /**
     * {@return the first error and its depth, as {@code verify_callback} of OpenVPN would be told; empty if there is none}
     *
     * @param by who verifies
     */
    Optional<String> error(PairSetup pair, Side by) {
        var verifier = pair.of(by);
        var peer = pair.of(by.other());
        var shown = peer.files().get(by.other().word() + ".crt");
        var sent =
                shown + peer.files().getOrDefault("more.crt", "") + peer.files().get("ca.crt");
        var words = new ArrayList<>(List.of(
                "openssl",
                "verify",
                "-attime",
                Long.toString(Instant.now().getEpochSecond()),
                "-auth_level",
                level(verifier),
                "-purpose",
                by == Side.CLIENT ? "sslserver" : "sslclient",
                "-CAfile",
                write("ca.pem", verifier.files().get("ca.crt")),
                "-untrusted",
                write("sent.pem", sent)));
        if (verifier.lines().contains("crl-verify crl.pem")) {
            words.addAll(List.of("-CRLfile", write("crl.pem", verifier.files().get("crl.pem")), "-crl_check"));
        }
        words.add(write("shown.pem", shown));
        var errors = ERROR.matcher(new Command(words).run().output());
        return errors.find()
                ? Optional.of("depth=" + errors.group(1) + ", error=" + errors.group(2))
                : Optional.empty();
    }

    /** What {@code tls-cert-profile} and {@code tls-cipher} ask for; a process that says nothing takes level 1. */
    private static String level(Setup verifier) {
        var asked = LEVEL.matcher(verifier.config());
        if (asked.find()) {
            return asked.group(1);
        }
        return verifier.lines().contains("tls-cert-profile preferred") ? "2" : "1";
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
