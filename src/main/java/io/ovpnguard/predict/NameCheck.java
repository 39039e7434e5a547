package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import io.ovpnguard.syntax.ReadOption;
import java.util.Optional;

/** The first line or option that OpenVPN refuses by its form, name, place or number of arguments, and what it logs. */
final class NameCheck {

    private static final String IN_BLOCK = "[CONNECTION-OPTIONS]";

    private NameCheck() {}

    static Optional<Refusal> refusal(Process process) {
        var config = process.profile().config();
        var lexer = config.problems(process.version()).stream()
                .filter(Problem::fatal)
                .findFirst()
                .map(problem -> Refusal.of("Options error: " + problem.message(), problem.span()));
        return lexer.or(() -> process.options(process.builds()).stream()
                .filter(ReadOption::isRefused)
                .findFirst()
                .map(option -> refusal(option, place(option, config), process.version())));
    }

    /** OpenVPN reads a block as a text of its own, and counts its lines anew. */
    private static String place(ReadOption option, ConfigFile config) {
        var directive = option.directive();
        var line = directive.nameSpan().from().line();
        return config.all("connection")
                .filter(block -> block.nested().contains(directive))
                .findFirst()
                .map(block -> IN_BLOCK + ":" + (line - block.span().from().line()))
                .orElse(directive.nameSpan().source().name() + ":" + line);
    }

    private static Refusal refusal(ReadOption option, String place, Version version) {
        var name = option.directive().name();
        var span = option.directive().span();
        return switch (option.verdict()) {
            case MISCOUNTED ->
                isHalfVerifier(option.directive())
                        ? Refusal.options(
                                "--auth-user-pass-verify requires a second parameter ('via-env' or 'via-file')", span)
                        : unrecognized(option.directive(), place, version);
            case UNKNOWN -> unrecognized(option.directive(), place, version);
            case MISPLACED ->
                Refusal.options(
                        "option '" + name + "' cannot be used in this context ("
                                + place.substring(0, place.lastIndexOf(':')) + ")",
                        span);
            case NOT_INLINE ->
                Refusal.options("option '" + name + "' is not expected to be inline (" + place + ")", span);
            case REMOVED ->
                name.equals("client-cert-not-required")
                        ? Refusal.of(
                                "REMOVED OPTION: --client-cert-not-required, use '--verify-client-cert none' instead",
                                span)
                        : Refusal.options(removed(name), span);
            case TAKEN, SKIPPED -> throw new IllegalArgumentException(name + " is not refused");
        };
    }

    /** {@return the refusal of an option that a version does not know in this form} */
    static Refusal unrecognized(Directive directive, Version version) {
        var name = directive.nameSpan();
        return unrecognized(directive, name.source().name() + ":" + name.from().line(), version);
    }

    private static Refusal unrecognized(Directive directive, String place, Version version) {
        var extra = version.isAtLeast(Version.V2_4) ? "missing or extra parameter(s)" : "missing parameter(s)";
        return Refusal.options(
                "Unrecognized option or " + extra + " in " + place + ": " + directive.name() + " ("
                        + LogWords.release(version) + ")",
                directive.span());
    }

    private static boolean isHalfVerifier(Directive directive) {
        return directive.is("auth-user-pass-verify") && directive.arguments().size() == 1;
    }

    private static String removed(String name) {
        return switch (name) {
            case "no-replay" -> "--no-replay was removed in OpenVPN 2.7. Update your configuration.";
            case "mtu-dynamic" -> "--mtu-dynamic has been replaced by --fragment";
            default -> "--" + name + " was removed in OpenVPN 2.5.  Update your configuration.";
        };
    }
}
