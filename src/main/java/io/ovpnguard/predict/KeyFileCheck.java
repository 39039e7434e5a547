package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.StaticKey;
import io.ovpnguard.pki.StaticKeyText;
import io.ovpnguard.pki.TlsCryptV2;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Files that hold no key of the kind that an option needs ({@code read_key_file} of crypto.c). */
final class KeyFileCheck {

    private static final List<String> STATIC_KEYS = List.of("tls-auth", "tls-crypt", "secret");

    /** Least and most of what a file has. */
    private static final String BYTES = " (%d/128/256 bytes found/min/max)";

    private final Process process;
    private final Directive option;
    private final String file;
    private final boolean isInline;

    private KeyFileCheck(Process process, Directive option) {
        this.process = process;
        this.option = option;
        this.isInline = isInline(process, option);
        this.file = isInline ? "[[INLINE]]" : option.value(0).orElse("");
    }

    /** {@return why the process does not start, in its order, once it has all for TLS} */
    static List<Refusal> refusals(Process process) {
        var ofStaticKeys =
                checks(process).filter(check -> !check.isEmptyAhead()).flatMap(check -> check.staticKey().stream());
        return Stream.concat(ofStaticKeys, wrappedKey(process).stream()).toList();
    }

    /** {@return the empty files for which it does not start while it still reads its options} */
    static List<Refusal> readAhead(Process process) {
        return checks(process)
                .filter(KeyFileCheck::isEmptyAhead)
                .flatMap(check -> check.staticKey().stream())
                .toList();
    }

    private static Stream<KeyFileCheck> checks(Process process) {
        return STATIC_KEYS.stream()
                .flatMap(name -> process.config().written().last(name).stream())
                .map(option -> new KeyFileCheck(process, option));
    }

    /** {@code buffer_read_from_file} of options.c, which from 2.6 on takes nothing for a failure. */
    private boolean isEmptyAhead() {
        return isInline && isEmptyFile(process.material(option));
    }

    private boolean isEmptyFile(Optional<KeyText> text) {
        return text.filter(KeyText::isEmpty).isPresent()
                && option.inline().isEmpty()
                && process.version().isAtLeast(Version.V2_6);
    }

    private static boolean isInline(Process process, Directive option) {
        return option.inline().isPresent() || process.readsAhead(option);
    }

    private Optional<Refusal> staticKey() {
        return process.material(option).flatMap(this::fault).map(line -> refusal(line, option));
    }

    private static Refusal refusal(String line, Directive option) {
        return Refusal.of(line, option.span(), new MaterialFault(option.name(), Kind.UNREADABLE));
    }

    private Optional<String> fault(KeyText text) {
        if (isEmptyFile(Optional.of(text))) {
            return Optional.of(
                    isInline
                            ? "Cannot pre-load keyfile (" + option.value(0).orElse("") + ")"
                            : "Read error on key file ('" + file + "')");
        }
        // Since 2.5 files, too, are read into a buffer first, which ends with a zero byte.
        var endsWithZero = isInline || process.version().isAtLeast(Version.V2_5);
        var read = option.is("secret")
                ? StaticKeyText.read(text, endsWithZero)
                : StaticKeyText.ofControlChannel(text, endsWithZero);
        return switch (read) {
            case StaticKeyText.Whole(var key) -> zero(key);
            case StaticKeyText.NotHex fault -> Optional.of(notHex(fault));
            case StaticKeyText.TooShort(int bytes) ->
                isPassphrase()
                        ? ofPassphrase()
                        : Optional.of("Insufficient key material or header text not found in file '" + file + "'"
                                + BYTES.formatted(bytes));
            case StaticKeyText.WithoutFooter(int bytes) ->
                isPassphrase() && bytes == StaticKeyText.LENGTH
                        ? Optional.empty()
                        : isPassphrase()
                                ? ofPassphrase()
                                : Optional.of("Footer text not found in file '" + file + "'" + BYTES.formatted(bytes));
            case StaticKeyText.Half _ -> half();
        };
    }

    private String notHex(StaticKeyText.NotHex fault) {
        var isPrintable = fault.found() > ' ' && fault.found() < 0x7f;
        var found = isPrintable
                ? "Non-Hex character ('%c')".formatted(fault.found())
                : "Non-Hex, unprintable character (0x%02x)".formatted(fault.found());
        return found + " found at line " + fault.line() + " in key file '" + file + "'"
                + BYTES.formatted(fault.bytes());
    }

    /** Up to 2.3 a file that holds no key is a passphrase, of whatever form, which makes one half. */
    private boolean isPassphrase() {
        return process.version().isBefore(Version.V2_4) && option.is("tls-auth") && !isInline;
    }

    private Optional<String> half() {
        if (process.version().isAtLeast(Version.V2_4)) {
            return Optional.of(
                    "File '" + file + "' does not have OpenVPN Static Key format.  Using free-form passphrase"
                            + " file is not supported anymore.");
        }
        return isInline && option.is("tls-auth")
                ? Optional.of("INLINE tls-auth file lacks the requisite 2 keys")
                : ofPassphrase();
    }

    /** {@code must_have_n_keys}: with a direction both halves are used. */
    private Optional<String> ofPassphrase() {
        var name = option.name();
        return KeyDirection.of(process.config())
                .map(_ -> "Key file '" + file + "' used in --" + name
                        + " contains insufficient key material [keys found=1 required=2] -- try generating a new key"
                        + " file with 'openvpn --genkey --secret [file]', or use the existing key file in bidirectional"
                        + " mode by specifying --" + name + " without a key direction parameter");
    }

    /** {@code check_key}; a key for digests alone may be anything. */
    private Optional<String> zero(StaticKey key) {
        var half = switch (option.name()) {
            case "tls-crypt" -> key.zeroHalf(ControlChannelPhase.CRYPT_KEY);
            case "secret" -> key.zeroHalf(StaticKeys.keyBytes(process));
            default -> OptionalInt.empty();
        };
        // Of a file that was read ahead the whole key stands there for its name; only the last line is told.
        return half.stream()
                .mapToObj(number -> (isInline ? "'" : "Key #" + number + " in '" + file + "'")
                        + " is bad.  Try making a new key with --genkey.")
                .findFirst();
    }

    private static Optional<Refusal> wrappedKey(Process process) {
        return process.config()
                .written()
                .last("tls-crypt-v2")
                .filter(option -> process.material(option)
                        .filter(text -> !isFitting(process, text))
                        .isPresent())
                .map(option -> refusal("ERROR: failed to read tls-crypt-v2 key", option));
    }

    private static boolean isFitting(Process process, KeyText text) {
        return process.config().role().tls().value() == Tls.SERVER
                ? TlsCryptV2.isServerKey(text)
                : TlsCryptV2.isClientKey(text);
    }
}
