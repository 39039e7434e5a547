package io.ovpnguard.predict;

import io.ovpnguard.effective.CipherSettings;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/**
 * Settles the data channel's cipher as both processes do, each by the rules of its version: 2.3 and older use what is
 * configured; a 2.4 server dictates ({@code prepare_push_reply} of push.c); later servers pick the first of their list
 * that the client has ({@code ncp_get_best_cipher} of ssl_ncp.c); without a server, 2.6 peers pick the first shared one
 * ({@code get_p2p_ncp_cipher}).
 */
final class CipherNegotiation {

    private final EffectiveConfig server;
    private final EffectiveConfig client;
    private final List<String> serverOffer;
    private final List<String> clientOffer;
    private final CipherAnnouncement fromServer;
    private final CipherAnnouncement fromClient;
    private final Crypto atClient;
    private boolean taken = true;

    private CipherNegotiation(Process server, Process client) {
        this.server = server.config();
        this.client = client.config();
        this.serverOffer = CipherOffer.of(server);
        this.clientOffer = CipherOffer.of(client);
        this.fromServer = CipherAnnouncement.of(server);
        this.fromClient = CipherAnnouncement.of(client);
        this.atClient = Crypto.of(client);
    }

    /** {@return the negotiation between two processes, ready to be settled} */
    static CipherNegotiation between(Process server, Process client) {
        return new CipherNegotiation(server, client);
    }

    /**
     * {@return whether a 2.4 server waits with its keys for the client's request: always with a client that negotiates,
     * else only when their ciphers differ ({@code key_method_2_read} of ssl.c)}
     */
    boolean isSettledByPush() {
        var own = own(server);
        var told = fromClient.inOptions().map(name -> name.equals("none") ? "[null-cipher]" : name);
        return fromClient.isGcmCapable() || told.isPresent() && !told.get().equals(own);
    }

    /** {@return the cipher that the server pushes, if it does} */
    Optional<String> pushed() {
        if (isStaticKey() || !client.role().pulls() || !isPushed()) {
            return Optional.empty();
        }
        return chosen();
    }

    /**
     * {@return what becomes of the data channel}
     *
     * @param isTaken whether a pushed cipher gets past the client's {@code pull-filter}
     */
    DataCipher settle(boolean isTaken) {
        taken = isTaken;
        return settle();
    }

    private DataCipher settle() {
        if (isStaticKey()) {
            return compare(own(server), own(client));
        }
        if (!server.role().isServer() && !client.role().pulls()) {
            return peerToPeer();
        }
        var chosen = chosen();
        if (chosen.isEmpty()) {
            return rejected(Side.SERVER);
        }
        return atClient(chosen.get());
    }

    private DataCipher peerToPeer() {
        if (server.version().isAtLeast(Version.V2_6) && client.version().isAtLeast(Version.V2_6)) {
            var shared = firstShared(serverOffer, fromClient.list());
            if (shared.isPresent()) {
                return new DataCipher.Agreed(shared.get());
            }
        }
        // A 2.6 peer that finds no shared cipher goes on only with one that is written (do_deferred_p2p_ncp).
        if (client.version().isAtLeast(Version.V2_6)
                && !client.ciphers().fallback().value()) {
            return rejected(Side.CLIENT);
        }
        if (server.version().isAtLeast(Version.V2_6)
                && !server.ciphers().fallback().value()) {
            return rejected(Side.SERVER);
        }
        return compare(own(server), own(client));
    }

    private boolean isStaticKey() {
        return server.role().isStaticKey() || client.role().isStaticKey();
    }

    /** {@return the cipher that the server uses; empty if it refuses the client} */
    private Optional<String> chosen() {
        return server.role().isServer() ? chosenByServer() : chosenByPeer();
    }

    /** A single peer answers a client that pulls, and negotiates as with any peer: from 2.6 on only. */
    private Optional<String> chosenByPeer() {
        if (server.version().isBefore(Version.V2_6)) {
            return Optional.of(own(server));
        }
        return firstShared(serverOffer, fromClient.peerList())
                .or(() -> server.ciphers().fallback().value() ? Optional.of(own(server)) : Optional.empty());
    }

    private Optional<String> chosenByServer() {
        var settings = server.ciphers();
        if (!settings.negotiates().value()) {
            return Optional.of(own(server));
        }
        var offered = serverOffer;
        if (server.version().equals(Version.V2_4)) {
            if (fromClient.isGcmCapable()) {
                return Optional.of(offered.getFirst());
            }
            return Optional.of(fromClient.inOptions().filter(offered::contains).orElse(own(server)));
        }
        var best = offered.stream()
                .filter(cipher -> fromClient.peerList().contains(cipher) || isToldByOldClient(cipher))
                .findFirst();
        if (best.isPresent()) {
            return best;
        }
        var knowsNothing =
                fromClient.peerList().isEmpty() && fromClient.inOptions().isEmpty();
        return knowsNothing && settings.fallback().value() ? Optional.of(own(server)) : Optional.empty();
    }

    private boolean isToldByOldClient(String cipher) {
        return fromClient.list().isEmpty()
                && fromClient.inOptions().filter(cipher::equals).isPresent();
    }

    private DataCipher atClient(String chosen) {
        var settings = client.ciphers();
        if (!client.role().pulls() || client.version().isBefore(Version.V2_4)) {
            return isStuck() ? rejected(Side.CLIENT) : compare(chosen, own(client));
        }
        if (isPushed() && taken) {
            return accepts(settings, chosen) ? new DataCipher.Agreed(chosen) : rejected(Side.CLIENT);
        }
        return withoutPush(settings, chosen);
    }

    /** A server sends no peer info, so that a 2.6 client without {@code pull} is left with what it has written. */
    private boolean isStuck() {
        return !client.role().pulls()
                && client.version().isAtLeast(Version.V2_6)
                && !client.ciphers().fallback().value();
    }

    private boolean isPushed() {
        if (server.version().isBefore(Version.V2_4) || !fromClient.negotiates()) {
            return false;
        }
        return !server.version().equals(Version.V2_4)
                || server.role().isServer() && server.ciphers().negotiates().value() && fromClient.isGcmCapable();
    }

    /** The OpenVPN 3 core takes every cipher that its library has, whatever it offers. */
    private boolean isAtHand(String name) {
        return atClient.cipher(name)
                .filter(cipher -> cipher.mode() != Cipher.Mode.NONE)
                .isPresent();
    }

    private boolean accepts(CipherSettings settings, String pushed) {
        if (client.version().isConnect()) {
            return isAtHand(pushed);
        }
        if (clientOffer.contains(pushed)) {
            return true;
        }
        var isOwn = pushed.equals(own(client));
        return isOwn
                && (client.version().equals(Version.V2_4) || settings.fallback().value());
    }

    /** The client goes by the server's options string ({@code check_pull_client_ncp} of ssl_ncp.c). */
    private DataCipher withoutPush(CipherSettings settings, String chosen) {
        if (client.version().isConnect()) {
            return isAtHand(own(client)) ? compare(chosen, own(client)) : rejected(Side.CLIENT);
        }
        var told = fromServer.inOptions();
        if (settings.negotiates().value() && told.isPresent() && clientOffer.contains(told.get())) {
            return compare(chosen, told.get());
        }
        if (client.version().equals(Version.V2_4)) {
            return compare(chosen, own(client));
        }
        var isLeftAlone = !settings.negotiates().value()
                || told.isEmpty() && settings.fallback().value();
        return isLeftAlone && accepts(settings, own(client)) ? compare(chosen, own(client)) : rejected(Side.CLIENT);
    }

    private static String own(EffectiveConfig config) {
        return config.ciphers().cipher().value();
    }

    private static Optional<String> firstShared(List<String> preferred, List<String> other) {
        return preferred.stream().filter(other::contains).findFirst();
    }

    private static DataCipher compare(String server, String client) {
        return server.equals(client) ? new DataCipher.Agreed(client) : new DataCipher.Mismatched(server, client);
    }

    private DataCipher rejected(Side by) {
        return new DataCipher.Rejected(by, accepted(server, serverOffer), accepted(client, clientOffer));
    }

    private static List<String> accepted(EffectiveConfig config, List<String> offer) {
        return config.ciphers().negotiates().value() ? offer : List.of(own(config));
    }
}
