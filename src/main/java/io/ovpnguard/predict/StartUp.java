package io.ovpnguard.predict;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Whether a process starts: the checks that OpenVPN makes before the first packet, in its order.
 *
 * @param refusal why it does not start; empty if it does
 * @param knowsOptions whether it knows all its options and takes them where they stand
 * @param tellsOptions whether it comes so far that it tells its options strings
 * @param makesKeys whether it comes so far that one with a static key tells its cipher
 */
record StartUp(Optional<Refusal> refusal, boolean knowsOptions, boolean tellsOptions, boolean makesKeys) {

    private static final List<Function<Process, Optional<Refusal>>> BEFORE_KEYS = List.of(
            ValueCheck::refusal,
            MacroCheck::refusal,
            CipherListCheck::refusal,
            CombinationCheck::refusal,
            FileCheck::refusal,
            CryptoCheck::refusal,
            KeyFileCheck::refusal,
            MaterialCheck::refusal,
            SystemCheck::earlyRefusal);

    StartUp {
        Objects.requireNonNull(refusal);
    }

    /** {@return how a process starts} */
    static StartUp of(Process process) {
        return process.version().isConnect() ? ofConnect(process) : ofOpenVpn(process);
    }

    /** {@return why a process that knows all its options does not start; empty if it does, or does not know them} */
    Optional<Refusal> refusalOfKnown() {
        return knowsOptions ? refusal : Optional.empty();
    }

    private static StartUp ofConnect(Process process) {
        var refusal = ConnectStart.refusal(process);
        return new StartUp(refusal, ConnectStart.ofNames(process).isEmpty(), refusal.isEmpty(), refusal.isEmpty());
    }

    private static StartUp ofOpenVpn(Process process) {
        var ofNames = NameCheck.refusal(process);
        var beforeKeys = ofNames.or(() -> beforeKeys(process));
        var beforeStrings = beforeKeys.or(() -> SystemCheck.refusal(process));
        return new StartUp(
                beforeStrings.or(() -> SystemCheck.lateRefusal(process)),
                ofNames.isEmpty(),
                beforeStrings.isEmpty(),
                beforeKeys.isEmpty());
    }

    private static Optional<Refusal> beforeKeys(Process process) {
        for (var check : BEFORE_KEYS) {
            var refusal = check.apply(process);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
