package io.ovpnguard.finding;

import java.util.Locale;

/**
 * How bad a finding is, worst first.
 *
 * <table>
 * <caption>What each does</caption>
 * <tr><th></th><th>webhook</th><th>exit of {@code check}</th></tr>
 * <tr><td>ERROR</td><td>denies</td><td>1</td></tr>
 * <tr><td>WARNING</td><td>admission warning</td><td>0, or 1 with {@code --fail-on warning}</td></tr>
 * <tr><td>INFO</td><td>nothing</td><td>0</td></tr>
 * </table>
 */
public enum Severity {
    ERROR,
    WARNING,
    INFO;

    /** {@return the word used in every output} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
