package io.ovpnguard.openvpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One OpenVPN process in its own namespace and directory. */
final class Daemon implements AutoCloseable {

    static final String READY = "Initialization Sequence Completed";

    private static final Pattern LISTENING = Pattern.compile("Listening for|link local.*bound");

    /** No run takes longer: it holds even if this JVM is killed meanwhile. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    /** A status that a shell or {@code timeout} gives to a process that died of a signal. */
    private static final int DIED_OF_SIGNAL = 128;

    private final Process process;
    private final Path log;

    private Daemon(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param more options, each given only where the config does not have it
     */
    static Daemon start(OpenVpnBinary binary, String namespace, Path directory, String config, Map<String, String> more)
            throws IOException {
        Files.writeString(directory.resolve("openvpn.conf"), config);
        var words = new ArrayList<>(List.of("timeout", "-k", "5", Long.toString(LIFETIME.toSeconds())));
        words.addAll(List.of("ip", "netns", "exec", namespace, binary.path().toString()));
        words.addAll(List.of("--suppress-timestamps", "--config", "openvpn.conf"));
        more.forEach((option, value) -> {
            if (!has(config, option)) {
                words.addAll(List.of("--" + option, value));
            }
        });
        var log = directory.resolve("openvpn.log");
        var process = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        return new Daemon(process, log);
    }

    static boolean has(String config, String option) {
        return config.lines().anyMatch(line -> line.strip().split("\\s+")[0].equals(option));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return log().contains(READY);
    }

    /** {@return what it has logged so far} */
    String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return whether it waits for a peer} */
    boolean isListening() {
        return LISTENING.matcher(log()).find();
    }

    /** Fails when the process crashed: that is a bug of OpenVPN, and no outcome of a pair. */
    void checkNotCrashed() {
        if (!process.isAlive() && process.exitValue() >= DIED_OF_SIGNAL) {
            throw new Crash("OpenVPN died with status " + process.exitValue() + ":\n" + log());
        }
    }

    /** A process died of a signal. */
    static final class Crash extends IllegalStateException {

        private static final long serialVersionUID = 1;

        private Crash(String message) {
            super(message);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
