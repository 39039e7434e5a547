package io.ovpnguard.predict;

import io.ovpnguard.effective.CipherSettings;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** Ciphers and digests that do not exist or cannot be used ({@code init_key_type} of crypto.c). */
final class CryptoCheck {

    private final Process process;
    private final Version version;
    private final Crypto crypto;

    private CryptoCheck(Process process) {
        this.process = process;
        this.version = process.version();
        this.crypto = Crypto.of(process);
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new CryptoCheck(process);
        return check.dataCipher().or(check::digest).or(check::controlDigest);
    }

    private Optional<Refusal> dataCipher() {
        var settings = process.config().ciphers();
        var name = settings.cipher().value();
        if (!isInitialized(settings, name)) {
            return Optional.empty();
        }
        var at = Spans.of(settings.cipher());
        var cipher = crypto.cipher(name);
        if (cipher.isEmpty()) {
            var line = version.isAtLeast(Version.V2_6)
                    ? "Cipher " + name + " not supported"
                    : "Cipher algorithm '" + name + "' not found";
            return Optional.of(new Refusal(line, at).of(List.of(name)));
        }
        var isStatic = process.config().role().isStaticKey();
        var isUsable = cipher.get().isUsable(version)
                && (!isStatic
                        || cipher.get().mode() == Cipher.Mode.CBC
                        || cipher.get().mode() == Cipher.Mode.NONE);
        if (isUsable) {
            return isStatic ? keySize(cipher.get()) : Optional.empty();
        }
        var line = version.equals(Version.V2_2)
                ? "Cipher '" + name + "' uses a mode not supported by OpenVPN in your current configuration."
                        + "  CBC mode is always supported, while CFB and OFB modes are supported only when using"
                        + " SSL/TLS authentication and key exchange mode, and when OpenVPN has been built with"
                        + " ALLOW_NON_CBC_CIPHERS."
                : "Cipher '" + name + "' mode not supported";
        return Optional.of(new Refusal(line, at));
    }

    /** With a static key the cipher is set up at once, and a length that it does not have is fatal. */
    private Optional<Refusal> keySize(Cipher cipher) {
        var size = process.config().written().number("keysize");
        return size.filter(bits ->
                        !cipher.isVariable() && cipher.mode() != Cipher.Mode.NONE && bits.value() != cipher.keyBits())
                .map(bits -> new Refusal("EVP set key size", Spans.of(bits)));
    }

    /** From 2.6 on an unasked BF-CBC is not touched, since the library may not have it ({@code do_init_crypto_tls_c1}). */
    private boolean isInitialized(CipherSettings settings, String name) {
        var role = process.config().role();
        var isUnasked = version.isAtLeast(Version.V2_6)
                && name.equals("BF-CBC")
                && !role.isStaticKey()
                && !settings.fallback().value()
                && !settings.offered().value().contains(name);
        return !isUnasked;
    }

    private Optional<Refusal> controlDigest() {
        var isNone = process.config()
                .written()
                .value("auth")
                .filter(auth -> auth.value().equals("none"));
        return isNone.isPresent() && process.config().written().has("tls-auth") && version.isAtLeast(Version.V2_4)
                ? Optional.of(new Refusal(
                        "ERROR: tls-auth enabled, but no valid --auth algorithm specified ('none')",
                        Spans.of(isNone.get())))
                : Optional.empty();
    }

    private Optional<Refusal> digest() {
        var auth = process.config().written().value("auth");
        if (auth.isEmpty() || crypto.digest(auth.get().value()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new Refusal("Message hash algorithm '" + auth.get().value() + "' not found", Spans.of(auth.get())));
    }
}
