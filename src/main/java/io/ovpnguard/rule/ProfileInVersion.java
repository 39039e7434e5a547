package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.Build;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.MaterialFault;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Refusal;
import io.ovpnguard.predict.Side;
import io.ovpnguard.syntax.OptionReader;
import io.ovpnguard.syntax.ReadOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A profile, looked at as the process of one of the versions that it may run.
 *
 * @param at the time of judgement
 */
public record ProfileInVersion(Process process, Instant at) {

    private static final Set<Build> PLAIN = Set.of(Build.ANY);

    public ProfileInVersion {
        Objects.requireNonNull(process);
        Objects.requireNonNull(at);
    }

    /** {@return the same profile at another version, with the TLS library that it usually came with} */
    public ProfileInVersion at(Version version) {
        return new ProfileInVersion(Process.of(profile(), version), at);
    }

    public Profile profile() {
        return process.profile();
    }

    public Version version() {
        return process.version();
    }

    /**
     * {@return what this version makes of each option, when nothing special was built into it: those of the config and of
     * its connection blocks, then those of the clients' files that were given; none for a client made from the OpenVPN 3
     * core, which reads by rules of its own}
     */
    public List<ReadOption> options() {
        if (version().isConnect()) {
            return List.of();
        }
        var ofFiles = process.clientFiles().stream()
                .flatMap(file -> OptionReader.read(file.directives(), Place.CCD, version(), PLAIN).stream());
        return Stream.concat(process.options(PLAIN).stream(), ofFiles).toList();
    }

    /** {@return whether an older version took an option that this one does not know} */
    public boolean isGone(ReadOption option) {
        return switch (option.verdict()) {
            case REMOVED -> true;
            case UNKNOWN ->
                OptionTable.get()
                        .find(option.directive().name())
                        .filter(row -> row.versions().getLast().isBefore(version()))
                        .isPresent();
            case TAKEN, SKIPPED, MISCOUNTED, MISPLACED, NOT_INLINE -> false;
        };
    }

    /** {@return what comes of an option that this version refuses: of a client's file, the server ignores the line} */
    public Consequence refusal(ReadOption option) {
        return option.place() == Place.CCD ? Consequence.WORKS_WITH_WARNING : refusal();
    }

    /** {@return how bad it is that this version refuses an option} */
    public Severity severityOfRefusal(ReadOption option) {
        return option.place() == Place.CCD ? Severity.WARNING : severityOfRefusal();
    }

    /** {@return what this process does at an option that it refuses, in words} */
    public String reaction(ReadOption option) {
        return option.place() == Place.CCD ? "the server ignores the line" : "OpenVPN exits";
    }

    /** {@return what happens when this process refuses to start} */
    public Consequence refusal() {
        return side() == Side.SERVER ? Consequence.SERVER_START : Consequence.CLIENT_START;
    }

    /** {@return how bad a refusal to start is: at a version that was only assumed it warns} */
    public Severity severityOfRefusal() {
        return profile().versions().stated() ? Severity.ERROR : Severity.WARNING;
    }

    /** {@return all key material with which it does not start, in the order in which it is met} */
    public List<RefusedMaterial> refusedMaterial() {
        var first = Predictor.refusal(process);
        return Predictor.refusalsOfMaterial(process).stream()
                .flatMap(refusal -> refusal.material().stream()
                        .map(fault -> new RefusedMaterial(
                                this,
                                refusal,
                                fault,
                                first.filter(refusal::equals).isPresent())))
                .toList();
    }

    /** {@return how bad it is not to start for key material: an error, too, where no version that was assumed starts with it} */
    public Severity severityOf(MaterialFault fault) {
        var isCertain = Process.candidates(profile()).stream()
                .allMatch(candidate -> Predictor.refusalsOfMaterial(candidate).stream()
                        .anyMatch(refusal -> refusal.material().equals(Optional.of(fault))));
        return isCertain ? Severity.ERROR : severityOfRefusal();
    }

    /** {@return how long before its end a certificate is told of} */
    public Advance ofCertificates() {
        return new Advance(at, profile().demands().certificateDays());
    }

    /** {@return how long before its end a revocation list is told of} */
    public Advance ofRevocationLists() {
        return new Advance(at, profile().demands().crlDays());
    }

    /** {@return the side on which it stands} */
    public Side side() {
        return profile().listens() ? Side.SERVER : Side.CLIENT;
    }

    /** {@return what it logs as it does not start for key material, on its side; nothing of a line that may hold a secret} */
    public LogLines logs(Refusal refusal) {
        var isShown = refusal.material()
                .flatMap(fault -> process.config().written().last(fault.option()))
                .filter(Shown::isShown)
                .isPresent();
        var lines = isShown ? List.of(refusal.line()) : List.<String>of();
        return side() == Side.SERVER ? new LogLines(lines, List.of()) : new LogLines(List.of(), lines);
    }
}
