package io.ovpnguard.predict;

import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Status;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.syntax.Directive;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the options as {@code add_option} of options.c does: names, places and numbers of arguments. */
final class NameCheck {

    private final Version version;
    private final Set<String> ignorable = new HashSet<>();

    private NameCheck(Version version) {
        this.version = version;
    }

    static Optional<Refusal> refusal(Process process) {
        var lexer = process.profile().config().problems().stream()
                .filter(Problem::fatal)
                .findFirst()
                .map(problem -> Refusal.of("Options error: " + problem.message(), problem.span()));
        return lexer.or(() ->
                new NameCheck(process.version()).all(process.profile().config().directives(), Place.CONFIG));
    }

    private Optional<Refusal> all(List<Directive> directives, Place place) {
        for (var directive : directives) {
            var refusal = one(directive, place);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> one(Directive directive, Place place) {
        if (isConditional(directive)) {
            var carried = directive.nested().getFirst();
            return status(carried) == Status.UNKNOWN ? Optional.empty() : one(carried, place);
        }
        if (directive.is("ignore-unknown-option")) {
            directive.arguments().forEach(argument -> ignorable.add(withoutDashes(argument.value())));
        }
        var status = status(directive);
        if (status == Status.REMOVED) {
            return Optional.of(Refusal.of(removed(directive), directive.span()));
        }
        if (place == Place.CONFIG && isOfClientFile(directive)) {
            return Optional.of(misplaced(directive));
        }
        if (status == Status.UNKNOWN || !isWellFormed(directive, place)) {
            return ignorable.contains(directive.name()) ? Optional.empty() : Optional.of(unrecognized(directive));
        }
        return directive.is("connection") && directive.inline().isPresent() ? block(directive) : Optional.empty();
    }

    /** 2.2 has no {@code setenv opt}. */
    private boolean isConditional(Directive directive) {
        return directive.is("setenv") && !directive.nested().isEmpty() && version.isAtLeast(Version.V2_3);
    }

    private Status status(Directive directive) {
        return OptionTable.get()
                .find(directive.name())
                .map(spec -> spec.isWindowsOnly() ? Status.UNKNOWN : spec.status(version))
                .orElse(Status.UNKNOWN);
    }

    /** Options that a server takes from a client's own file only ({@code OPT_P_INSTANCE} of options.h). */
    private boolean isOfClientFile(Directive directive) {
        return OptionTable.get()
                .find(directive.name())
                .filter(spec -> spec.status(version).isAccepted())
                .filter(spec -> spec.isAllowed(Place.CCD, version) && !spec.isAllowed(Place.CONFIG, version))
                .filter(spec ->
                        spec.arguments(version).contains(directive.arguments().size()))
                .isPresent();
    }

    private static Refusal misplaced(Directive directive) {
        return Refusal.options(
                "option '" + directive.name() + "' cannot be used in this context ("
                        + directive.nameSpan().source().name() + ")",
                directive.span());
    }

    private boolean isWellFormed(Directive directive, Place place) {
        var spec = OptionTable.get().find(directive.name()).orElseThrow();
        if (directive.inline().isPresent()) {
            return spec.isAllowed(Place.INLINE, version);
        }
        // A top-level option in a block is refused by its permission, not by its name.
        var isInPlace = place == Place.CONFIG || spec.isAllowed(place, version);
        return isInPlace
                && spec.arguments(version).contains(directive.arguments().size());
    }

    private Optional<Refusal> block(Directive directive) {
        if (directive.nested().stream().noneMatch(option -> option.is("remote"))) {
            return Optional.of(Refusal.options(
                    "Each 'connection' block must contain exactly one 'remote' directive", directive.span()));
        }
        return all(directive.nested(), Place.CONNECTION);
    }

    private static String removed(Directive directive) {
        return switch (directive.name()) {
            case "client-cert-not-required" ->
                "REMOVED OPTION: --client-cert-not-required, use '--verify-client-cert none' instead";
            case "no-replay" -> "--no-replay was removed in OpenVPN 2.7. Update your configuration.";
            default -> "REMOVED OPTION: --" + directive.name();
        };
    }

    private Refusal unrecognized(Directive directive) {
        var extra = version.isAtLeast(Version.V2_4) ? "missing or extra parameter(s)" : "missing parameter(s)";
        var place = directive.nameSpan().source().name() + ":"
                + directive.nameSpan().from().line();
        return Refusal.options(
                "Unrecognized option or " + extra + " in " + place + ": " + directive.name() + " ("
                        + LogWords.release(version) + ")",
                directive.span());
    }

    private static String withoutDashes(String name) {
        return name.startsWith("--") ? name.substring(2) : name;
    }
}
