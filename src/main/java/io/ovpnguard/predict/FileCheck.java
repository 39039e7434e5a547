package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;

/** Files that are not there ({@code options_postprocess_filechecks} of options.c; 2.2 finds out when it opens them). */
final class FileCheck {

    /** Options whose first argument names a directory that must exist. */
    private static final List<String> DIRECTORIES = List.of("chroot", "client-config-dir", "capath", "cd");

    private final Process process;
    private final EffectiveConfig config;

    private FileCheck(Process process) {
        this.process = process;
        this.config = process.config();
    }

    static Optional<Refusal> refusal(Process process) {
        return new FileCheck(process).refusal();
    }

    private Optional<Refusal> refusal() {
        if (!process.profile().files().complete()) {
            return Optional.empty();
        }
        return FileOptions.FILES.stream()
                .flatMap(name -> config.written().last(name).stream())
                .filter(this::isMissing)
                .findFirst()
                .map(this::missing)
                .or(this::missingDirectory);
    }

    private boolean isMissing(Directive directive) {
        if (directive.inline().isPresent() || directive.arguments().isEmpty()) {
            return false;
        }
        var name = directive.arguments().getFirst().value();
        return !FileOptions.isWord(name) && !exists(name);
    }

    private boolean exists(String name) {
        var plain = name.startsWith("./") ? name.substring(2) : name;
        var directory = plain.endsWith("/") ? plain : plain + "/";
        return process.profile().files().find(plain).isPresent()
                || process.profile().files().entries().keySet().stream().anyMatch(file -> file.startsWith(directory));
    }

    private Refusal missing(Directive directive) {
        var name = directive.arguments().getFirst().value();
        var line = switch (process.version().minor()) {
            case 2 -> "Cannot open file key file '" + name + "': No such file or directory (errno=2)";
            case 3 -> "Options error: --" + directive.name() + " fails with '" + name + "': No such file or directory";
            default ->
                preloaded(directive)
                        ? "Cannot pre-load keyfile (" + name + ")"
                        : "Options error: --" + directive.name() + " fails with '" + name
                                + "': No such file or directory (errno=2)";
        };
        return Refusal.of(line, directive.span());
    }

    /** 2.7 always reads these keys at once. */
    private boolean preloaded(Directive directive) {
        return process.version().isAtLeast(Version.V2_7)
                && (directive.is("tls-auth") || directive.is("tls-crypt") || directive.is("tls-crypt-v2"));
    }

    private Optional<Refusal> missingDirectory() {
        return DIRECTORIES.stream()
                .flatMap(name -> config.written().last(name).stream())
                .filter(this::isMissing)
                .filter(directive -> !isIgnored(directive))
                .findFirst()
                .map(directive -> {
                    var name = directive.arguments().getFirst().value();
                    var word = directive.is("chroot") ? "--chroot directory" : "--" + directive.name();
                    return Refusal.options(
                            word + " fails with '" + name + "': No such file or directory"
                                    + (process.version().isAtLeast(Version.V2_4) ? " (errno=2)" : ""),
                            directive.span());
                });
    }

    /** 2.2 does not look at the directory before a client comes. */
    private boolean isIgnored(Directive directive) {
        return directive.is("client-config-dir") && process.version().isBefore(Version.V2_3);
    }
}
