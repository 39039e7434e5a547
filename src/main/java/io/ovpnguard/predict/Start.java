package io.ovpnguard.predict;

import io.ovpnguard.effective.Numbers;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one process does without its peer.
 *
 * @param refusal why it does not start
 * @param local the options string with which it tells of itself; empty where it would log none
 * @param expected the options string that it expects of a peer
 */
public record Start(Process process, Optional<Refusal> refusal, Optional<String> local, Optional<String> expected) {

    private static final int OCC_VERBOSITY = 4;
    private static final int OCC_VERBOSITY_SINCE_2_6 = 7;

    public Start {
        Objects.requireNonNull(process);
        Objects.requireNonNull(refusal);
        Objects.requireNonNull(local);
        Objects.requireNonNull(expected);
    }

    /** {@return what a process does as it starts, and a server as some client comes} */
    public static Start of(Process process) {
        var startUp = process.startUp();
        var isLogged = startUp.tellsOptions() && isVerbose(process);
        return new Start(
                process,
                startUp.refusal(),
                isLogged ? Optional.of(OptionsString.local(process)) : Optional.empty(),
                isLogged && !process.version().isConnect()
                        ? Optional.of(OptionsString.expected(process))
                        : Optional.empty());
    }

    /** {@return what it logs of what is wrong with it} */
    public List<String> lines() {
        return Stream.concat(
                        ExposedFile.lines(process).stream(),
                        refusal.stream().flatMap(Refusal::all).map(Refusal::line))
                .toList();
    }

    /** {@return whether a process logs options strings; where the config says nothing, it is run so that it does} */
    static boolean isVerbose(Process process) {
        var needed = process.version().isBefore(Version.V2_6) ? OCC_VERBOSITY : OCC_VERBOSITY_SINCE_2_6;
        return process.config()
                .written()
                .value("verb")
                .map(text -> Numbers.atoi(text.value()) >= needed)
                .orElse(true);
    }
}
