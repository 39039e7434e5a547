package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.StaticKey;
import io.ovpnguard.pki.TlsCryptV2;
import io.ovpnguard.predict.MaterialFault.Kind;
import java.util.List;
import java.util.Optional;

/** Files that hold no key of the kind that an option needs ({@code read_key_file} of crypto.c). */
final class KeyFileCheck {

    private static final List<String> STATIC_KEYS = List.of("tls-auth", "tls-crypt", "secret");

    private KeyFileCheck() {}

    static Optional<Refusal> refusal(Process process) {
        return STATIC_KEYS.stream()
                .flatMap(option -> staticKey(process, option).stream())
                .findFirst()
                .or(() -> wrappedKey(process));
    }

    private static Optional<Refusal> staticKey(Process process, String option) {
        var text = process.material(option);
        return text.isPresent() && StaticKey.parse(text.get()).isEmpty()
                ? refused(process, option, "Insufficient key material or header text not found in file")
                : Optional.empty();
    }

    private static Optional<Refusal> wrappedKey(Process process) {
        return process.material("tls-crypt-v2")
                .filter(text -> !isFitting(process, text))
                .flatMap(_ -> refused(process, "tls-crypt-v2", "ERROR: failed to read tls-crypt-v2 key"));
    }

    private static boolean isFitting(Process process, KeyText text) {
        return process.config().role().tls().value() == Tls.SERVER
                ? TlsCryptV2.isServerKey(text)
                : TlsCryptV2.isClientKey(text);
    }

    private static Optional<Refusal> refused(Process process, String option, String line) {
        return process.config()
                .written()
                .last(option)
                .map(directive -> Refusal.of(line, directive.span(), new MaterialFault(option, Kind.UNREADABLE)));
    }
}
