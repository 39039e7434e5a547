package io.ovpnguard.predict;

import io.ovpnguard.predict.MeasuredClients.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the chain and keys of one client cost against a server that is known, beside what the JDK takes for its part of
 * the same: read certificate and key, and validate the path.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KeyBenchmark {

    /** Judged in one measured stretch. */
    private static final int STRETCH = 500;

    /** More than are remembered, so that whoever comes round again is met for the first time again. */
    private static final int FORGOTTEN = 60_000;

    private static final Instant AT = Instant.now();

    /** Clients with their configs parsed, whose keys and certificates nobody has looked at. */
    @State(Scope.Thread)
    public abstract static class Clients {

        @Param
        public Kind kind;

        private final int count;
        private MeasuredClients all;
        private List<Process> next = List.of();
        private int from;

        protected Clients(int count) {
            this.count = count;
        }

        @Setup(Level.Trial)
        public void make() {
            all = new MeasuredClients(kind, count);
        }

        @Setup(Level.Invocation)
        public void walkOn() {
            next = IntStream.range(from, from + STRETCH)
                    .mapToObj(number -> all.client(number))
                    .toList();
            from = (from + STRETCH) % count;
        }
    }

    /** Texts that are met for the first time. */
    public static class First extends Clients {
        public First() {
            super(FORGOTTEN);
        }
    }

    /** The same bytes again, in new texts. */
    public static class Again extends Clients {
        public Again() {
            super(STRETCH);
        }
    }

    /** What the JDK gets of the same clients. */
    @State(Scope.Thread)
    public static class Encoded {

        @Param
        public Kind kind;

        private final List<byte[]> certificates = new ArrayList<>();
        private final List<byte[]> keys = new ArrayList<>();
        private PKIXParameters parameters;
        private int from;

        @Setup(Level.Trial)
        public void make() throws GeneralSecurityException {
            var all = new MeasuredClients(kind, FORGOTTEN / 2);
            for (var number = 0; number < all.count(); number++) {
                certificates.add(all.certificate(number).certificate().getBytes(StandardCharsets.US_ASCII));
                keys.add(all.certificate(number).key().getBytes(StandardCharsets.US_ASCII));
            }
            parameters = new PKIXParameters(Set.of(new TrustAnchor(
                    certificate(all.authority().certificate().getBytes(StandardCharsets.US_ASCII)), null)));
            parameters.setRevocationEnabled(false);
        }

        private int walkOn() {
            var start = from;
            from = (from + STRETCH) % certificates.size();
            return start;
        }
    }

    private static X509Certificate certificate(byte[] pem) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    /** Keys and chains alone. */
    private static void judgeFirst(Clients clients, Blackhole hole) {
        for (var client : clients.next) {
            hole.consume(KeyFileCheck.refusals(client));
            hole.consume(MaterialCheck.refusals(client));
            shakeHands(clients, client);
        }
    }

    /** All that keeps a client from starting, since it is remembered as a whole. */
    private static void judgeAgain(Clients clients, Blackhole hole) {
        for (var client : clients.next) {
            hole.consume(client.startUp());
            shakeHands(clients, client);
        }
    }

    private static void shakeHands(Clients clients, Process client) {
        var unknown = new ArrayList<String>();
        var handshake = Handshake.of(clients.all.server(), client, AT, unknown);
        if (handshake.tls().consequence() != Outcome.WORKS || !unknown.isEmpty()) {
            throw new IllegalStateException("rejected: " + handshake + unknown);
        }
    }

    private static void predict(Clients clients, Blackhole hole) {
        for (var client : clients.next) {
            var prediction = Predictor.predict(clients.all.server(), client, AT);
            if (prediction.outcome() != Outcome.WORKS) {
                throw new IllegalStateException(prediction.toString());
            }
            hole.consume(prediction);
        }
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void judgeFirst(First clients, Blackhole hole) {
        judgeFirst((Clients) clients, hole);
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void judgeAgain(Again clients, Blackhole hole) {
        judgeAgain((Clients) clients, hole);
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void predictFirst(First clients, Blackhole hole) {
        predict(clients, hole);
    }

    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void predictAgain(Again clients, Blackhole hole) {
        predict(clients, hole);
    }

    /** The measure beside which the others are told. */
    @Benchmark
    @OperationsPerInvocation(STRETCH)
    public void validateWithJdk(Encoded clients, Blackhole hole) throws GeneralSecurityException {
        var from = clients.walkOn();
        var factory = KeyFactory.getInstance(clients.kind.name());
        for (var number = from; number < from + STRETCH; number++) {
            var path = CertificateFactory.getInstance("X.509")
                    .generateCertPath(List.of(certificate(clients.certificates.get(number))));
            hole.consume(CertPathValidator.getInstance("PKIX").validate(path, clients.parameters));
            var lines = new String(clients.keys.get(number), StandardCharsets.US_ASCII);
            var body = lines.substring(lines.indexOf('\n'), lines.indexOf("-----END"));
            hole.consume(factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body))));
        }
    }
}
