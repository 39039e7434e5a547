package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;

/** What {@code chroot} does to the names of files that OpenVPN opens later ({@code check_file_access_chroot} of options.c). */
final class Jail {

    private Jail() {}

    /** {@return whether a process changes its root before it opens such files} */
    static boolean is(Written written) {
        return written.value("chroot").isPresent();
    }

    /** {@return the name by which a file that is opened late is found from where the process starts} */
    static String inside(Written written, String name) {
        var plain = plain(name);
        return written.value("chroot")
                .map(root -> plain(root.value()).replaceFirst("/+$", "") + "/" + plain.replaceFirst("^/+", ""))
                .orElse(plain);
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }
}
