package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;

/**
 * What a packet provokes that a side cannot read: first the client's ping at the server, and if that is taken, the answer
 * at the client.
 */
final class DataLog {

    /** The first byte of an IPv4 packet. */
    private static final int IPV4 = 0x45;

    /** The first byte of an Ethernet frame that asks for an address. */
    private static final int BROADCAST = 0xff;

    private static final int MARK = 0xfa;
    private static final int SWAP_MARK = 0xfb;
    private static final int LZO_MARK = 0x66;
    private static final int LZ4_MARK = 0x69;

    /** A first byte that no IP packet has says that a second one follows; that one is logged. */
    private static final int LZ4_V2_MARK = 0x01;

    private DataLog() {}

    /** {@code process_incoming_link_part1} and {@code process_incoming_link_part2} of forward.c. */
    static void small(LogWriter log) {
        var prediction = log.prediction();
        CipherLog.write(log);
        if (prediction.dataCipher() instanceof DataCipher.Rejected
                || prediction.push().isHarmful()) {
            return;
        }
        if (prediction.addressing().isHarmful() && prediction.deviceTypes() instanceof DeviceTypes.Same) {
            return;
        }
        if (receives(log, Side.SERVER) && receives(log, Side.CLIENT)) {
            compressed(log, Side.SERVER);
            compressed(log, Side.CLIENT);
        }
    }

    /** A packet that is worth compressing may come in another dress. */
    private static void compressed(LogWriter log, Side receiver) {
        var sent = FramePattern.ofLarge(expected(log, receiver.other()));
        var own = expected(log, receiver);
        // Without framing, or with the wrong one, what is compressed is handed on as it is.
        if (!sent.isReadBy(own) && own.algorithm() != Algorithm.NONE && own.algorithm() != Algorithm.LZ4_V2) {
            misread(log, receiver, own, firstByte(sent));
        }
    }

    private static boolean receives(LogWriter log, Side receiver) {
        return decrypts(log, receiver) && unpacks(log, receiver);
    }

    /** {@code openvpn_decrypt} of crypto.c: the digest is looked at first, then the cipher. */
    private static boolean decrypts(LogWriter log, Side receiver) {
        var prediction = log.prediction();
        var digest = receiver == Side.SERVER
                ? prediction.dataKeys().server()
                : prediction.dataKeys().client();
        switch (prediction.dataKeys().fault()) {
            case DIFFERENT_DIGEST -> {
                if (!digest.equals(Digest.NONE.name())) {
                    log.says(receiver, "Authenticate/Decrypt packet error: packet HMAC authentication failed");
                }
                return false;
            }
            case DIFFERENT_KEY_LENGTH -> {
                log.says(receiver, "Authenticate/Decrypt packet error: cipher final failed");
                return false;
            }
            case DIFFERENT_PACKET_NUMBER -> {
                // The packet number that nobody takes off begins with a zero.
                if (log.process(receiver).config().written().has("no-replay")) {
                    misread(log, receiver, expected(log, receiver), 0);
                }
                return false;
            }
            case DIFFERENT_IV -> {
                return false;
            }
            case NONE -> {
                return hasCipher(log, receiver);
            }
        }
        return true;
    }

    private static boolean hasCipher(LogWriter log, Side receiver) {
        if (!(log.prediction().dataCipher() instanceof DataCipher.Mismatched(var atServer, var atClient))) {
            return true;
        }
        var own = cipher(receiver == Side.SERVER ? atServer : atClient);
        var other = cipher(receiver == Side.SERVER ? atClient : atServer);
        var isLate = log.version(receiver).isAtLeast(Version.V2_7);
        if (own.isAead()) {
            log.says(
                    receiver,
                    isLate
                            ? "AEAD Decrypt error: packet tag authentication failed"
                            : "AEAD Decrypt error: cipher final failed");
        } else if (other.isAead()) {
            log.says(receiver, "Authenticate/Decrypt packet error: packet HMAC authentication failed");
        } else if (own.mode() == Cipher.Mode.CBC) {
            log.says(
                    receiver,
                    isLate
                            ? "Authenticate/Decrypt packet error: packet authentication failed, dropping."
                            : "Authenticate/Decrypt packet error: cipher final failed");
        }
        return false;
    }

    private static Cipher cipher(String name) {
        return CipherTable.get().find(name).orElse(Cipher.NONE);
    }

    /** {@code fragment_incoming} of fragment.c, then what decompresses, then the device. */
    private static boolean unpacks(LogWriter log, Side receiver) {
        var fragmentation = log.prediction().fragmentation();
        var own = receiver == Side.SERVER ? fragmentation.server() : fragmentation.client();
        var other = receiver == Side.SERVER ? fragmentation.client() : fragmentation.server();
        var sent = FramePattern.ofSmall(expected(log, receiver.other()));
        var expected = expected(log, receiver);
        if (own && !other) {
            if (sent == FramePattern.BARE && isTun(log, receiver.other())) {
                spurious(log, receiver);
            }
            return false;
        }
        if (other && !own) {
            misread(log, receiver, expected, 0);
            return false;
        }
        if (!sent.isReadBy(expected)) {
            misread(log, receiver, expected, firstByte(sent));
            return false;
        }
        if (log.prediction().deviceTypes() instanceof DeviceTypes.Different) {
            toDevice(log, receiver, BROADCAST);
            return false;
        }
        return true;
    }

    private static Compression expected(LogWriter log, Side side) {
        var framing = log.prediction().compression();
        return side == Side.SERVER ? framing.server() : framing.client();
    }

    private static int firstByte(FramePattern sent) {
        return switch (sent) {
            case MARKED -> MARK;
            case SWAPPED -> SWAP_MARK;
            case BARE -> IPV4;
            case LZO -> LZO_MARK;
            case LZ4 -> LZ4_MARK;
            case LZ4_V2 -> LZ4_V2_MARK;
        };
    }

    /** The header of an IP packet of 84 bytes, taken for a fragment's. */
    private static void spurious(LogWriter log, Side receiver) {
        var word = log.version(receiver).isBefore(Version.V2_5) ? "spurrious" : "spurious";
        log.says(receiver, "FRAG_IN error flags=0x45000054: " + word + " FRAG_WHOLE flags");
    }

    /** {@code lzo_decompress}, {@code stub_decompress} and {@code lz4_decompress}; without them the device is next. */
    private static void misread(LogWriter log, Side receiver, Compression expected, int first) {
        switch (expected.algorithm()) {
            case LZO -> log.says(receiver, "Bad LZO decompression header byte: N");
            case STUB ->
                log.says(
                        receiver,
                        "Bad compression stub%s decompression header byte: %d"
                                .formatted(expected.has(Flag.SWAP) ? " (swap)" : "", first));
            case LZ4 -> log.says(receiver, "Bad LZ4 decompression header byte: " + first);
            case STUB_V2 -> {
                if (first == LZ4_V2_MARK) {
                    log.says(receiver, "Bad compression stubv2 decompression header byte: " + first);
                } else {
                    toDevice(log, receiver, first);
                }
            }
            case NONE, LZ4_V2 -> toDevice(log, receiver, first);
        }
    }

    /** A server looks at addresses before it writes ({@code mroute_extract_addr_ip}), others write. */
    private static void toDevice(LogWriter log, Side receiver, int first) {
        if (!isTun(log, receiver)) {
            return;
        }
        var config = log.process(receiver).config();
        if (!config.role().isServer()) {
            log.says(receiver, unwritable(config));
        } else if (config.version().isAtLeast(Version.V2_3)) {
            log.says(receiver, "IP packet with unknown IP version=%d seen".formatted(first >> 4));
        }
    }

    private static String unwritable(EffectiveConfig config) {
        return config.version().isBefore(Version.V2_6)
                ? "write to TUN/TAP : Invalid argument (code=22)"
                : "write to TUN/TAP : Invalid argument (fd=-1,code=22)";
    }

    private static boolean isTun(LogWriter log, Side side) {
        return !ServerNetwork.isTap(log.process(side).config());
    }

    /** {@code process_outgoing_link} and {@code process_outgoing_tun} of forward.c. */
    static void large(LogWriter log) {
        log.prediction()
                .packetSizes()
                .lost()
                .filter(lost -> log.prediction().packetSizes().isHarmful())
                .ifPresent(lost -> tooLarge(log, lost));
    }

    private static void tooLarge(LogWriter log, PacketSizes.Lost lost) {
        var receiver = lost.sender().other();
        switch (lost.limit()) {
            case WRITE ->
                log.says(
                        lost.sender(),
                        "TCP/UDP packet too large on write to %s (tried=%d,max=%d)"
                                .formatted(LogWriter.PEER, lost.tried(), lost.most()));
            case PATH ->
                log.says(
                        lost.sender(),
                        "write UDPv4 [EMSGSIZE Path-MTU=1500]: Message too long ("
                                + (log.version(lost.sender()).isBefore(Version.V2_6) ? "" : "fd=3,") + "code=90)");
            case READ -> truncated(log, receiver);
            case DEVICE ->
                log.says(
                        receiver,
                        "tun packet too large on write (tried=%d,max=%d)".formatted(lost.tried(), lost.most()));
        }
    }

    /** What was cut off is missed by whatever authenticates the packet. */
    private static void truncated(LogWriter log, Side receiver) {
        if (!(log.prediction().dataCipher() instanceof DataCipher.Agreed(var name))) {
            return;
        }
        var digest = receiver == Side.SERVER
                ? log.prediction().dataKeys().server()
                : log.prediction().dataKeys().client();
        if (cipher(name).isAead() && log.version(receiver).isAtLeast(Version.V2_4)) {
            log.says(receiver, "AEAD Decrypt error: cipher final failed");
        } else if (!digest.equals(Digest.NONE.name())) {
            log.says(receiver, "Authenticate/Decrypt packet error: packet HMAC authentication failed");
        }
    }
}
