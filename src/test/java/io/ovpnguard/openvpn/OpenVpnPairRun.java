package io.ovpnguard.openvpn;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
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
    private static final Duration STATIC_KEY = Duration.ofSeconds(6);
    private static final int STATIC_KEY_PINGS = 24;
    private static final int PLAIN_VERBOSITY = 4;

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
        return play(serverBinary, Setup.of(serverConfig), clientBinary, Setup.of(clientConfig));
    }

    /** {@return what the two processes did} */
    Played play(OpenVpnBinary serverBinary, Setup server, OpenVpnBinary clientBinary, Setup client) {
        try {
            return play(serverBinary, server, clientBinary, client, OpenVpnBinary::verbosity);
        } catch (Daemon.Crash crash) {
            // 2.6 crashes when it prints the keys of a null cipher, which it does at verbosity 7.
            return play(serverBinary, server, clientBinary, client, _ -> PLAIN_VERBOSITY);
        }
    }

    private Played play(
            OpenVpnBinary serverBinary,
            Setup serverSetup,
            OpenVpnBinary clientBinary,
            Setup clientSetup,
            ToIntFunction<OpenVpnBinary> verbosity) {
        try (var directories = Directories.create();
                var underlay = Underlay.create()) {
            serverSetup.layOut(directories.server(), pki);
            clientSetup.layOut(directories.client(), pki);
            var serverConfig = serverSetup.inlined(pki);
            var clientConfig = clientSetup.inlined(pki);
            var patience = patience(clientBinary, clientConfig);
            patience.put("verb", Integer.toString(verbosity.applyAsInt(clientBinary)));
            try (var server = Daemon.start(
                    serverBinary,
                    underlay.server(),
                    directories.server(),
                    serverConfig,
                    Map.of("verb", Integer.toString(verbosity.applyAsInt(serverBinary))))) {
                awaitServer(server, serverConfig);
                if (!server.isAlive()) {
                    return played(Outcome.SERVER_START, server.log(), "");
                }
                try (var client =
                        Daemon.start(clientBinary, underlay.client(), directories.client(), clientConfig, patience)) {
                    var outcome = outcome(client, underlay, isStatic(clientConfig));
                    server.checkNotCrashed();
                    client.checkNotCrashed();
                    return played(outcome, server.log(), client.log());
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Options that let a client give up and try again sooner, where its config leaves it open. */
    private static Map<String, String> patience(OpenVpnBinary binary, String config) {
        var patience = new LinkedHashMap<String, String>();
        if (isStatic(config)) {
            return patience;
        }
        patience.put("hand-window", "10");
        if (binary.version().isAtLeast(Version.V2_4) || config.contains("tcp")) {
            patience.put("connect-retry", "1");
        }
        return patience;
    }

    private static boolean isStatic(String config) {
        return Daemon.has(config, "secret") || Daemon.has(config, "<secret>");
    }

    private static void awaitServer(Daemon server, String config) {
        var hasMany = Daemon.has(config, "server") || Daemon.has(config, "server-bridge") || Daemon.has(config, "mode");
        await(SERVER_START, () -> server.isReady() || !server.isAlive() || !hasMany && server.isListening());
        server.checkNotCrashed();
    }

    private static Outcome outcome(Daemon client, Underlay underlay, boolean isStatic) {
        // Where there is no handshake, a side is ready when the first packet has come.
        var knock = isStatic ? Optional.of(ping(underlay, 56, STATIC_KEY_PINGS)) : Optional.<Process>empty();
        await(
                isStatic ? STATIC_KEY : HANDSHAKE,
                () -> client.isReady()
                        || !client.isAlive()
                        || GAVE_UP.matcher(client.log()).find());
        knock.ifPresent(Process::destroy);
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
        return ping(underlay, size, 3);
    }

    private static Process ping(Underlay underlay, int size, int count) {
        return Command.of(
                        "ip",
                        "netns",
                        "exec",
                        underlay.client(),
                        "ping",
                        "-n",
                        "-q",
                        "-c",
                        Integer.toString(count),
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
                LogText.occ(serverLog, clientLog),
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
            // A process that gives up root must still get in.
            Files.setPosixFilePermissions(top, PosixFilePermissions.fromString("rwxr-xr-x"));
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
