package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Plays a server and a client config for real: two processes in two network namespaces, then small and large pings
 * through the tunnel. The server must be {@code 10.99.0.1} for the client and {@code 10.8.0.1} inside the tunnel; the
 * configs name the files of {@link Pki} by their bare names.
 *
 * <p>A run takes 3 seconds when the tunnel comes up and moves packets, and at most some 30.
 */
public final class OpenVpnPairRun {

    private static final String SERVER_IN_TUNNEL = "10.8.0.1";
    private static final Duration SERVER_START = Duration.ofSeconds(6);
    private static final Duration HANDSHAKE = Duration.ofSeconds(12);

    /** For what a side still says or does after it has said that it is ready, or that it gave up. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private static final Pattern GAVE_UP = Pattern.compile(
            "AUTH_FAILED|TLS key negotiation failed|TLS handshake failed|Exiting due to fatal error|Options error:"
                    + "|Failed to apply push options|ERROR: Failed to|OPTIONS ERROR: [Ff]ailed|SIGUSR1\\[soft,auth");

    /** A client that says one of these has met its server; when it dies later, it did not fail to start. */
    private static final Pattern MET_SERVER = Pattern.compile("TLS: Initial packet|link remote:|VERIFY OK|PUSH");

    private final Pki pki;

    public OpenVpnPairRun(Pki pki) {
        this.pki = pki;
    }

    /** {@return what the two processes did} */
    public Played play(
            OpenVpnBinary serverBinary, String serverConfig, OpenVpnBinary clientBinary, String clientConfig) {
        try (var directories = Directories.create();
                var underlay = Underlay.create()) {
            pki.copyTo(directories.server());
            pki.copyTo(directories.client());
            try (var server = Daemon.start(
                    serverBinary,
                    underlay.server(),
                    directories.server(),
                    serverConfig,
                    Map.of("verb", Integer.toString(serverBinary.verbosity())))) {
                return play(server, clientBinary, clientConfig, underlay, directories.client());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Played play(Daemon server, OpenVpnBinary binary, String config, Underlay underlay, Path directory)
            throws IOException {
        await(SERVER_START, () -> server.isReady() || !server.isAlive());
        server.checkNotCrashed();
        if (!server.isAlive()) {
            return played(Outcome.SERVER_START, server.log(), "");
        }
        var patience = new LinkedHashMap<String, String>();
        patience.put("verb", Integer.toString(binary.verbosity()));
        patience.put("hand-window", "10");
        patience.put("connect-retry", "1");
        try (var client = Daemon.start(binary, underlay.client(), directory, config, patience)) {
            var outcome = outcome(client, underlay);
            server.checkNotCrashed();
            client.checkNotCrashed();
            return played(outcome, server.log(), client.log());
        }
    }

    private static Outcome outcome(Daemon client, Underlay underlay) {
        await(
                HANDSHAKE,
                () -> client.isReady()
                        || !client.isAlive()
                        || GAVE_UP.matcher(client.log()).find());
        pause(SETTLE);
        if (!client.isReady()) {
            var started = client.isAlive() || MET_SERVER.matcher(client.log()).find();
            return started ? Outcome.NO_HANDSHAKE : Outcome.CLIENT_START;
        }
        // An answer counts only when it came through the tunnel.
        var route = Command.of("ip", "-n", underlay.client(), "route", "get", SERVER_IN_TUNNEL)
                .run();
        var leadsIntoTunnel = route.isSuccess()
                && !route.output().startsWith("local ")
                && !route.output().contains("dev " + Underlay.DEVICE);
        // Over TCP a large packet can end the connection, so the small one goes first.
        if (!leadsIntoTunnel || !answers(ping(underlay, 56))) {
            return Outcome.NO_TRAFFIC;
        }
        var large = ping(underlay, 1400);
        var full = ping(underlay, 1472);
        return answers(large) & answers(full) ? Outcome.WORKS : Outcome.LARGE_LOST;
    }

    private static Process ping(Underlay underlay, int size) {
        return Command.of(
                        "ip",
                        "netns",
                        "exec",
                        underlay.client(),
                        "ping",
                        "-n",
                        "-q",
                        "-c",
                        "3",
                        "-i",
                        "0.25",
                        "-W",
                        "1",
                        "-M",
                        "dont",
                        "-s",
                        Integer.toString(size),
                        SERVER_IN_TUNNEL)
                .start();
    }

    /** Whether at least one ping was answered. */
    private static boolean answers(Process ping) {
        return Command.result(ping).isSuccess();
    }

    private static Played played(Outcome outcome, String serverLog, String clientLog) {
        return new Played(
                outcome,
                LogText.dataCipher(clientLog),
                LogText.lines(serverLog.lines().toList()),
                LogText.lines(clientLog.lines().toList()));
    }

    private static void await(Duration limit, BooleanSupplier done) {
        var end = Instant.now().plus(limit);
        while (!done.getAsBoolean() && Instant.now().isBefore(end)) {
            pause(Duration.ofMillis(50));
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Where the two processes start. */
    private record Directories(Path top) implements AutoCloseable {

        static Directories create() throws IOException {
            var top = Files.createTempDirectory("ovpnguard-pair");
            var directories = new Directories(top);
            Files.createDirectory(directories.server());
            Files.createDirectory(directories.client());
            return directories;
        }

        Path server() {
            return top.resolve("server");
        }

        Path client() {
            return top.resolve("client");
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.walk(top)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
