package io.ovpnguard.predict;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a process starts: the checks that OpenVPN makes before the first packet, in its order. */
final class StartUp {

    private static final List<Function<Process, Optional<Refusal>>> CHECKS = List.of(
            NameCheck::refusal,
            ValueCheck::refusal,
            MacroCheck::refusal,
            CipherListCheck::refusal,
            CombinationCheck::refusal,
            FileCheck::refusal,
            CryptoCheck::refusal,
            KeyFileCheck::refusal,
            MaterialCheck::refusal,
            SystemCheck::earlyRefusal);

    private StartUp() {}

    /** {@return why a process that knows all its options does not start; empty if it does, or does not know them} */
    static Optional<Refusal> refusalOfKnown(Process process) {
        var unknown = process.version().isConnect() ? ConnectStart.ofNames(process) : NameCheck.refusal(process);
        return unknown.isPresent() ? Optional.empty() : refusal(process);
    }

    /** {@return why the process does not start; empty if it does} */
    static Optional<Refusal> refusal(Process process) {
        return early(process)
                .or(() -> process.version().isConnect() ? Optional.empty() : SystemCheck.lateRefusal(process));
    }

    /** {@return whether the process comes so far that it tells its options strings} */
    static boolean tellsOptions(Process process) {
        return early(process).isEmpty();
    }

    /** {@return whether the process comes so far that one with a static key tells its cipher} */
    static boolean makesKeys(Process process) {
        return beforeKeys(process).isEmpty();
    }

    private static Optional<Refusal> early(Process process) {
        return process.version().isConnect()
                ? ConnectStart.refusal(process)
                : beforeKeys(process).or(() -> SystemCheck.refusal(process));
    }

    private static Optional<Refusal> beforeKeys(Process process) {
        for (var check : CHECKS) {
            var refusal = check.apply(process);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
