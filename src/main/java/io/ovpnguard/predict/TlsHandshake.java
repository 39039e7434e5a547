package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.effective.Setting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether the TLS handshake completes: versions and cipher suites, and what each side makes of the other's certificate
 * ({@code tls_ctx_set_tls_versions} and {@code verify_callback} of ssl_openssl.c and ssl_verify_openssl.c).
 *
 * @param server the versions that the server takes
 * @param client the versions that the client offers
 * @param rejected the certificate that is not taken, where that is the fault
 */
public record TlsHandshake(TlsRange server, TlsRange client, Fault fault, Optional<Rejected> rejected)
        implements Judged {

    private static final int TLS_1_3 = 13;

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** No version is in both ranges. */
        NO_SHARED_VERSION,
        /** No cipher suite is left that fits the server's key. */
        NO_SHARED_SUITE,
        /** {@code tls-groups} of the two leave no group in which keys could be agreed. */
        NO_SHARED_GROUP,
        /** The server's certificate has a key of a kind or curve that does not serve in the TLS version of the two. */
        UNUSABLE_SERVER_KEY,
        /** The same of the client's certificate, which the server asks for. */
        UNUSABLE_CLIENT_KEY,
        /** A side does not take the other's certificate. */
        REJECTED_CERTIFICATE,
        /** A side's buffers, which follow its {@code tun-mtu}, are too small for the other's certificates. */
        TOO_LARGE_PACKETS,
        /** A script of {@code tls-verify} says no. */
        REFUSED_BY_SCRIPT,
        /** The server, no longer root by then, cannot read its revocation list. */
        UNREADABLE_CRL
    }

    TlsHandshake(TlsRange server, TlsRange client, Fault fault) {
        this(server, client, fault, Optional.empty());
    }

    static TlsHandshake of(Process server, Process client, Instant at, List<String> unknown) {
        var taken = KeyUse.narrowed(TlsRange.of(server), server);
        var offered = TlsRange.of(client);
        if (!taken.meets(offered)) {
            return new TlsHandshake(taken, offered, Fault.NO_SHARED_VERSION);
        }
        // tls-cipher does not touch the suites of TLS 1.3.
        var version = taken.newestWith(offered);
        var isNew = version >= TLS_1_3;
        if (!isNew && !sharesSuite(server, client)) {
            return new TlsHandshake(taken, offered, Fault.NO_SHARED_SUITE);
        }
        if (!TlsGroups.meet(server, client) && (isNew || !TlsSettings.agreeWithoutGroup(server, client))
                || !SuiteB.agrees(server, client, isNew)) {
            return new TlsHandshake(taken, offered, Fault.NO_SHARED_GROUP);
        }
        if (!KeyUse.ofServer(server, client, version)) {
            return new TlsHandshake(taken, offered, Fault.UNUSABLE_SERVER_KEY);
        }
        if (!ControlPacketSize.fits(server, client) || !ControlPacketSize.fits(client, server)) {
            return new TlsHandshake(taken, offered, Fault.TOO_LARGE_PACKETS);
        }
        // The server shows its certificate first.
        var byClient = PeerVerification.of(client, Side.CLIENT, server, at, unknown);
        if (byClient.isEmpty() && !KeyUse.ofClient(client, server, version)) {
            return new TlsHandshake(taken, offered, Fault.UNUSABLE_CLIENT_KEY);
        }
        var rejected = byClient.or(() -> PeerVerification.of(server, Side.SERVER, client, at, unknown));
        if (rejected.isPresent()) {
            return new TlsHandshake(taken, offered, Fault.REJECTED_CERTIFICATE, rejected);
        }
        if (isCrlUnreadable(server)) {
            return new TlsHandshake(taken, offered, Fault.UNREADABLE_CRL);
        }
        var isVerified = Scripts.passes(server, "tls-verify", unknown) && Scripts.passes(client, "tls-verify", unknown);
        return new TlsHandshake(taken, offered, isVerified ? Fault.NONE : Fault.REFUSED_BY_SCRIPT);
    }

    private static boolean isCrlUnreadable(Process server) {
        var written = server.config().written();
        var user = written.value("user").map(Setting::value).orElse("root");
        return Scripts.readsCrlLate(server.version())
                && !user.equals("root")
                && written.value("crl-verify")
                        .flatMap(name -> server.profile().files().find(name.value()))
                        .flatMap(FileEntry::mode)
                        .filter(mode -> (Integer.parseInt(mode, 8) & 4) == 0)
                        .isPresent();
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
        var algorithm = OwnMaterial.of(server).own().map(own -> own.key().algorithm());
        return suites.get().stream()
                .filter(suite -> atServer.isEmpty() || TlsSettings.isKnown(suite, server.tls()))
                .filter(suite -> atClient.isEmpty() || TlsSettings.shares(atClient.get(), suite, client.tls()))
                .anyMatch(suite -> algorithm.isEmpty() || TlsSettings.isFor(suite, algorithm.get()));
    }

    /** {@return the newest version that both sides have, for people; they must share one} */
    public String version() {
        return TlsRange.word(server.newestWith(client));
    }

    /** {@return whether the newest version that both have is older than TLS 1.3; they must share one} */
    public boolean isBeforeTls13() {
        return server.newestWith(client) < TLS_1_3;
    }

    @Override
    public Outcome consequence() {
        return fault == Fault.NONE ? Outcome.WORKS : Outcome.NO_HANDSHAKE;
    }
}
