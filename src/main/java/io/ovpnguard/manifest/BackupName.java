package io.ovpnguard.manifest;

import java.util.List;

/** Names that editors, package managers and people give to what a file was before: nobody means it to be deployed. */
final class BackupName {

    private static final List<String> ENDINGS = List.of(
            "~",
            ".bak",
            ".old",
            ".orig",
            ".save",
            ".swp",
            ".swo",
            ".dpkg-old",
            ".dpkg-dist",
            ".dpkg-new",
            ".ucf-old",
            ".ucf-dist",
            ".rpmsave",
            ".rpmnew",
            ".rpmorig");

    private BackupName() {}

    /** {@return whether a file's name says that it is a copy; Emacs saves {@code x} as {@code #x#} while it is open} */
    static boolean isOne(String file) {
        return ENDINGS.stream().anyMatch(file::endsWith)
                || file.startsWith("#") && file.endsWith("#") && file.length() > 2;
    }
}
