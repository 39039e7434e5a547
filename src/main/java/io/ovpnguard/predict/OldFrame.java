package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;

/**
 * Packet sizes of OpenVPN up to 2.5: {@code struct frame} of mtu.h with the additions that {@code do_init_frame} of
 * init.c and {@code crypto_adjust_frame_parameters} of crypto.c make to it.
 *
 * @param linkMtu largest datagram
 * @param extraFrame what encryption, framing and transport add
 * @param extraTun what a device adds to its own MTU
 */
record OldFrame(int linkMtu, int extraFrame, int extraTun) {

    /** {@code crypto_max_overhead}: a long packet number, IV, block and digest of the largest kind. */
    private static final int WORST_CRYPTO = 8 + 16 + 32 + 64;

    static final int PEER_ID = 3;

    private static final int OPCODE = 1;
    private static final int FRAGMENT_HEADER = 4;
    private static final int STREAM_LENGTH = 2;
    private static final int SOCKS_HEADER = 10;
    private static final int TAG = 16;
    private static final int AEAD_IV = 12;

    /** {@return the frame with a cipher's own overhead} */
    static OldFrame of(EffectiveConfig config, DataKeyType key) {
        return of(config, crypto(config, key));
    }

    /** {@return the frame before the cipher is known, as sides that negotiate begin with from 2.4 on} */
    static OldFrame unsettled(EffectiveConfig config, DataKeyType key) {
        var negotiates = config.version().isAtLeast(Version.V2_4)
                && (config.role().pulls() || config.role().isServer());
        return negotiates ? of(config, WORST_CRYPTO) : of(config, key);
    }

    private static OldFrame of(EffectiveConfig config, int crypto) {
        var connection = config.transport().first();
        var protocol = connection.protocol().value();
        // Neither TLS nor a key: packets go as they are.
        var isPlain = config.role().tls().value() == Tls.NONE && !config.role().isStaticKey();
        var extra = isPlain ? 0 : crypto;
        if (!isPlain && !config.role().isStaticKey()) {
            extra += OPCODE;
        }
        if (isFramed(config)) {
            extra += 1;
        }
        if (connection.isFragmenting()) {
            extra += FRAGMENT_HEADER;
        }
        if (!protocol.isUdp()) {
            extra += STREAM_LENGTH;
        } else if (connection.written().has("socks-proxy")) {
            extra += SOCKS_HEADER;
        }
        var extraTun = config.mtu().tunMtuExtra().value();
        var linkMtu = config.mtu()
                .linkMtu()
                .map(Setting::value)
                .orElse(config.mtu().tunMtu().value() + extra + extraTun);
        return new OldFrame(linkMtu, extra, extraTun);
    }

    private static boolean isFramed(EffectiveConfig config) {
        return config.compression().compression().value().algorithm() != Algorithm.NONE;
    }

    private static int crypto(EffectiveConfig config, DataKeyType key) {
        var cipher = key.cipher();
        var bytes = DataKeyType.packetIdBytes(config, cipher) + key.digest().bytes();
        if (cipher.mode() == Cipher.Mode.NONE) {
            return bytes;
        }
        if (cipher.isAead()) {
            return bytes + AEAD_IV + TAG + key.blockBytes(config.version());
        }
        var hasIv = !config.written().has("no-iv");
        return bytes + (hasIv ? cipher.ivBytes() : 0) + key.blockBytes(config.version());
    }

    /** {@return the frame of a client that was given a peer id, which lengthens the header of data packets} */
    OldFrame withPeerId(EffectiveConfig config) {
        var isFixed = config.mtu().linkMtu().isPresent();
        return new OldFrame(isFixed ? linkMtu : linkMtu + PEER_ID, extraFrame + PEER_ID, extraTun);
    }

    /** {@return the MTU of the device: {@code TUN_MTU_SIZE}} */
    int tunMtu() {
        return linkMtu - extraFrame - extraTun;
    }

    /** {@return largest packet with what the device adds: {@code PAYLOAD_SIZE}} */
    int payloadSize() {
        return linkMtu - extraFrame;
    }
}
