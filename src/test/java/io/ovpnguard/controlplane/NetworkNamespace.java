package io.ovpnguard.controlplane;

import io.ovpnguard.openvpn.Command;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A network of its own, joined to this machine's by a cable: in it, ports are free and the addresses are such as an
 * EndpointSlice takes.
 *
 * @param address of the end of the cable inside
 * @param outside address of its other end
 */
record NetworkNamespace(String name, String address, String outside) implements AutoCloseable {

    private static final AtomicInteger CREATED = new AtomicInteger();
    private static final int FIRST_NETWORK = 231;

    /**
     * {@return a new one}
     *
     * @throws IllegalStateException when this user may not
     */
    static NetworkNamespace create() {
        var pid = ProcessHandle.current().pid();
        var number = CREATED.getAndIncrement();
        // Runs beside each other must not share a network.
        var network = "10." + (FIRST_NETWORK + number) + "." + (pid >> 6 & 0xff) + ".";
        var host = (pid & 0x3f) << 2;
        var namespace = new NetworkNamespace(
                "ovpnguard-" + pid + "-cluster-" + number, network + (host + 2), network + (host + 1));
        ip("netns", "add", namespace.name);
        try {
            var cable = "ovpn" + number + "-" + pid;
            ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", namespace.name);
            ip("addr", "add", namespace.outside + "/30", "dev", cable);
            ip("link", "set", cable, "up");
            ip("-n", namespace.name, "addr", "add", namespace.address + "/30", "dev", "eth0");
            ip("-n", namespace.name, "link", "set", "eth0", "up");
            ip("-n", namespace.name, "link", "set", "lo", "up");
            return namespace;
        } catch (IllegalStateException failed) {
            namespace.close();
            throw failed;
        }
    }

    /** {@return the words that start a program inside} */
    List<String> enter() {
        return List.of("ip", "netns", "exec", name);
    }

    @Override
    public void close() {
        // The cable goes with it.
        Command.of("ip", "netns", "delete", name).run();
    }

    private static void ip(String... arguments) {
        new Command(Stream.concat(Stream.of("ip"), Stream.of(arguments)).toList()).runOrFail();
    }
}
