package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.PacketSizes.Limit;
import io.ovpnguard.predict.PacketSizes.Lost;
import java.util.Optional;

/**
 * Sends the largest packet of each side to the other. Up to 2.5 three limits count: what the sender may write, what the
 * receiver reads from its socket, and what it writes to its device ({@code process_outgoing_link},
 * {@code link_socket_read} and {@code process_outgoing_tun}); from 2.6 on buffers leave room for a full packet.
 */
final class PacketSizePhase {

    /** What the rest of a network sends at most. */
    private static final int FULL_PACKET = 1500;

    /** Largest packet that 2.6 and later take whatever is configured ({@code TUN_MTU_MAX_MIN} of mtu.h). */
    private static final int ALWAYS_TAKEN = 1600;

    /** {@code COMP_EXTRA_BUFFER} of comp.h and {@code LZO_EXTRA_BUFFER} of lzo.h, without the part that grows. */
    private static final int COMPRESSION_ROOM = 128 + 3;

    private static final int ALIGNMENT = 4;

    /** No IP packet is larger, whatever a config says. */
    private static final int LARGEST_PACKET = 65_535;

    private static final int IP_HEADER = 20;

    private static final int UDP_HEADER = 8;

    private static final int ETHERNET = 14;

    private final Process server;
    private final Process client;
    private final PulledOptions pulled;
    private final DataCipher cipher;
    private final Framing framing;
    private final boolean isSettledByPush;

    private PacketSizePhase(
            Process server,
            Process client,
            PulledOptions pulled,
            DataCipher cipher,
            Framing framing,
            boolean isSettledByPush) {
        this.server = server;
        this.client = client;
        this.pulled = pulled;
        this.cipher = cipher;
        this.framing = framing;
        this.isSettledByPush = isSettledByPush;
    }

    /**
     * {@return what becomes of large packets}
     *
     * @param isSettledByPush whether a 2.4 server waits with its keys for the client's request
     */
    static PacketSizes of(
            Process server,
            Process client,
            PulledOptions pulled,
            DataCipher cipher,
            Framing framing,
            boolean isSettledByPush) {
        return new PacketSizePhase(server, client, pulled, cipher, framing, isSettledByPush).play();
    }

    private PacketSizes play() {
        var atServer = end(server, true);
        var atClient = end(client, false);
        var lost = lost(atServer, atClient, FULL_PACKET).or(() -> lost(atServer, atClient, LARGEST_PACKET));
        return new PacketSizes(
                atServer.deviceMtu(), atClient.deviceMtu(), lost, atServer.packets(), atClient.packets());
    }

    /**
     * The limits of one side.
     *
     * @param written largest datagram that it sends
     * @param read largest datagram that it reads whole
     * @param payload largest packet that it hands to its device
     */
    private record End(int deviceMtu, WireSize wire, DataPackets packets, int written, int read, int payload) {

        /** {@return the largest datagram that leaves: with {@code mtu-disc yes} the system cuts none into pieces} */
        int path() {
            var config = wire.config();
            var isWhole = config.transport().first().protocol().value().isUdp()
                    && config.written()
                            .value("mtu-disc")
                            .filter(how -> how.value().equals("yes"))
                            .isPresent();
            return isWhole ? FULL_PACKET - IP_HEADER - UDP_HEADER : Integer.MAX_VALUE;
        }
    }

    private End end(Process side, boolean isServer) {
        var config = side.config();
        var key = key(side, isServer);
        var hasPeerId = hasPeerId();
        var wire = new WireSize(
                config,
                key,
                hasPeerId,
                hasPeerId && isEpoch(),
                isServer ? framing.server() : framing.client(),
                config.transport().first().isFragmenting());
        if (side.version().isAtLeast(Version.V2_6)) {
            var mtu = isServer ? deviceMtu(side) : pulledMtu().orElse(deviceMtu(side));
            return new End(
                    mtu,
                    wire,
                    new DataPackets(wire, Optional.empty()),
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Math.max(mtu, ALWAYS_TAKEN));
        }
        var frame = isAdjusted(side, isServer) ? OldFrame.of(config, key) : unsettled(side);
        if (hasPeerId && !isServer) {
            frame = frame.withPeerId(config);
        }
        var device = isServer ? unsettled(side).tunMtu() : frame.tunMtu();
        var packets = new DataPackets(wire, Optional.of(frame));
        return new End(device, wire, packets, frame.linkMtu(), readable(config, frame), frame.payloadSize());
    }

    /** 2.2 reads what fits a packet of its own, 2.3 to 2.5 what fits the buffer, which has room for compression to fail. */
    private static int readable(EffectiveConfig config, OldFrame frame) {
        var link = frame.linkMtu();
        var version = config.version();
        if (version.isBefore(Version.V2_3)) {
            return link;
        }
        var isFramed = config.compression().compression().value().algorithm() != Algorithm.NONE;
        var room = version.isAtLeast(Version.V2_4)
                ? link / 6 + COMPRESSION_ROOM + 1
                : isFramed ? link / 8 + COMPRESSION_ROOM : 0;
        return link + OldFrame.PEER_ID + ALIGNMENT + room;
    }

    private static int deviceMtu(Process side) {
        return NewFrame.tunMtu(side.config(), ControlPacketSize.ownKey(side));
    }

    private Optional<Integer> pulledMtu() {
        return pulled.last("tun-mtu").flatMap(option -> option.argument(0)).map(Numbers::atoi);
    }

    private static OldFrame unsettled(Process side) {
        return OldFrame.unsettled(side.config(), ControlPacketSize.ownKey(side));
    }

    private DataKeyType key(Process side, boolean isServer) {
        var name = switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var atServer, var atClient) -> isServer ? atServer : atClient;
            case DataCipher.Rejected _ -> side.config().ciphers().cipher().value();
        };
        return DataKeyType.of(
                side.config(), Crypto.of(side), CipherTable.get().find(name).orElse(Cipher.NONE));
    }

    /** Two sides of 2.7 on settle it with the rest ({@code aead-epoch} of {@code protocol-flags}). */
    private boolean isEpoch() {
        return server.version().isAtLeast(Version.V2_7) && client.version().isAtLeast(Version.V2_7);
    }

    /**
     * From 2.4 on a server numbers clients that say that they know of it, which 2.3 and later do; peers without a server
     * settle it from 2.6 on ({@code p2p_mode_ncp} of ssl_ncp.c).
     */
    private boolean hasPeerId() {
        var isServed =
                server.config().role().isServer() || client.config().role().pulls();
        if (!isServed) {
            return server.version().isAtLeast(Version.V2_6) && client.version().isAtLeast(Version.V2_6);
        }
        return PushReply.isNumbering(server.config())
                && client.config().role().pulls()
                && client.version().isAtLeast(Version.V2_3);
    }

    /**
     * Whether a side sets its sizes anew for the settled cipher ({@code tls_session_update_crypto_params} of ssl.c). 2.5
     * leaves them when the cipher is the configured one.
     */
    private boolean isAdjusted(Process side, boolean isServer) {
        var config = side.config();
        if (side.version().isBefore(Version.V2_4)
                || !config.role().isServer() && !config.role().pulls()) {
            return true;
        }
        var isSame = settled(isServer).equals(config.ciphers().cipher().value());
        if (!isServer) {
            return side.version().equals(Version.V2_4) || !isSame;
        }
        if (!config.ciphers().negotiates().value()) {
            return false;
        }
        return side.version().equals(Version.V2_4) ? isSettledByPush : !isSame;
    }

    private String settled(boolean isServer) {
        return switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var atServer, var atClient) -> isServer ? atServer : atClient;
            case DataCipher.Rejected _ -> "";
        };
    }

    private static Optional<Lost> lost(End server, End client, int packet) {
        return lost(Side.SERVER, server, client, packet).or(() -> lost(Side.CLIENT, client, server, packet));
    }

    private static Optional<Lost> lost(Side side, End sender, End receiver, int packet) {
        var given = Math.min(sender.deviceMtu(), packet);
        if (sender.wire().isFragmenting()
                || overrun(side, sender, receiver, given).isEmpty()) {
            return Optional.empty();
        }
        // A full packet of the network comes in pieces where the device is smaller; these are what is seen of it.
        return overrun(side, sender, receiver, piece(sender.deviceMtu(), packet))
                .or(() -> overrun(side, sender, receiver, given));
    }

    /** {@return the first piece of a packet on a device: pieces are multiples of eight bytes} */
    private static int piece(int deviceMtu, int packet) {
        return deviceMtu >= packet ? packet : IP_HEADER + (deviceMtu - IP_HEADER) / 8 * 8;
    }

    /** {@return the first limit that a packet exceeds} */
    private static Optional<Lost> overrun(Side side, End sender, End receiver, int packet) {
        var payload = payload(sender, packet);
        var wire = wire(sender, payload);
        if (wire > sender.written()) {
            return lost(side, sender, receiver, Limit.WRITE, wire, sender.written());
        }
        if (wire > sender.path()) {
            return lost(side, sender, receiver, Limit.PATH, wire, sender.path());
        }
        if (wire > receiver.read()) {
            return lost(side, sender, receiver, Limit.READ, wire, receiver.read());
        }
        return payload > receiver.payload()
                ? lost(side, sender, receiver, Limit.DEVICE, payload, receiver.payload())
                : Optional.empty();
    }

    private static Optional<Lost> lost(Side side, End sender, End receiver, Limit limit, int tried, int most) {
        return Optional.of(new Lost(side, largestTaken(sender, receiver), limit, tried, most));
    }

    private static int payload(End sender, int packet) {
        return packet + (ServerNetwork.isTap(sender.wire().config()) ? ETHERNET : 0);
    }

    /** What compresses well is small on the wire. */
    private static int wire(End sender, int payload) {
        var isCompressed = FramePattern.ofLarge(sender.wire().framing())
                != FramePattern.ofSmall(sender.wire().framing());
        return isCompressed ? 0 : sender.wire().of(payload);
    }

    private static boolean passes(End sender, End receiver, int packet) {
        var payload = payload(sender, packet);
        var wire = wire(sender, payload);
        return wire <= Math.min(sender.written(), sender.path())
                && wire <= receiver.read()
                && payload <= receiver.payload();
    }

    /** {@return the largest packet that passes: what a smaller one exceeds, a larger one does too} */
    private static int largestTaken(End sender, End receiver) {
        var passing = 0;
        var lost = Math.min(sender.deviceMtu(), LARGEST_PACKET) + 1;
        while (lost - passing > 1) {
            var middle = (passing + lost) / 2;
            if (passes(sender, receiver, middle)) {
                passing = middle;
            } else {
                lost = middle;
            }
        }
        return passing;
    }
}
