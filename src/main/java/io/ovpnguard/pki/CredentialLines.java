package io.ovpnguard.pki;

/**
 * How far a file of {@code auth-user-pass} is filled in.
 *
 * @param userName the first line; a name, not a secret that proves anything
 * @param hasPassword whether there is a second line
 */
public record CredentialLines(String userName, boolean hasPassword) {

    /** {@return what a text holds} */
    public static CredentialLines parse(KeyText text) {
        var lines = text.text().split("\r?\n", -1);
        return new CredentialLines(lines[0], lines.length > 1 && !lines[1].isEmpty());
    }
}
