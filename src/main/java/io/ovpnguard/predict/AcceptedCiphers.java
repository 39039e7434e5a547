package io.ovpnguard.predict;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ciphers that a process lets protect its data channel, whoever its peer is.
 *
 * @param negotiated what it negotiates, best first; empty if it does not negotiate
 * @param alone what it takes without negotiation, if it does
 */
public record AcceptedCiphers(Setting<List<String>> negotiated, Optional<Setting<String>> alone) {

    public AcceptedCiphers {
        Objects.requireNonNull(negotiated);
        Objects.requireNonNull(alone);
    }

    /** {@return what a process accepts} */
    public static AcceptedCiphers of(Process process) {
        var config = process.config();
        var settings = config.ciphers();
        var negotiates = settings.negotiates().value() && !config.role().isStaticKey();
        // A 2.4 goes on with its own cipher where the other side does not negotiate, which nobody means by default.
        var isOwnOf24 =
                config.version().equals(Version.V2_4) && settings.cipher().isStated();
        var isTakenAlone = !negotiates || settings.fallback().value() || isOwnOf24;
        var offered = negotiates ? CipherOffer.of(process) : List.<String>of();
        return new AcceptedCiphers(
                new Setting<>(offered, settings.offered().origin()),
                isTakenAlone ? Optional.of(settings.cipher()) : Optional.empty());
    }

    /** {@return what it negotiates beside what it takes without, which may have been added to it} */
    public List<String> besidesAlone() {
        return negotiated.value().stream()
                .filter(name -> alone.filter(
                                own -> own.isStated() && own.value().equals(name))
                        .isEmpty())
                .toList();
    }

    /** {@return whether somebody wrote that it takes a cipher} */
    public boolean isStated(String cipher) {
        return negotiated.isStated() && negotiated.value().contains(cipher)
                || alone.filter(own -> own.isStated() && own.value().equals(cipher))
                        .isPresent();
    }
}
