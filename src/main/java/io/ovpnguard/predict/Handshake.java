package io.ovpnguard.predict;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.RevocationFile;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How two processes open the control channel and, through it, TLS.
 *
 * <p>Pairs of which all is known are remembered, so that the same texts, met again, are not judged again.
 */
record Handshake(ControlChannel control, TlsHandshake tls) {

    /** More than a big server has kinds of clients; of a server that tells its clients apart, more are judged anew. */
    private static final int MOST = 4_096;

    private static final Cache<Pair, Known> KNOWN =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record Pair(Identity server, Identity client) {}

    /**
     * What becomes of a handshake between two moments.
     *
     * @param after behind which nothing begins or ends until {@code before}
     */
    private record Known(Handshake handshake, Instant after, Instant before) {

        private boolean holds(Instant at) {
            return at.isAfter(after) && at.isBefore(before);
        }
    }

    Handshake {
        Objects.requireNonNull(control);
        Objects.requireNonNull(tls);
    }

    /** {@return none, as with a static key} */
    static Handshake absent() {
        return new Handshake(ControlChannel.absent(), TlsHandshake.absent());
    }

    /**
     * {@return what becomes of it}
     *
     * @param unknown where what cannot be known is added
     */
    static Handshake of(Process server, Process client, Instant at, List<String> unknown) {
        var ofServer = server.identity();
        var ofClient = client.identity();
        if (ofServer.isEmpty() || ofClient.isEmpty()) {
            return judge(server, client, at, unknown);
        }
        var pair = new Pair(ofServer.get(), ofClient.get());
        var known = KNOWN.getIfPresent(pair);
        if (known != null && known.holds(at)) {
            return known.handshake();
        }
        var before = unknown.size();
        var handshake = judge(server, client, at, unknown);
        if (unknown.size() == before) {
            var moments = moments(server, client);
            KNOWN.put(
                    pair,
                    new Known(
                            handshake,
                            Optional.ofNullable(moments.floor(at)).orElse(Instant.MIN),
                            Optional.ofNullable(moments.ceiling(at)).orElse(Instant.MAX)));
        }
        return handshake;
    }

    private static Handshake judge(Process server, Process client, Instant at, List<String> unknown) {
        var control = ControlChannelPhase.of(server, client, unknown);
        return new Handshake(control, TlsHandshake.of(server, client, at, unknown));
    }

    /** At these a certificate or revocation list begins or ends. */
    private static NavigableSet<Instant> moments(Process server, Process client) {
        var moments = new TreeSet<Instant>();
        Stream.of(server, client).forEach(process -> {
            var material = OwnMaterial.of(process);
            Stream.of(
                            material.own().stream(),
                            material.sent().stream(),
                            material.authorities().stream().flatMap(List::stream))
                    .flatMap(certificates -> certificates)
                    .forEach(certificate -> add(certificate, moments));
            Revocation.file(process).stream()
                    .flatMap(file -> file.lists().stream())
                    .forEach(list -> add(list, moments));
        });
        return moments;
    }

    private static void add(CertificateFacts certificate, NavigableSet<Instant> moments) {
        addStart(certificate.notBefore(), moments);
        moments.add(certificate.notAfter());
    }

    private static void add(RevocationFile.RevocationList list, NavigableSet<Instant> moments) {
        addStart(list.thisUpdate(), moments);
        list.nextUpdate().ifPresent(moments::add);
    }

    /** What begins soon is taken already, but not before what has begun. */
    private static void addStart(Instant start, NavigableSet<Instant> moments) {
        moments.add(start);
        moments.add(start.minus(PeerVerification.GRACE));
    }
}
