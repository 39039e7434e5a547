package io.ovpnguard.syntax;

import io.ovpnguard.option.Build;
import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Status;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.ReadOption.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes or refuses options by name, number of arguments and place, as {@code add_option} of options.c does. */
public final class OptionReader {

    private final Version version;
    private final Set<Build> builds;
    private final Set<String> ignorable = new HashSet<>();
    private boolean isForwardCompatible;

    private OptionReader(Version version, Set<Build> builds) {
        this.version = version;
        this.builds = builds;
    }

    /**
     * {@return what a version makes of each directive, in order: first of the directive, then of those in its connection
     * block}
     *
     * @param place where the directives stand: a config, or a file of {@code client-config-dir}
     * @param builds to whom the options of special builds are known
     */
    public static List<ReadOption> read(List<Directive> directives, Place place, Version version, Set<Build> builds) {
        var read = new ArrayList<ReadOption>();
        new OptionReader(version, builds).all(directives, place, read);
        return List.copyOf(read);
    }

    private void all(List<Directive> directives, Place place, List<ReadOption> read) {
        for (var directive : directives) {
            var verdict = verdict(directive, place);
            read.add(new ReadOption(carried(directive), place, verdict));
            if (directive.is("connection") && verdict == Verdict.TAKEN) {
                // What an outer `ignore-unknown-option` or FORWARD_COMPATIBLE says does not hold in a block.
                new OptionReader(version, builds).all(directive.nested(), Place.CONNECTION, read);
            }
        }
    }

    private Verdict verdict(Directive directive, Place place) {
        var isLenient = isConditional(directive) || isForwardCompatible;
        var option = carried(directive);
        relax(option);
        var spec = OptionTable.get().find(option.name()).filter(row -> builds.contains(row.build()));
        var status = spec.map(row -> row.status(version)).orElse(Status.UNKNOWN);
        if (status == Status.UNKNOWN || !isCounted(option, spec.orElseThrow())) {
            if (isLenient || ignorable.contains(option.name())) {
                return Verdict.SKIPPED;
            }
            return status == Status.UNKNOWN ? Verdict.UNKNOWN : Verdict.MISCOUNTED;
        }
        if (!spec.get().isAllowed(place, version)) {
            return Verdict.MISPLACED;
        }
        if (option.inline().isPresent() && !isInlineTaken(spec.get())) {
            return Verdict.NOT_INLINE;
        }
        return status == Status.REMOVED ? Verdict.REMOVED : Verdict.TAKEN;
    }

    /** {@code setenv opt}, {@code ignore-unknown-option} and {@code setenv FORWARD_COMPATIBLE 1} hold from here on. */
    private void relax(Directive option) {
        if (option.is("ignore-unknown-option") && version.isAtLeast(Version.V2_3)) {
            option.arguments().forEach(argument -> ignorable.add(withoutDashes(argument.value())));
        }
        isForwardCompatible |= option.is("setenv")
                && option.value(0).filter("FORWARD_COMPATIBLE"::equals).isPresent()
                && option.value(1).filter("1"::equals).isPresent();
    }

    /** 2.2 has no {@code setenv opt}: to it, this is a variable of that name. */
    private boolean isConditional(Directive directive) {
        return directive.is("setenv") && !directive.nested().isEmpty() && version.isAtLeast(Version.V2_3);
    }

    private Directive carried(Directive directive) {
        return isConditional(directive) ? directive.carried() : directive;
    }

    /** A block counts as one argument from 2.5 on; before, as the word {@code [inline]} and the text. */
    private boolean isCounted(Directive option, OptionSpec spec) {
        if (option.inline().isEmpty()) {
            return spec.arguments(version).contains(option.arguments().size());
        }
        return spec.isAllowed(Place.INLINE, version)
                || spec.arguments(version).contains(version.isAtLeast(Version.V2_5) ? 1 : 2);
    }

    /** Before 2.5 an option that knows no blocks takes {@code [inline]} for the name of a file. */
    private boolean isInlineTaken(OptionSpec spec) {
        return version.isBefore(Version.V2_5) || spec.isAllowed(Place.INLINE, version);
    }

    private static String withoutDashes(String name) {
        return name.startsWith("--") ? name.substring(2) : name;
    }
}
