package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.StaticKey;
import io.ovpnguard.pki.StaticKey.Use;
import io.ovpnguard.pki.TlsCryptV2;
import io.ovpnguard.predict.ControlChannel.Fault;
import io.ovpnguard.predict.ControlChannel.Wrapping;
import java.util.List;
import java.util.Optional;

/**
 * Compares how both sides protect the control channel, by the key bytes that they really use
 * ({@code key_direction_state_init} of crypto.c, {@code read_control_auth} of ssl_pkt.c, up to 2.5 of ssl.c, and
 * {@code tls_crypt_unwrap} of tls_crypt.c).
 */
final class ControlChannelPhase {

    /** Of AES-256-CTR, with which {@code tls-crypt} encrypts. */
    static final int CRYPT_KEY = 32;

    private final Process server;
    private final Process client;
    private final List<String> unknown;
    private boolean heard;

    private ControlChannelPhase(Process server, Process client, List<String> unknown) {
        this.server = server;
        this.client = client;
        this.unknown = unknown;
    }

    /**
     * {@return the comparison}
     *
     * @param unknown where what cannot be known is added
     */
    static ControlChannel of(Process server, Process client, List<String> unknown) {
        return new ControlChannelPhase(server, client, unknown).compare();
    }

    private ControlChannel compare() {
        var atClient = clientWrapping();
        var atServer = serverWrapping(atClient);
        var fault = fault(atServer, atClient);
        // A server without tls-crypt-v2 does not know the packet that such a client begins with.
        var isBare = atServer == Wrapping.NONE && atClient != Wrapping.TLS_CRYPT_V2;
        return new ControlChannel(atServer, atClient, fault, fault == Fault.NONE || heard || isBare);
    }

    private Fault fault(Wrapping atServer, Wrapping atClient) {
        var isTls = server.config().role().tls().value() != Tls.NONE;
        if (server.config().role().tls().value() == client.config().role().tls().value() && isTls) {
            return Fault.SAME_PART;
        }
        if (PushPhase.keyMethod(server.config()) != PushPhase.keyMethod(client.config())) {
            return Fault.DIFFERENT_KEY_METHOD;
        }
        if (atServer != atClient) {
            return Fault.DIFFERENT_MEANS;
        }
        return switch (atServer) {
            case NONE -> Fault.NONE;
            case TLS_AUTH -> tlsAuth();
            case TLS_CRYPT -> tlsCrypt();
            case TLS_CRYPT_V2 -> tlsCryptV2();
        };
    }

    private Wrapping clientWrapping() {
        var written = client.config().written();
        if (written.has("tls-crypt-v2")) {
            return Wrapping.TLS_CRYPT_V2;
        }
        if (written.has("tls-crypt")) {
            return Wrapping.TLS_CRYPT;
        }
        return isAuthenticating(client) ? Wrapping.TLS_AUTH : Wrapping.NONE;
    }

    /** Up to 2.3 {@code tls-auth} does nothing where {@code auth none} leaves it without a digest. */
    private static boolean isAuthenticating(Process side) {
        var isDigestless = side.version().isBefore(Version.V2_4) && digest(side).bytes() == 0;
        return side.config().written().has("tls-auth") && !isDigestless;
    }

    /** A server with {@code tls-crypt-v2} takes clients of another kind only beside it. */
    private Wrapping serverWrapping(Wrapping atClient) {
        var written = server.config().written();
        var second = written.has("tls-crypt")
                ? Wrapping.TLS_CRYPT
                : isAuthenticating(server) ? Wrapping.TLS_AUTH : Wrapping.NONE;
        if (!written.has("tls-crypt-v2")) {
            return second;
        }
        return second != Wrapping.NONE && second == atClient ? second : Wrapping.TLS_CRYPT_V2;
    }

    private Fault tlsAuth() {
        var serverKey = key(server, "tls-auth");
        var clientKey = key(client, "tls-auth");
        if (serverKey.isEmpty() || clientKey.isEmpty()) {
            return Fault.NONE;
        }
        var serverDigest = digest(server);
        var clientDigest = digest(client);
        if (!serverDigest.name().equals(clientDigest.name())) {
            return Fault.DIFFERENT_DIGEST;
        }
        var bytes = serverDigest.bytes();
        var serverDirection = KeyDirection.of(server.config());
        var clientDirection = KeyDirection.of(client.config());
        var up = serverKey
                .get()
                .fingerprint(receiving(serverDirection), Use.HMAC, bytes)
                .equals(clientKey.get().fingerprint(sending(clientDirection), Use.HMAC, bytes));
        var down = serverKey
                .get()
                .fingerprint(sending(serverDirection), Use.HMAC, bytes)
                .equals(clientKey.get().fingerprint(receiving(clientDirection), Use.HMAC, bytes));
        heard = up;
        if (up && down) {
            return Fault.NONE;
        }
        var isSameKey = serverKey
                        .get()
                        .fingerprint(0, Use.HMAC, bytes)
                        .equals(clientKey.get().fingerprint(0, Use.HMAC, bytes))
                && serverKey
                        .get()
                        .fingerprint(1, Use.HMAC, bytes)
                        .equals(clientKey.get().fingerprint(1, Use.HMAC, bytes));
        if (!isSameKey) {
            return Fault.DIFFERENT_KEY;
        }
        return serverDirection.isPresent() && clientDirection.isPresent()
                ? Fault.SAME_DIRECTION
                : Fault.ONE_SIDED_DIRECTION;
    }

    /** The pair of keys for sending: the first without a direction and for 0, the second for 1. */
    static int sending(Optional<Integer> direction) {
        return direction.orElse(0);
    }

    /** The pair of keys for receiving: the first without a direction, else the one not used for sending. */
    static int receiving(Optional<Integer> direction) {
        return direction.map(number -> 1 - number).orElse(0);
    }

    private static Digest digest(Process side) {
        return DataKeyType.of(side.config(), Crypto.of(side), Cipher.NONE).digest();
    }

    private Fault tlsCrypt() {
        var serverKey = key(server, "tls-crypt");
        var clientKey = key(client, "tls-crypt");
        if (serverKey.isEmpty() || clientKey.isEmpty()) {
            return Fault.NONE;
        }
        for (var pair = 0; pair < 2; pair++) {
            for (var use : Use.values()) {
                if (!serverKey
                        .get()
                        .fingerprint(pair, use, CRYPT_KEY)
                        .equals(clientKey.get().fingerprint(pair, use, CRYPT_KEY))) {
                    return Fault.DIFFERENT_KEY;
                }
            }
        }
        return Fault.NONE;
    }

    private Fault tlsCryptV2() {
        var serverKey = text(server, "tls-crypt-v2");
        var clientKey = text(client, "tls-crypt-v2");
        if (serverKey.isEmpty() || clientKey.isEmpty()) {
            return Fault.NONE;
        }
        return TlsCryptV2.opens(serverKey.get(), clientKey.get()) ? Fault.NONE : Fault.DIFFERENT_KEY;
    }

    private Optional<StaticKey> key(Process side, String option) {
        var text = text(side, option);
        var key = text.flatMap(StaticKey::ofControlChannel);
        if (text.isPresent() && key.isEmpty()) {
            unknown.add("the passphrase in the file of `" + option + "` of "
                    + side.profile().name());
        }
        return key;
    }

    private Optional<KeyText> text(Process side, String option) {
        var text = side.material(option);
        if (text.isEmpty()) {
            unknown.add("the key of `" + option + "` of " + side.profile().name() + " was not given");
        }
        return text;
    }
}
