package io.ovpnguard.openvpn;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The network below a tunnel: one namespace for each side, joined by a cable, with an MTU of 1500. */
final class Underlay implements AutoCloseable {

    static final String SERVER_ADDRESS = "10.99.0.1";
    static final String CLIENT_ADDRESS = "10.99.0.2";

    /** The end of the cable in each namespace. */
    static final String DEVICE = "underlay";

    private static final String PREFIX = "ovpnguard-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String server;
    private final String client;

    private Underlay(String name) {
        server = name + "-server";
        client = name + "-client";
    }

    static Underlay create() {
        var underlay = new Underlay(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        try {
            underlay.build();
            return underlay;
        } catch (IllegalStateException failed) {
            underlay.close();
            throw failed;
        }
    }

    /** Removes what test runs left that were killed before they could clean up. */
    static void removeLeftovers() {
        for (var line : Command.of("ip", "netns", "list").runOrFail().lines().toList()) {
            var name = line.split(" ")[0];
            if (name.startsWith(PREFIX) && !isAlive(name.split("-")[1])) {
                remove(name);
            }
        }
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    String server() {
        return server;
    }

    String client() {
        return client;
    }

    private void build() {
        for (var namespace : List.of(server, client)) {
            ip("netns", "add", namespace);
        }
        ip("link", "add", DEVICE, "netns", server, "type", "veth", "peer", "name", DEVICE, "netns", client);
        up(server, SERVER_ADDRESS);
        up(client, CLIENT_ADDRESS);
    }

    private static void up(String namespace, String address) {
        ip("-n", namespace, "link", "set", "lo", "up");
        ip("-n", namespace, "addr", "add", address + "/24", "dev", DEVICE);
        ip("-n", namespace, "link", "set", DEVICE, "up");
    }

    private static void ip(String... arguments) {
        new Command(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList()).runOrFail();
    }

    @Override
    public void close() {
        remove(server);
        remove(client);
    }

    private static void remove(String namespace) {
        // The cable goes with either end's namespace; a namespace that was never made is no failure.
        Command.of("ip", "netns", "delete", namespace).run();
    }
}
