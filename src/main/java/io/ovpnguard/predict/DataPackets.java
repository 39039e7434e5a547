package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import java.util.Optional;

/**
 * The data packets that one side sends: how large they are on the wire, and how large a packet may be to fit a path.
 * Sizes of packets are those of the IP packet inside the tunnel, also on a TAP device.
 */
public final class DataPackets {

    private static final int STREAM_LENGTH = 2;
    private static final int UDP_HEADER = 8;
    private static final int TCP_HEADER = 20;
    private static final int ETHERNET = 14;

    /** What {@code mssfix} takes off a packet for its own IPv4 and TCP headers; for IPv6 it takes 20 more. */
    private static final int SEGMENT_HEADERS = 40;

    private static final int OLD_MSSFIX = 1450;
    private static final int NEW_MSSFIX = 1492;
    private static final int USUAL_MTU = 1500;

    /** Family of the addresses between the two sides. */
    public enum Family {
        IPV4(20),
        IPV6(40);

        private final int header;

        Family(int header) {
            this.header = header;
        }
    }

    private final WireSize wire;
    private final Optional<OldFrame> frame;

    /**
     * Takes what a side settled.
     *
     * @param frame the frame of a side before 2.6
     */
    DataPackets(WireSize wire, Optional<OldFrame> frame) {
        this.wire = wire;
        this.frame = frame;
    }

    /** {@return the bytes of the datagram that carries a packet; over TCP, with the length in front of it} */
    public int datagram(int packet) {
        return wire.of(packet + (ServerNetwork.isTap(config()) ? ETHERNET : 0)) + (isUdp() ? 0 : STREAM_LENGTH);
    }

    /** {@return the bytes of the outer IP packet that carries a packet} */
    public int onWire(int packet, Family family) {
        return datagram(packet) + encapsulation(family);
    }

    /** {@return the largest packet whose outer IP packet fits a path; 0 if none does} */
    public int largestWithin(int pathMtu, Family family) {
        return largest(pathMtu - encapsulation(family));
    }

    private int largest(int datagram) {
        var packet = Math.max(datagram, 0);
        while (packet > 0 && datagram(packet) > datagram) {
            packet--;
        }
        return packet;
    }

    /**
     * {@return the largest segment that {@code mssfix} lets TCP connections through the tunnel announce over IPv4; empty
     * where it does nothing}
     *
     * <p>Up to 2.5 it counts from the largest overhead that the cipher may have ({@code mss_fixup_ipv4} of mss.c), from
     * 2.6 on from the real one ({@code frame_calculate_mssfix}).
     */
    public Optional<Integer> largestSegment(Family family) {
        return frame.map(this::oldSegment).orElseGet(() -> newSegment(family));
    }

    private Optional<Integer> oldSegment(OldFrame old) {
        var limit = written().orElse(hasBareMssfix() ? fragment().orElse(0) : OLD_MSSFIX);
        return limit == 0
                ? Optional.empty()
                : Optional.of(Math.min(old.linkMtu(), limit) - old.extraFrame() - old.extraTun() - SEGMENT_HEADERS);
    }

    private Optional<Integer> newSegment(Family family) {
        if (written().isPresent()) {
            return written().filter(limit -> limit > 0).map(limit -> segment(limit, keyword("mssfix"), family));
        }
        if (fragment().isPresent()) {
            return fragment().map(limit -> segment(limit, keyword("fragment"), family));
        }
        var mtu = config().mtu().tunMtu().value();
        return Optional.of(mtu == USUAL_MTU ? segment(NEW_MSSFIX, "mtu", family) : segment(mtu, "fixed", family));
    }

    private int segment(int limit, String keyword, Family family) {
        var packet = switch (keyword) {
            case "fixed" -> limit;
            case "mtu" -> largestWithin(limit, family);
            default -> largest(limit);
        };
        return packet - SEGMENT_HEADERS;
    }

    private Optional<Integer> written() {
        return config().mtu().mssfix().map(Setting::value);
    }

    private boolean hasBareMssfix() {
        return config().written().has("mssfix") && written().isEmpty();
    }

    private Optional<Integer> fragment() {
        return config().mtu().fragment().map(Setting::value);
    }

    private String keyword(String option) {
        return config().written()
                .last(option)
                .flatMap(directive -> directive.value(1))
                .orElse("");
    }

    private int encapsulation(Family family) {
        return family.header + (isUdp() ? UDP_HEADER : TCP_HEADER);
    }

    private boolean isUdp() {
        return config().transport().first().protocol().value().isUdp();
    }

    private EffectiveConfig config() {
        return wire.config();
    }

    /** {@return whether packets are P_DATA_V2, which name the peer in three bytes} */
    public boolean hasPeerId() {
        return wire.hasPeerId();
    }

    /** {@return the cipher that protects them, as the log names it} */
    public String cipher() {
        return wire.key().cipher().name();
    }
}
