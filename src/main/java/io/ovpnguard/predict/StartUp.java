package io.ovpnguard.predict;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether a process starts: the checks that OpenVPN makes before the first packet, in its order.
 *
 * @param refusal why it does not start; empty if it does
 * @param material what it would not start for among its key material, in the order in which it is met: all of it, though a
 *     process stops at the first
 * @param knowsOptions whether it knows all its options and takes them where they stand
 * @param tellsOptions whether it comes so far that it tells its options strings
 * @param makesKeys whether it comes so far that one with a static key tells its cipher
 */
record StartUp(
        Optional<Refusal> refusal,
        List<Refusal> material,
        boolean knowsOptions,
        boolean tellsOptions,
        boolean makesKeys) {

    private static final List<Function<Process, Optional<Refusal>>> BEFORE_FILES = List.of(
            ValueCheck::refusal,
            MacroCheck::refusal,
            CipherListCheck::refusal,
            CombinationCheck::refusal,
            FileCheck::refusal,
            TlsSettings::refusalOfVersion);

    /** More than a big server has kinds of clients; of a server that tells its clients apart, more are checked anew. */
    private static final int MOST = 4_096;

    private static final StartUp UNHINDERED = new StartUp(Optional.empty(), List.of(), true, true, true);

    /** Those that nothing keeps from starting, so that the same texts, met again, are not checked again. */
    private static final Cache<Identity, StartUp> KNOWN =
            Caffeine.newBuilder().maximumSize(MOST).build();

    StartUp {
        Objects.requireNonNull(refusal);
        material = List.copyOf(material);
    }

    /** {@return how a process starts} */
    static StartUp of(Process process) {
        var identity = process.identity();
        if (identity.map(KNOWN::getIfPresent).isPresent()) {
            return UNHINDERED;
        }
        var startUp = process.version().isConnect() ? ofConnect(process) : ofOpenVpn(process);
        if (startUp.equals(UNHINDERED)) {
            identity.ifPresent(each -> KNOWN.put(each, UNHINDERED));
        }
        return startUp;
    }

    /** {@return why a process that knows all its options does not start; empty if it does, or does not know them} */
    Optional<Refusal> refusalOfKnown() {
        return knowsOptions ? refusal : Optional.empty();
    }

    private static StartUp ofConnect(Process process) {
        var refusal = ConnectStart.refusal(process);
        return new StartUp(
                refusal, List.of(), ConnectStart.ofNames(process).isEmpty(), refusal.isEmpty(), refusal.isEmpty());
    }

    private static StartUp ofOpenVpn(Process process) {
        var ofNames = NameCheck.refusal(process);
        var ofFiles = ofFiles(process);
        var beforeKeys = ofNames.or(() -> beforeFiles(process))
                .or(() -> ofFiles.stream().findFirst())
                .or(() -> SystemCheck.earlyRefusal(process));
        var beforeStrings = beforeKeys.or(() -> SystemCheck.refusal(process));
        return new StartUp(
                beforeStrings.or(() -> SystemCheck.lateRefusal(process)),
                ofFiles.stream()
                        .filter(refusal -> refusal.material().isPresent())
                        .toList(),
                ofNames.isEmpty(),
                beforeStrings.isEmpty(),
                beforeKeys.isEmpty());
    }

    /** {@code do_init_crypto_tls_c1} of init.c; with a static key, {@code do_init_crypto_static}. */
    private static List<Refusal> ofFiles(Process process) {
        return Stream.of(
                        KeyFileCheck.readAhead(process),
                        MaterialCheck.refusals(process),
                        CryptoCheck.refusal(process).stream().toList(),
                        KeyFileCheck.refusals(process))
                .flatMap(List::stream)
                .toList();
    }

    private static Optional<Refusal> beforeFiles(Process process) {
        for (var check : BEFORE_FILES) {
            var refusal = check.apply(process);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }
}
