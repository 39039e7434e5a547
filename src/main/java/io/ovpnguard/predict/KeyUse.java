package io.ovpnguard.predict;

import io.ovpnguard.pki.KeyFacts;
import io.ovpnguard.pki.KeyFacts.Algorithm;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether the key of a certificate serves in a handshake of a TLS version ({@code ssl_set_masks} of OpenSSL's ssl_lib.c,
 * {@code tls1_check_chain}, {@code tls12_check_peer_sigalg} and {@code tls_choose_sigalg} of t1_lib.c,
 * {@code is_tls13_capable} of statem_lib.c). Before TLS 1.2
 * only RSA and curves sign; up to it the curve of a key is one of the groups, from TLS 1.3 on it belongs to the signature.
 */
final class KeyUse {

    private static final int TLS_1_2 = 12;

    private static final Set<Algorithm> SINCE_TLS_1_2 = Set.of(Algorithm.RSA_PSS, Algorithm.ED25519, Algorithm.ED448);

    private static final Set<String> OF_TLS_1_3 = Set.of("P-256", "P-384", "P-521");

    private static final Pattern BRAINPOOL = Pattern.compile("brainpoolP(?:256|384|512)r1");

    /** Other curves have several names, or none. */
    private static final Pattern NAMED = Pattern.compile("P-[0-9]{3}|brainpoolP[0-9]{3}r1|secp[0-9]{3}k1");

    private KeyUse() {}

    /** {@return the versions that a server takes with its key: with a curve that TLS 1.3 has no signature for, older ones} */
    static TlsRange narrowed(TlsRange range, Process server) {
        var isOlder = key(server)
                .filter(_ -> isJudged(server, server) && range.most() > TLS_1_2 && range.least() <= TLS_1_2)
                .filter(key -> !isSigning(key, server, server, range.most()))
                .isPresent();
        return isOlder ? new TlsRange(range.least(), TLS_1_2) : range;
    }

    /** {@return whether the server can show its certificate: the client's groups count, its own do not} */
    static boolean ofServer(Process server, Process client, int version) {
        return key(server)
                .filter(_ -> isJudged(server, client))
                .filter(key -> !isSigning(key, server, client, version) || version <= TLS_1_2 && !isAmong(key, client))
                .isEmpty();
    }

    /**
     * {@return whether the client can show its certificate, if it is asked for one, and the server takes its curve: one
     * that cannot sign shows none, and the server looks for the curve among its own groups and those that it was told}
     */
    static boolean ofClient(Process client, Process server, int version) {
        var key = key(client).filter(_ -> isJudged(server, client) && PeerVerification.verifies(server, Side.SERVER));
        if (key.isEmpty()) {
            return true;
        }
        if (!isSigning(key.get(), client, server, version) || !SuiteB.isShown(client, version > TLS_1_2)) {
            return !Authentication.isCertificateWanted(server.config().written());
        }
        return version > TLS_1_2 || isAmong(key.get(), client) && isAmong(key.get(), server);
    }

    private static Optional<KeyFacts> key(Process process) {
        return OwnMaterial.of(process).own().map(own -> own.key());
    }

    private static boolean isJudged(Process one, Process other) {
        return one.tls().isOpenSslSince(1, 1, 1) && other.tls().isOpenSslSince(1, 1, 1);
    }

    private static boolean isSigning(KeyFacts key, Process holder, Process peer, int version) {
        if ((SuiteB.isAsked(holder) || SuiteB.isAsked(peer)) && !SuiteB.isSigning(key)) {
            return false;
        }
        if (version < TLS_1_2) {
            return !SINCE_TLS_1_2.contains(key.algorithm());
        }
        return version == TLS_1_2
                || curve(key)
                        .filter(curve -> !OF_TLS_1_3.contains(curve) && !isBrainpool(curve, holder, peer))
                        .isEmpty();
    }

    /** OpenSSL 3.2 brought signatures of TLS 1.3 for these. */
    private static boolean isBrainpool(String curve, Process holder, Process peer) {
        return BRAINPOOL.matcher(curve).matches()
                && holder.tls().isOpenSslSince(3, 2, 0)
                && peer.tls().isOpenSslSince(3, 2, 0);
    }

    private static boolean isAmong(KeyFacts key, Process process) {
        return curve(key).filter(curve -> !TlsGroups.has(process, curve)).isEmpty();
    }

    private static Optional<String> curve(KeyFacts key) {
        return key.curve().filter(name -> NAMED.matcher(name).matches());
    }
}
