package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.Optional;

/** What {@code options_postprocess_cipher} and {@code mutate_ncp_cipher_list} refuse. */
final class CipherListCheck {

    private static final int LONGEST_LIST = 127;

    private CipherListCheck() {}

    static Optional<Refusal> refusal(Process process) {
        var ciphers = process.config().ciphers();
        var written = process.config().written();
        var version = process.version();
        var isDisabled = version.isBefore(Version.V2_6) && written.has("ncp-disable");
        if (version.equals(Version.V2_5) && isDisabled && !ciphers.cipher().isStated() && isOfMany(process)) {
            return Optional.of(Refusal.options(
                    "--ncp-disable needs an explicit --cipher or --data-ciphers-fallback config option",
                    written.last("ncp-disable").orElseThrow().span()));
        }
        if (version.isBefore(Version.V2_4) || !ciphers.negotiates().value()) {
            return Optional.empty();
        }
        var library = Crypto.of(process);
        var offered = CipherOffer.of(process);
        // 2.4 has no null cipher to negotiate.
        var isNullRefused = version.equals(Version.V2_4) && offered.contains(Cipher.NONE.name());
        var unknown =
                offered.stream().filter(name -> library.cipher(name).isEmpty()).toList();
        var isBad = isNullRefused
                || !unknown.isEmpty()
                || String.join(":", offered).length() > LONGEST_LIST
                || offered.isEmpty();
        if (!isBad) {
            return Optional.empty();
        }
        var line = version.isAtLeast(Version.V2_6)
                ? "--data-ciphers list contains unsupported ciphers or is too long."
                : "NCP cipher list contains unsupported ciphers or is too long.";
        return Optional.of(Refusal.options(line, Spans.of(ciphers.offered())).of(unknown));
    }

    private static boolean isOfMany(Process process) {
        return process.config().role().pulls() || process.config().role().isServer();
    }
}
