package io.ovpnguard.syntax;

import io.ovpnguard.source.Source;
import java.util.Optional;

/** A script, as far as it can be known without running it. */
public final class ShellScript {

    private ShellScript() {}

    /** {@return the exit status of a script that does nothing but end; empty for any other} */
    public static Optional<Integer> exitStatus(Source script) {
        Optional<Integer> status = Optional.empty();
        for (var line : script.text().split("\n", -1)) {
            var command = line.strip();
            if (command.isEmpty() || command.startsWith("#")) {
                continue;
            }
            if (status.isPresent()) {
                return Optional.empty();
            }
            status = statusOf(command);
            if (status.isEmpty()) {
                return status;
            }
        }
        return status;
    }

    private static Optional<Integer> statusOf(String command) {
        return switch (command) {
            case "true", ":", "exit", "exit 0" -> Optional.of(0);
            case "false" -> Optional.of(1);
            default -> {
                var number = command.startsWith("exit ") ? command.substring("exit ".length()) : "";
                var isNumber = !number.isEmpty()
                        && number.length() <= 3
                        && number.chars().allMatch(Character::isDigit);
                yield isNumber ? Optional.of(Integer.parseInt(number)) : Optional.empty();
            }
        };
    }
}
