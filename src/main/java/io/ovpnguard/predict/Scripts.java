package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ShellScript;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the scripts of a process decide, where that can be known without running them. */
final class Scripts {

    /** Programs of every system that do nothing but say yes or no. */
    private static final Map<String, Integer> OF_SYSTEM =
            Map.of("/bin/true", 0, "/usr/bin/true", 0, "/bin/false", 1, "/usr/bin/false", 1);

    private Scripts() {}

    /**
     * {@return whether a script lets things go on; also where that is unknown}
     *
     * @param unknown where a script that must be run is added
     */
    static boolean passes(Process side, String option, List<String> unknown) {
        var command = side.config().written().value(option);
        if (command.isEmpty()) {
            return true;
        }
        if (!isAllowed(side)) {
            return false;
        }
        var status = status(side, command.get().value());
        if (status.isEmpty()) {
            unknown.add(
                    "what the script of `" + option + "` of " + side.profile().name() + " says");
        }
        return status.orElse(0) == 0;
    }

    /** {@return how a process calls it that a script did not pass ({@code system_error_message} of misc.c)} */
    static String failure(Process side, String option) {
        if (!isAllowed(side)) {
            return side.version().isAtLeast(Version.V2_4)
                    ? "disallowed by script-security setting"
                    : "external program fork failed";
        }
        var status = side.config().written().value(option).flatMap(command -> status(side, command.value()));
        return "external program exited with error status: " + status.orElse(1);
    }

    /** {@code script-security} 1 allows no scripts. */
    static boolean isAllowed(Process side) {
        return security(side.config()) > 1;
    }

    /** {@return whether a process puts passwords into the environment of its scripts} */
    static boolean mayTellPasswords(Process side) {
        return security(side.config()) > 2;
    }

    /** {@return whether a process may not even run the tools that set up its device, which it needs up to 2.4} */
    static boolean lacksTools(EffectiveConfig config) {
        return config.version().isBefore(Version.V2_5)
                && security(config) < 1
                && !config.written().has("ifconfig-noexec");
    }

    private static int security(EffectiveConfig config) {
        return config.written().number("script-security").map(Setting::value).orElse(1);
    }

    /** {@return what a command says, where that is known} */
    private static Optional<Integer> status(Process side, String command) {
        return text(side, command)
                .flatMap(ShellScript::exitStatus)
                .or(() -> Optional.ofNullable(OF_SYSTEM.get(program(command))));
    }

    private static String program(String command) {
        var space = command.indexOf(' ');
        return space < 0 ? command : command.substring(0, space);
    }

    /** {@return the script that a command runs, if it was given} */
    static Optional<Source> text(Process side, String command) {
        var path = program(command);
        var plain = path.startsWith("./") ? path.substring(2) : path;
        return side.profile().files().find(plain).flatMap(FileEntry::content);
    }

    /** {@return whether a version reads the CRL anew for each client, as the user that it has become by then} */
    static boolean readsCrlLate(Version version) {
        return version.isBefore(Version.V2_4);
    }
}
