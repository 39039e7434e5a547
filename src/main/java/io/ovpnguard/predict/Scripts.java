package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ShellScript;
import java.util.List;
import java.util.Optional;

/** What the scripts of a process decide, where that can be known without running them. */
final class Scripts {

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
        var status = file(side, command.get().value()).flatMap(ShellScript::exitStatus);
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
        var status = side.config()
                .written()
                .value(option)
                .flatMap(command -> file(side, command.value()))
                .flatMap(ShellScript::exitStatus);
        return "external program exited with error status: " + status.orElse(1);
    }

    /** {@code script-security} 1 allows no scripts. */
    static boolean isAllowed(Process side) {
        return side.config()
                        .written()
                        .number("script-security")
                        .map(Setting::value)
                        .orElse(1)
                > 1;
    }

    private static Optional<Source> file(Process side, String command) {
        var space = command.indexOf(' ');
        var path = space < 0 ? command : command.substring(0, space);
        var plain = path.startsWith("./") ? path.substring(2) : path;
        return side.profile().files().find(plain).flatMap(FileEntry::content);
    }

    /** {@return whether a version reads the CRL anew for each client, as the user that it has become by then} */
    static boolean readsCrlLate(Version version) {
        return version.isBefore(Version.V2_4);
    }
}
