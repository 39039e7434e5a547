package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that are not there ({@code options_postprocess_filechecks} of options.c, which tells all of them; 2.2 finds out when it
 * opens them).
 */
final class FileCheck {

    private static final String CHAIN = "extra-certs";

    /** Options whose first argument names what must exist, in the order in which it is looked for. */
    private static final List<String> FILES_AND_DIRECTORIES = Stream.concat(
                    FileOptions.FILES.stream()
                            .flatMap(name -> name.equals("ca") ? Stream.of(name, "capath") : Stream.of(name)),
                    Stream.of("chroot", "client-config-dir"))
            .toList();

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
                .or(this::missingScript)
                .or(this::missingAhead)
                .or(this::missing)
                .or(this::missingChain);
    }

    private Optional<Refusal> missing() {
        var all = Stream.concat(
                        FILES_AND_DIRECTORIES.stream()
                                .flatMap(name -> config.written().last(name).stream())
                                .filter(directive -> isMissing(directive) && !isIgnored(directive))
                                .map(this::missing),
                        missingTemporaryDirectory().stream())
                .toList();
        return process.version().isBefore(Version.V2_3) ? all.stream().findFirst() : Refusal.together(all);
    }

    /** Keys that are read while the options still are. */
    private Optional<Refusal> missingAhead() {
        return FileOptions.FILES.stream()
                .flatMap(name -> config.written().last(name).stream())
                .filter(directive -> process.readsAhead(directive) && isMissing(directive))
                .findFirst()
                .map(directive -> Refusal.of(
                        "Cannot pre-load keyfile (" + directive.value(0).orElse("") + ")", directive.span()));
    }

    /** From 2.5 on it is looked for when it is loaded. */
    private Optional<Refusal> missingChain() {
        return config.written()
                .last(CHAIN)
                .filter(this::isMissing)
                .map(directive -> Refusal.of(
                        "Cannot load extra-certs file: " + directive.value(0).orElse(""), directive.span()));
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
        var isHere = name.equals(".") || name.equals("./");
        return !isHere && (isFile || !FileOptions.isWord(name)) && !exists(place);
    }

    private boolean exists(String name) {
        var plain = name.startsWith("./") ? name.substring(2) : name;
        var directory = plain.endsWith("/") ? plain : plain + "/";
        return process.profile().files().find(plain).isPresent()
                || process.profile().files().entries().keySet().stream().anyMatch(file -> file.startsWith(directory));
    }

    private Refusal missing(Directive directive) {
        var name = directive.arguments().getFirst().value();
        var isFile = FileOptions.FILES.contains(directive.name());
        if (isFile && process.version().isBefore(Version.V2_3)) {
            return Refusal.of(
                    "Cannot open file key file '" + name + "': No such file or directory (errno=2)", directive.span());
        }
        var word = directive.is("chroot") ? "--chroot directory" : "--" + directive.name();
        var place = LATE.contains(directive.name()) ? inJail(name) : name;
        return Refusal.options(word + " fails with '" + place + "'" + notThere(), directive.span());
    }

    /** {@return how it is called in a new root} */
    private String inJail(String name) {
        return config.written()
                .value("chroot")
                .map(root -> root.value() + "/" + name)
                .orElse(name);
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
                        "Temporary directory (--tmp-dir) fails with '" + inJail(name) + "'" + notThere(),
                        named.or(() -> written.last("chroot")).orElseThrow().span()));
    }

    /**
     * What is tried as it is read: {@code cd}, and scripts beside the config ({@code set_user_script}). What a system has
     * elsewhere is not seen; 2.2 looks for scripts when it runs them.
     */
    private Optional<Refusal> missingScript() {
        return process.profile()
                .config()
                .ownDirectives()
                .flatMap(directive -> directive.is("cd") ? unreachable(directive) : missingScript(directive))
                .findFirst();
    }

    private Stream<Refusal> unreachable(Directive directive) {
        return isMissing(directive)
                ? Stream.of(Refusal.of(
                        "cd to '" + directive.value(0).orElse("") + "' failed: No such file or directory (errno=2)",
                        directive.span()))
                : Stream.empty();
    }

    private Stream<Refusal> missingScript(Directive directive) {
        var program = program(directive.value(0).orElse(""));
        var isMissing = SCRIPTS.contains(directive.name())
                && process.version().isAtLeast(Version.V2_3)
                && !program.isEmpty()
                && !program.startsWith("/")
                && !exists(program);
        return isMissing
                ? Stream.of(Refusal.options(
                        "--" + directive.name() + " script fails with '" + program + "'" + notThere(),
                        directive.span()))
                : Stream.empty();
    }

    private static String program(String command) {
        return command.strip().split("\\s+")[0];
    }

    /** 2.2 does not look at these before a client comes. */
    private boolean isIgnored(Directive directive) {
        return directive.is(CHAIN) && process.version().isAtLeast(Version.V2_5)
                || (directive.is("client-config-dir") || directive.is("crl-verify"))
                        && process.version().isBefore(Version.V2_3);
    }
}
