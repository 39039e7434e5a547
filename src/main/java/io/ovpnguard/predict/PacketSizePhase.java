package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.Optional;

/**
 * Compares what each side sends with what the other takes: up to 2.5 a packet over the receiver's tun-mtu is dropped;
 * from 2.6 on buffers leave room ({@code frame_calculate_dynamic} and {@code init_frame} of init.c).
 */
final class PacketSizePhase {

    /** Largest packet that 2.6 and later take whatever is configured ({@code TUN_MTU_MAX_MIN} of mtu.h). */
    private static final int ALWAYS_TAKEN = 1600;

    private PacketSizePhase() {}

    static PacketSizes of(EffectiveConfig server, EffectiveConfig client) {
        var atServer = server.mtu().tunMtu().value();
        var atClient = pushed(server, client).orElse(client.mtu().tunMtu().value());
        return new PacketSizes(atServer, atClient, lost(atServer, atClient, server, client));
    }

    /** A server since 2.6 pushes its tun-mtu to clients that say that they take it, which are those since 2.6. */
    private static Optional<Integer> pushed(EffectiveConfig server, EffectiveConfig client) {
        if (client.version().isBefore(Version.V2_6)
                || !server.role().isServer()
                || !client.role().pulls()) {
            return Optional.empty();
        }
        var written = server.pushed().number("tun-mtu").map(Setting::value);
        if (written.isPresent()) {
            return written;
        }
        return server.version().isAtLeast(Version.V2_6)
                ? Optional.of(server.mtu().tunMtu().value())
                : Optional.empty();
    }

    private static Optional<PacketSizes.Lost> lost(
            int atServer, int atClient, EffectiveConfig server, EffectiveConfig client) {
        var takenByClient = taken(atClient, client);
        if (atServer > takenByClient) {
            return Optional.of(new PacketSizes.Lost(Side.SERVER, takenByClient));
        }
        var takenByServer = taken(atServer, server);
        return atClient > takenByServer
                ? Optional.of(new PacketSizes.Lost(Side.CLIENT, takenByServer))
                : Optional.empty();
    }

    private static int taken(int tunMtu, EffectiveConfig side) {
        return side.version().isBefore(Version.V2_6) ? tunMtu : Math.max(tunMtu, ALWAYS_TAKEN);
    }
}
