package io.ovpnguard.openvpn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, in bounded time. */
public record Command(List<String> words) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What a program left: its exit status and what it printed. */
    public record Result(int status, String output) {
        public boolean isSuccess() {
            return status == 0;
        }
    }

    public static Command of(String... words) {
        return new Command(List.of(words));
    }

    /** {@return the process, its output and errors together} */
    Process start() {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public Result run() {
        return result(start(), LIMIT);
    }

    /** {@return what it left, however long that takes within a limit} */
    public Result run(Duration limit) {
        return result(start(), limit);
    }

    /** {@return what it printed} */
    public String runOrFail() {
        var result = run();
        if (!result.isSuccess()) {
            throw new IllegalStateException(this + ": " + result.output());
        }
        return result.output();
    }

    /** Waits for the end of a process that prints little. */
    static Result result(Process process) {
        return result(process, LIMIT);
    }

    private static Result result(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("still running after " + limit);
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.exitValue(), output.strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@return whether a program of that name is on the PATH} */
    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
