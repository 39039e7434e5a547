package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.pki.StaticKey;
import io.ovpnguard.pki.StaticKey.Use;
import java.util.List;
import java.util.Optional;

/**
 * Whether two peers with {@code secret} take each other's first packet. There is no handshake: a peer that is not told
 * where its partner is learns it from a packet that it can read, so that what would lose packets elsewhere here keeps
 * the tunnel from coming up.
 */
public record StaticKeys(Fault fault) implements Judged {

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** One side uses a static key, the other TLS. */
        ONE_SIDED,
        DIFFERENT_KEY,
        /** The same key file, but halves of it that do not fit. */
        DIFFERENT_DIRECTION,
        DIFFERENT_CIPHER,
        DIFFERENT_DIGEST,
        /** One side does not understand the other's compression framing. */
        DIFFERENT_FRAMING,
        /** A side has no address in the tunnel and sends no pings, so that the other never hears of it. */
        SILENT
    }

    static StaticKeys of(
            Process server, Process client, DataCipher cipher, DataKeys keys, Framing framing, List<String> unknown) {
        if (server.config().role().isStaticKey() != client.config().role().isStaticKey()) {
            return new StaticKeys(Fault.ONE_SIDED);
        }
        if (!(cipher instanceof DataCipher.Agreed)) {
            return new StaticKeys(Fault.DIFFERENT_CIPHER);
        }
        if (keys.fault() == DataKeys.Fault.DIFFERENT_DIGEST || keys.fault() == DataKeys.Fault.DIFFERENT_KEY_LENGTH) {
            return new StaticKeys(Fault.DIFFERENT_DIGEST);
        }
        var key = compare(server, client, unknown);
        if (key != Fault.NONE) {
            return new StaticKeys(key);
        }
        if (framing.consequence() == Outcome.NO_TRAFFIC) {
            return new StaticKeys(Fault.DIFFERENT_FRAMING);
        }
        var isHeard = speaks(client.config()) && (speaks(server.config()))
                || speaks(server.config())
                        && server.config().transport().first().remote().isPresent();
        return new StaticKeys(isHeard ? Fault.NONE : Fault.SILENT);
    }

    /** {@return whether this only repeats what another phase found} */
    boolean isBecauseOf(Judged result) {
        return switch (fault) {
            case DIFFERENT_CIPHER -> result instanceof DataCipher;
            case DIFFERENT_DIGEST -> result instanceof DataKeys;
            case DIFFERENT_FRAMING -> result instanceof Framing;
            case NONE, ONE_SIDED, DIFFERENT_KEY, DIFFERENT_DIRECTION, SILENT -> false;
        };
    }

    /** A device that is up sends something of its own accord. */
    private static boolean speaks(EffectiveConfig side) {
        var written = side.written();
        return written.has("ifconfig") && !written.has("ifconfig-noexec")
                || written.has("ping")
                || written.has("keepalive");
    }

    private static Fault compare(Process server, Process client, List<String> unknown) {
        var serverKey = key(server);
        var clientKey = key(client);
        if (serverKey.isEmpty() || clientKey.isEmpty()) {
            unknown.add("the key of `secret` was not given");
            return Fault.NONE;
        }
        var serverDirection = KeyDirection.of(server.config());
        var clientDirection = KeyDirection.of(client.config());
        var up = isSame(
                server,
                serverKey.get(),
                ControlChannelPhase.receiving(serverDirection),
                clientKey.get(),
                ControlChannelPhase.sending(clientDirection));
        var down = isSame(
                server,
                serverKey.get(),
                ControlChannelPhase.sending(serverDirection),
                clientKey.get(),
                ControlChannelPhase.receiving(clientDirection));
        if (up && down) {
            return Fault.NONE;
        }
        var isSameFile = isSame(server, serverKey.get(), 0, clientKey.get(), 0)
                && isSame(server, serverKey.get(), 1, clientKey.get(), 1);
        return isSameFile ? Fault.DIFFERENT_DIRECTION : Fault.DIFFERENT_KEY;
    }

    private static boolean isSame(Process side, StaticKey one, int pair, StaticKey other, int otherPair) {
        var type = type(side);
        return one.fingerprint(pair, Use.CIPHER, type.keyBytes())
                        .equals(other.fingerprint(otherPair, Use.CIPHER, type.keyBytes()))
                && one.fingerprint(pair, Use.HMAC, type.digest().bytes())
                        .equals(other.fingerprint(
                                otherPair, Use.HMAC, type.digest().bytes()));
    }

    /** {@return how many bytes of a half the cipher takes} */
    static int keyBytes(Process side) {
        return type(side).keyBytes();
    }

    private static DataKeyType type(Process side) {
        var crypto = Crypto.of(side);
        var cipher = crypto.cipher(side.config().ciphers().cipher().value()).orElse(Cipher.NONE);
        return DataKeyType.of(side.config(), crypto, cipher);
    }

    private static Optional<StaticKey> key(Process side) {
        return side.material("secret").flatMap(StaticKey::parse);
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}
