package io.ovpnguard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders and programs that look real enough for the launcher scripts. */
final class FakeJdk {

    private FakeJdk() {}

    /** {@return a folder that looks like a JDK; its {@code java} prints its arguments} */
    static Path create(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\n");
        program(home.resolve("bin/java"), "echo \"java $*\"");
        program(home.resolve("bin/javac"), "");
        return home;
    }

    /** Writes a shell script that can be run. */
    static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
