package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** Plays a session between a server and a client, phase by phase. */
public final class Predictor {

    private Predictor() {}

    /** {@return what the two processes would do} */
    public static Prediction predict(Process server, Process client) {
        var devices = devices(server.config(), client.config());
        var cipher = CipherNegotiation.of(server.config(), client.config());
        var framing = FramingPhase.of(server.config(), client.config());
        var sizes = PacketSizePhase.of(server.config(), client.config());
        var outcome = devices.consequence()
                .and(cipher.consequence())
                .and(framing.consequence())
                .and(sizes.consequence());
        return new Prediction(server, client, outcome, stopsIn(outcome), cipher, framing, devices, sizes, List.of());
    }

    private static DeviceTypes devices(EffectiveConfig server, EffectiveConfig client) {
        var ofServer = server.device().type();
        var ofClient = client.device().type();
        if (ofServer.isEmpty() || ofClient.isEmpty()) {
            return new DeviceTypes.Unset(ofServer.isEmpty() ? Side.SERVER : Side.CLIENT);
        }
        var one = ofServer.get().value();
        var other = ofClient.get().value();
        return one == other
                ? new DeviceTypes.Same(one)
                : new DeviceTypes.Different(one, other, ofDifferent(server, client, other));
    }

    /**
     * A pushed {@code ifconfig} gives two addresses unless the topology is subnet; a TAP device takes the second for a
     * netmask, which the system refuses, and from 2.4 on the client exits ({@code do_ifconfig} of tun.c).
     */
    private static Outcome ofDifferent(EffectiveConfig server, EffectiveConfig client, DeviceType ofClient) {
        var getsPeerAddress = server.role().isServer()
                && client.role().pulls()
                && ofClient == DeviceType.TAP
                && server.device().topology().value() != Topology.SUBNET;
        return getsPeerAddress && client.version().isAtLeast(Version.V2_4) ? Outcome.NO_HANDSHAKE : Outcome.NO_TRAFFIC;
    }

    private static Optional<Phase> stopsIn(Outcome outcome) {
        return switch (outcome) {
            case WORKS -> Optional.empty();
            case SERVER_START -> Optional.of(Phase.SERVER_START);
            case CLIENT_START -> Optional.of(Phase.CLIENT_START);
            case NO_HANDSHAKE -> Optional.of(Phase.PUSH);
            case NO_TRAFFIC -> Optional.of(Phase.DATA_CHANNEL);
            case LARGE_LOST -> Optional.of(Phase.PACKET_SIZE);
        };
    }
}
