package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;

/** Packet sizes of OpenVPN from 2.6 on (mtu.c, {@code calculate_crypto_overhead} of crypto.c). */
final class NewFrame {

    private static final int FRAGMENT_HEADER = 4;
    private static final int STREAM_LENGTH = 2;
    private static final int SOCKS_HEADER = 10;
    private static final int TAG = 16;
    private static final int AEAD_IV = 12;

    private final EffectiveConfig config;
    private final DataKeyType key;

    NewFrame(EffectiveConfig config, DataKeyType key) {
        this.config = config;
        this.key = key;
    }

    /** {@return what stands around the payload: {@code frame_calculate_protocol_header_size}, as older peers count it} */
    int headerSize() {
        var protocol = config.transport().first().protocol().value();
        var size = 0;
        if (protocol.isUdp() && config.transport().first().written().has("socks-proxy")) {
            size += SOCKS_HEADER;
        }
        if (!protocol.isUdp()) {
            size += STREAM_LENGTH;
        }
        if (!config.role().isStaticKey()) {
            size += 1;
        }
        return size + cryptoOverhead();
    }

    private int cryptoOverhead() {
        var cipher = key.cipher();
        var packetId = DataKeyType.packetIdBytes(config, cipher);
        var block = key.blockBytes(config.version());
        return switch (cipher.mode()) {
            case AEAD -> packetId + TAG + AEAD_IV + block;
            case CBC -> block + cipher.ivBytes() + key.digest().bytes();
            case CFB, OFB -> packetId + block + cipher.ivBytes() + key.digest().bytes();
            case NONE -> packetId + key.digest().bytes();
        };
    }

    /** {@return a full packet with what is encrypted along with it: {@code frame_calculate_payload_size}} */
    int payloadSize(int tunMtu) {
        var size = tunMtu + config.mtu().tunMtuExtra().value();
        var algorithm = config.compression().compression().value().algorithm();
        if (algorithm == Algorithm.LZ4 || algorithm == Algorithm.STUB || algorithm == Algorithm.LZO) {
            size += 1;
        }
        if (config.transport().first().isFragmenting()) {
            size += FRAGMENT_HEADER;
        }
        return key.cipher().mode() == Cipher.Mode.CBC ? size + DataKeyType.packetIdBytes(config, key.cipher()) : size;
    }

    /** {@return the device's MTU: as written, or what {@code link-mtu} leaves ({@code get_frame_mtu} of init.c)} */
    static int tunMtu(EffectiveConfig config, DataKeyType initial) {
        return config.mtu()
                .linkMtu()
                .map(Setting::value)
                .map(link -> link - new NewFrame(config, initial).headerSize())
                .orElse(config.mtu().tunMtu().value());
    }
}
