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

    /** What is opened only after the process has changed its root. */
    private static final List<String> LATE = List.of("client-config-dir", "capath", "crl-verify");

    private static final String TMP = "/tmp";

    /** Directories that every Linux system has. */
    private static final List<String> OF_SYSTEM = List.of(TMP, "/var/tmp", "/run", "/dev/shm");

    /** Options whose first argument names a program, with arguments of its own ({@code check_cmd_access}). */
    private static final List<String> SCRIPTS = List.of(
            "auth-user-pass-verify",
            "client-connect",
            "client-disconnect",
            "tls-verify",
            "up",
            "down",
            "ipchange",
            "route-up",
            "learn-address");

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
        return missingConfig()
                .or(() -> FileOptions.FILES.stream()
                        .flatMap(name -> config.written().last(name).stream())
                        .filter(directive -> this.isMissing(directive) && !isIgnored(directive))
                        .findFirst()
                        .map(this::missing))
                .or(this::missingDirectory)
                .or(this::missingTemporaryDirectory)
                .or(this::missingScript);
    }

    /** {@code read_config_file} of options.c. */
    private Optional<Refusal> missingConfig() {
        return config.written().all("config").stream()
                .filter(this::isMissing)
                .findFirst()
                .map(directive -> Refusal.options(
                        "In " + directive.nameSpan().source().name() + ":"
                                + directive.nameSpan().from().line() + ": Error opening configuration file: "
                                + directive.value(0).orElse(""),
                        directive.span()));
    }

    private boolean isMissing(Directive directive) {
        if (directive.inline().isPresent() || directive.arguments().isEmpty()) {
            return false;
        }
        var name = directive.arguments().getFirst().value();
        // Before 2.4 there is no `dh none`.
        var isFile = name.equals("none") && process.version().isBefore(Version.V2_4);
        var place = LATE.contains(directive.name()) ? Jail.inside(config.written(), name) : name;
        return (isFile || !FileOptions.isWord(name)) && !exists(place);
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
                    return Refusal.options(word + " fails with '" + name + "'" + notThere(), directive.span());
                });
    }

    private String notThere() {
        return ": No such file or directory" + (process.version().isAtLeast(Version.V2_4) ? " (errno=2)" : "");
    }

    /** Inside a new root even the usual directory must have been made. */
    private Optional<Refusal> missingTemporaryDirectory() {
        var written = config.written();
        var named = written.last("tmp-dir");
        if (process.version().isBefore(Version.V2_3) || named.isEmpty() && !Jail.is(written)) {
            return Optional.empty();
        }
        var name = named.flatMap(directive -> directive.value(0)).orElse(TMP);
        var isOfSystem = !Jail.is(written) && OF_SYSTEM.contains(name);
        return isOfSystem || exists(Jail.inside(written, name))
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "Temporary directory (--tmp-dir) fails with '" + Jail.inside(written, name) + "'" + notThere(),
                        named.or(() -> written.last("chroot")).orElseThrow().span()));
    }

    /** Scripts beside the config; what a system has elsewhere is not seen. 2.2 looks when it runs them. */
    private Optional<Refusal> missingScript() {
        if (process.version().isBefore(Version.V2_3)) {
            return Optional.empty();
        }
        return SCRIPTS.stream()
                .flatMap(name -> config.written().last(name).stream())
                .filter(directive -> isMissingScript(directive.value(0).orElse("")))
                .findFirst()
                .map(directive -> Refusal.options(
                        "--" + directive.name() + " script fails with '"
                                + program(directive.value(0).orElse("")) + "'" + notThere(),
                        directive.span()));
    }

    private boolean isMissingScript(String command) {
        var program = program(command);
        return !program.isEmpty() && !program.startsWith("/") && !exists(program);
    }

    private static String program(String command) {
        return command.strip().split("\\s+")[0];
    }

    /** 2.2 does not look at these before a client comes. */
    private boolean isIgnored(Directive directive) {
        return (directive.is("client-config-dir") || directive.is("crl-verify"))
                && process.version().isBefore(Version.V2_3);
    }
}
