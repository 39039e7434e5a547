package io.ovpnguard.predict;

import io.ovpnguard.option.Version;

/**
 * The pieces in which TLS messages are sent, and the room for them at the receiver, which up to 2.5 depends on
 * {@code tun-mtu} ({@code tls_init_control_channel_frame_parameters} and {@code key_state_init} of ssl.c).
 */
final class ControlPacketSize {

    /** Largest control packet, whatever a frame allows. */
    private static final int CAP = 1250;

    /** Opcode, own session id, acknowledgements with the peer's, packet number. */
    private static final int OVERHEAD = 38;

    /** 2.6 counts one acknowledgement, and the headers of UDP over IPv6. */
    private static final int OVERHEAD_SINCE_2_6 = 26 + 48;

    private static final int LONG_PACKET_ID = 8;

    /** Packet number, tag and block of {@code tls-crypt}. */
    private static final int CRYPT = 56;

    /** 2.2 sends the smallest pieces that there are. */
    private static final int PIECE_OF_2_2 = 100;

    /** Room for a peer id beside the packet, which 2.2 has not. */
    private static final int EXTRA_LINK = 3;

    private ControlPacketSize() {}

    /** {@return whether the largest piece of a side's certificate chain fits into the other's buffers} */
    static boolean fits(Process sender, Process receiver) {
        var sendsChain = sender.config().written().has("cert")
                || sender.config().written().has("pkcs12");
        return !sendsChain || piece(sender) <= room(receiver);
    }

    private static int piece(Process sender) {
        var version = sender.version();
        if (version.isBefore(Version.V2_3)) {
            return PIECE_OF_2_2;
        }
        var protection = protection(sender);
        if (version.isAtLeast(Version.V2_6)) {
            return CAP - OVERHEAD_SINCE_2_6 - protection;
        }
        var overhead = OVERHEAD + protection;
        return Math.min(frame(sender).linkMtu(), CAP) - 2 * overhead;
    }

    private static int room(Process receiver) {
        return receiver.version().isAtLeast(Version.V2_6)
                ? Integer.MAX_VALUE
                : frame(receiver).linkMtu() + EXTRA_LINK;
    }

    private static OldFrame frame(Process side) {
        return OldFrame.unsettled(side.config(), ownKey(side));
    }

    /** {@return what protects a side's data before anything is negotiated} */
    static DataKeyType ownKey(Process side) {
        var crypto = Crypto.of(side);
        var own = crypto.cipher(side.config().ciphers().cipher().value()).orElse(Cipher.NONE);
        return DataKeyType.of(side.config(), crypto, own);
    }

    private static int protection(Process side) {
        var written = side.config().written();
        if (written.has("tls-crypt") || written.has("tls-crypt-v2")) {
            return CRYPT;
        }
        var digest = DataKeyType.of(side.config(), Crypto.of(side), Cipher.NONE).digest();
        return written.has("tls-auth") ? LONG_PACKET_ID + digest.bytes() : 0;
    }
}
