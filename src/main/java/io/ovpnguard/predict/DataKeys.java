package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;

/**
 * Whether packets that one side protects with the settled cipher are read by the other: digest, key length, packet
 * number and IV ({@code openvpn_decrypt} of crypto.c).
 */
public record DataKeys(Fault fault, String server, String client) implements Judged {

    /** {@code POLARSSL_BLOWFISH_MIN_KEY} and {@code POLARSSL_BLOWFISH_MAX_KEY}; OpenSSL takes any length. */
    private static final int SHORTEST_BLOWFISH_KEY = 32;

    private static final int LONGEST_BLOWFISH_KEY = 448;

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** {@code auth} differs, and the cipher does not authenticate by itself. */
        DIFFERENT_DIGEST,
        /** {@code keysize} differs. */
        DIFFERENT_KEY_LENGTH,
        /** {@code keysize} is none that the cipher has, and the process dies. */
        NO_SUCH_KEY_LENGTH,
        /** Only one side has {@code no-replay}. */
        DIFFERENT_PACKET_NUMBER,
        /** Only one side has {@code no-iv}. */
        DIFFERENT_IV
    }

    static DataKeys of(Process server, Process client, Cipher cipher, boolean negotiated) {
        var one = DataKeyType.of(server.config(), Crypto.of(server), cipher);
        var other = DataKeyType.of(client.config(), Crypto.of(client), cipher);
        if (!one.digest().name().equals(other.digest().name())) {
            return new DataKeys(
                    Fault.DIFFERENT_DIGEST, one.digest().name(), other.digest().name());
        }
        if (!negotiated && (isUnusable(server, one) || isUnusable(client, other))) {
            return new DataKeys(Fault.NO_SUCH_KEY_LENGTH, bits(one), bits(other));
        }
        if (!negotiated && one.keyBytes() != other.keyBytes()) {
            return new DataKeys(Fault.DIFFERENT_KEY_LENGTH, bits(one), bits(other));
        }
        if (has(server.config(), "no-replay") != has(client.config(), "no-replay")) {
            return new DataKeys(Fault.DIFFERENT_PACKET_NUMBER, word(server, "no-replay"), word(client, "no-replay"));
        }
        var hasIv = !cipher.isAead() && cipher.mode() != Cipher.Mode.NONE;
        if (hasIv && has(server.config(), "no-iv") != has(client.config(), "no-iv")) {
            return new DataKeys(Fault.DIFFERENT_IV, word(server, "no-iv"), word(client, "no-iv"));
        }
        return new DataKeys(Fault.NONE, one.digest().name(), other.digest().name());
    }

    /** A length that the library does not have for the cipher is fatal when the keys are set. */
    private static boolean isUnusable(Process side, DataKeyType key) {
        var cipher = key.cipher();
        var bits = key.keyBytes() * 8;
        if (cipher.isVariable() && side.tls().family() != TlsLibrary.Family.OPENSSL) {
            return bits < SHORTEST_BLOWFISH_KEY || bits > LONGEST_BLOWFISH_KEY;
        }
        return !cipher.isVariable() && cipher.mode() != Cipher.Mode.NONE && bits != cipher.keyBits();
    }

    private static String bits(DataKeyType key) {
        return String.valueOf(key.keyBytes() * 8);
    }

    private static boolean has(EffectiveConfig config, String option) {
        return config.written().has(option);
    }

    private static String word(Process side, String option) {
        return has(side.config(), option) ? option : "";
    }

    @Override
    public Outcome consequence() {
        return switch (fault) {
            case NONE -> Outcome.WORKS;
            case NO_SUCH_KEY_LENGTH -> Outcome.NO_HANDSHAKE;
            case DIFFERENT_DIGEST, DIFFERENT_KEY_LENGTH, DIFFERENT_PACKET_NUMBER, DIFFERENT_IV -> Outcome.NO_TRAFFIC;
        };
    }
}
