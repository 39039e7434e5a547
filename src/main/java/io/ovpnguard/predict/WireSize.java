package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.EffectiveConfig;

/**
 * The length of data packets on the wire: what {@code openvpn_encrypt} of crypto.c and the framing around it make of a
 * payload.
 *
 * @param hasPeerId whether packets are P_DATA_V2, with three bytes more in their header
 * @param isEpoch whether packet numbers are of 2.7's long kind, which counts epochs of the key, too
 * @param framing what compression puts in front
 * @param isFragmenting whether the internal fragmentation puts its header in front
 */
record WireSize(
        EffectiveConfig config,
        DataKeyType key,
        boolean hasPeerId,
        boolean isEpoch,
        Compression framing,
        boolean isFragmenting) {

    private static final int TAG = 16;
    private static final int FRAGMENT_HEADER = 4;
    private static final int EPOCH_PACKET_ID = 8;

    /** {@return the bytes of the datagram that carries a payload which compression leaves as it is} */
    int of(int payload) {
        var cipher = key.cipher();
        var packetId = isEpoch && cipher.isAead() ? EPOCH_PACKET_ID : DataKeyType.packetIdBytes(config, cipher);
        var plain = payload + framingBytes() + (isFragmenting ? FRAGMENT_HEADER : 0);
        var sealed = switch (cipher.mode()) {
            case AEAD -> packetId + TAG + plain;
            case CBC ->
                iv()
                        + padded(packetId + plain, cipher.blockBytes())
                        + key.digest().bytes();
            case CFB, OFB -> iv() + packetId + plain + key.digest().bytes();
            case NONE -> packetId + plain + key.digest().bytes();
        };
        return header() + sealed;
    }

    private int header() {
        if (config.role().isStaticKey()) {
            return 0;
        }
        return hasPeerId ? 1 + OldFrame.PEER_ID : 1;
    }

    private int iv() {
        return config.written().has("no-iv") ? 0 : key.cipher().ivBytes();
    }

    /** Padding always adds at least one byte. */
    private static int padded(int bytes, int block) {
        return (bytes / block + 1) * block;
    }

    private int framingBytes() {
        return switch (FramePattern.ofSmall(framing)) {
            case BARE -> 0;
            case MARKED, SWAPPED, LZO, LZ4, LZ4_V2 -> 1;
        };
    }
}
