package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Status;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Process;
import io.ovpnguard.syntax.Directive;
import java.util.Objects;
import java.util.stream.Stream;

/** A profile, looked at as the process of one of the versions that it may run. */
public record ProfileInVersion(Process process) {

    public ProfileInVersion {
        Objects.requireNonNull(process);
    }

    /** {@return the profile at a version, with the TLS library that it usually came with} */
    public static ProfileInVersion of(Profile profile, Version version) {
        return new ProfileInVersion(Process.of(profile, version));
    }

    public Profile profile() {
        return process.profile();
    }

    public Version version() {
        return process.version();
    }

    /** {@return the directives of the config and of its connection blocks; what is pushed is not among them} */
    public Stream<Directive> directives() {
        return profile().config().ownDirectives();
    }

    /** {@return the directives at which this version exits, because it does not know the name or knows it as removed} */
    public Stream<Directive> refusedDirectives() {
        return profile().config().refusedBy(version());
    }

    /** {@return whether an older version took an option that this one refuses} */
    public boolean isGone(Directive directive) {
        return OptionTable.get()
                .find(directive.name())
                .filter(row -> row.status(version()) == Status.REMOVED
                        || row.versions().getLast().isBefore(version()))
                .isPresent();
    }

    /** {@return what happens when this process refuses to start} */
    public Consequence refusal() {
        return profile().role() == Role.SERVER ? Consequence.SERVER_START : Consequence.CLIENT_START;
    }

    /** {@return how bad a refusal to start is: at a version that was only assumed it warns} */
    public Severity severityOfRefusal() {
        return profile().versions().stated() ? Severity.ERROR : Severity.WARNING;
    }
}
