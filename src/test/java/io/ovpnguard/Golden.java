package io.ovpnguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds what the program really says, compared to the letter. {@code -Dgolden=update} writes it anew, except
 * in CI; one that is missing is written and the test fails, so that somebody reads it.
 */
public final class Golden {

    private static final boolean IS_UPDATE = "update".equals(System.getProperty("golden"));

    private Golden() {}

    /** Fails unless the file holds this text; no file stands for an empty text. */
    public static void matches(Path file, String real) throws IOException {
        if (isUpdate()) {
            write(file, real);
        } else if (Files.notExists(file) && !real.isEmpty()) {
            write(file, real);
            fail("%s is new: read it, and commit it if it is right", file);
        }
        assertThat(real).as(file.toString()).isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    }

    /** {@return whether files are to be written anew; fails in CI if so} */
    public static boolean isUpdate() {
        assertThat(IS_UPDATE && "true".equals(System.getenv("CI")))
                .as("expectations are never rewritten in CI")
                .isFalse();
        return IS_UPDATE;
    }

    private static void write(Path file, String real) throws IOException {
        if (real.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, real);
    }
}
