package io.ovpnguard.effective;

import java.util.Optional;

/**
 * One way to reach a peer or to be reached: {@code struct connection_entry} of options.h.
 *
 * @param remote host name or address of the peer
 * @param local address that the socket is bound to
 * @param isBound whether the socket is bound to {@code localPort}; else the system picks a port
 * @param written the directives that hold for this connection: those of its block over the top-level ones before it
 */
public record Connection(
        Setting<Protocol> protocol,
        Optional<Setting<String>> remote,
        Setting<String> remotePort,
        Optional<Setting<String>> local,
        Setting<String> localPort,
        boolean isBound,
        Written written) {

    /** {@return whether the internal fragmentation is on; up to 2.5, 0 leaves it off} */
    public boolean isFragmenting() {
        return written.number("fragment").filter(size -> size.value() != 0).isPresent();
    }
}
