package io.ovpnguard.pki;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell script that compares a user name and a password with words and does nothing else, so that it is known what it
 * says without running it.
 */
public final class CredentialScript {

    private static final Pattern READ = Pattern.compile("read (?:-r )?(\\w{1,40}) < \"\\$1\"");
    private static final Pattern READ_BOTH =
            Pattern.compile("\\{ read (?:-r )?(\\w{1,40}); read (?:-r )?(\\w{1,40}); } < \"\\$1\"");
    private static final Pattern LINE = Pattern.compile("(\\w{1,40})\\(\\) \\{ sed -n ([12])p \"\\$1\"; }");
    private static final Pattern TEST =
            Pattern.compile("\\[ \"\\$(?:(\\w{1,40})|\\((\\w{1,40}) \"\\$1\"\\))\" = \"?(\\w{1,80})\"? ]");

    private final String userName;
    private final String password;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, String> functions = new HashMap<>();

    private CredentialScript(String userName, String password) {
        this.userName = userName;
        this.password = password;
    }

    /**
     * {@return whether the script accepts what a file of {@code auth-user-pass} holds; empty if it does more than compare}
     *
     * @param isByFile whether the script gets a file with both; else they are in its environment
     */
    public static Optional<Boolean> accepts(KeyText script, KeyText credentials, boolean isByFile) {
        var lines = credentials.text().split("\r?\n", -1);
        var reader = new CredentialScript(lines[0], lines.length > 1 ? lines[1] : "");
        if (!isByFile) {
            reader.variables.put("username", reader.userName);
            reader.variables.put("password", reader.password);
        }
        Optional<Boolean> verdict = Optional.empty();
        for (var line : script.text().split("\n", -1)) {
            var command = line.strip();
            if (command.isEmpty() || command.startsWith("#")) {
                continue;
            }
            // What follows a comparison decides in its place.
            if (verdict.isPresent()) {
                return Optional.empty();
            }
            if (reader.remembers(command, isByFile)) {
                continue;
            }
            verdict = reader.compares(command);
            if (verdict.isEmpty()) {
                return verdict;
            }
        }
        return verdict;
    }

    /** {@code read} drops blanks at both ends, {@code sed} keeps them. */
    private boolean remembers(String command, boolean isByFile) {
        var one = READ.matcher(command);
        if (isByFile && one.matches()) {
            variables.put(one.group(1), userName.strip());
            return true;
        }
        var both = READ_BOTH.matcher(command);
        if (isByFile && both.matches()) {
            variables.put(both.group(1), userName.strip());
            variables.put(both.group(2), password.strip());
            return true;
        }
        var function = LINE.matcher(command);
        if (isByFile && function.matches()) {
            functions.put(function.group(1), function.group(2).equals("1") ? userName : password);
            return true;
        }
        return false;
    }

    private Optional<Boolean> compares(String command) {
        var isEqual = true;
        for (var part : command.split(" && ", -1)) {
            var test = TEST.matcher(part.strip());
            var value = test.matches() ? value(test) : Optional.<String>empty();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            isEqual = isEqual && value.get().equals(test.group(3));
        }
        return Optional.of(isEqual);
    }

    private Optional<String> value(Matcher test) {
        return Optional.ofNullable(test.group(1) == null ? functions.get(test.group(2)) : variables.get(test.group(1)));
    }
}
