package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import java.util.Optional;

/**
 * Whether the TLS handshake completes, as far as versions and cipher suites go. Certificates are not judged here.
 *
 * @param server the versions that the server takes
 * @param client the versions that the client offers
 */
public record TlsHandshake(TlsRange server, TlsRange client, Fault fault) implements Judged {

    private static final int TLS_1_3 = 13;

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** No version is in both ranges. */
        NO_SHARED_VERSION,
        /** No cipher suite is left that fits the server's key. */
        NO_SHARED_SUITE
    }

    static TlsHandshake of(Process server, Process client) {
        var taken = TlsRange.of(server);
        var offered = TlsRange.of(client);
        if (!taken.meets(offered)) {
            return new TlsHandshake(taken, offered, Fault.NO_SHARED_VERSION);
        }
        // tls-cipher does not touch the suites of TLS 1.3.
        var isShared = taken.newestWith(offered) >= TLS_1_3 || sharesSuite(server, client);
        return new TlsHandshake(taken, offered, isShared ? Fault.NONE : Fault.NO_SHARED_SUITE);
    }

    /** {@return no handshake at all, as with a static key} */
    static TlsHandshake absent() {
        var none = new TlsRange(0, 0);
        return new TlsHandshake(none, none, Fault.NONE);
    }

    private static boolean sharesSuite(Process server, Process client) {
        var atServer = TlsSettings.suites(server);
        var atClient = TlsSettings.suites(client);
        var suites = atServer.or(() -> atClient);
        if (suites.isEmpty()) {
            return true;
        }
        var algorithm =
                Material.of("cert", server).flatMap(CertificateFacts::parse).map(CertificateFacts::keyAlgorithm);
        return suites.get().stream()
                .filter(suite -> atClient.isEmpty()
                        || atServer.isEmpty()
                        || atClient.get().contains(suite))
                .filter(TlsSettings::isKnown)
                .anyMatch(suite -> algorithm.isEmpty() || TlsSettings.isFor(suite, algorithm.get()));
    }

    /** {@return whether the handshake reaches the exchange of options} */
    Optional<Fault> failure() {
        return fault == Fault.NONE ? Optional.empty() : Optional.of(fault);
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}
