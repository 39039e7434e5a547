package io.ovpnguard.controlplane;

import io.ovpnguard.openvpn.Command;
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
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that runs beside the test, and is killed with it. */
public final class Background implements AutoCloseable {

    /** No program runs longer: it holds even if this JVM is killed meanwhile. */
    private static final Pattern HEAP_USED = Pattern.compile("used (\\d+)K");

    private static final Duration LIFETIME = Duration.ofMinutes(20);

    /** Machines are slow when builds run beside. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration END = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private Background(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static Background start(List<String> words, Map<String, String> environment, Path log) {
        var all = new ArrayList<>(List.of("timeout", "-s", "KILL", Long.toString(LIFETIME.toSeconds())));
        all.addAll(words);
        var builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return new Background(builder.start(), log);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Waits until the program does what it is there for. */
    public void await(BooleanSupplier ready) {
        try {
            Waiting.until(
                    log.getFileName() + " tells of a start", START, () -> !process.isAlive() || ready.getAsBoolean());
        } catch (IllegalStateException late) {
            throw new IllegalStateException(late.getMessage() + ":\n" + log(), late);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(log.getFileName() + " ended with " + process.exitValue() + ":\n" + log());
        }
    }

    /** {@return what it has logged so far} */
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return what is reachable in the memory of the Java program, in the format of {@code jcmd}} */
    byte[] heap(Path file) {
        jcmd("GC.heap_dump", file.toString());
        try {
            var heap = Files.readAllBytes(file);
            Files.delete(file);
            return heap;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Sends a signal to the program, but not to what limits its lifetime. */
    void signal(String signal) {
        process.descendants()
                .forEach(each -> Command.of("kill", "-" + signal, Long.toString(each.pid()))
                        .runOrFail());
    }

    /** {@return the bytes of heap that are in use after a full collection} */
    long heapInUse() {
        jcmd("GC.run");
        var used = HEAP_USED.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd tells no heap");
        }
        return Long.parseLong(used.group(1)) << 10;
    }

    private String jcmd(String... command) {
        var java = process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        var words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(java.pid())));
        words.addAll(List.of(command));
        var result = new Command(words).run();
        if (!result.isSuccess()) {
            throw new IllegalStateException(result.output());
        }
        return result.output();
    }

    /** Its data is thrown away, so it need not end in peace. */
    @Override
    public void close() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // Its ports are free only then.
        all.forEach(each ->
                each.onExit().orTimeout(END.toSeconds(), TimeUnit.SECONDS).join());
    }
}
