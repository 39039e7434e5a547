package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.pki.own.Credential;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whoever calls webhooks without a pause: real changes through the API server, which a webhook that cannot be called would
 * fail, and a new TLS connection each time to each replica, with the trust that the API server has at that moment.
 */
public final class Calls implements AutoCloseable {

    private static final String HOST = Replicas.NAME + "." + Replicas.NAME + ".svc";
    private static final int CALLERS = 2;
    private static final int LIMIT = 5000;

    private final Replicas replicas;
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger admissions = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Set<X509Certificate> leaves = ConcurrentHashMap.newKeySet();
    private final Set<X509Certificate> authorities = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    private Calls(Replicas replicas) {
        this.replicas = replicas;
    }

    /** Begins to call. */
    public static Calls of(Replicas replicas, String... called) {
        var calls = new Calls(replicas);
        for (var caller = 0; caller < CALLERS; caller++) {
            calls.callers.execute(calls::admit);
        }
        for (var replica : called) {
            calls.callers.execute(() -> calls.connect(replicas.port(replica)));
        }
        return calls;
    }

    private void admit() {
        var map = replicas.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withGenerateName("call-")
                        .withNamespace("guarded")
                        .endMetadata()
                        .addToData("a.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\n")
                        .build());
        while (!ended) {
            try {
                map.dryRun().create();
                admissions.incrementAndGet();
            } catch (KubernetesClientException failed) {
                failures.add(LocalTime.now() + " admission: " + failed.getMessage());
            }
        }
    }

    private void connect(int port) {
        while (!ended) {
            var trusted = Credential.parseTrusted(replicas.trusted());
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(replicas.address(), port), LIMIT);
                socket.setSoTimeout(LIMIT);
                try (var tls = (SSLSocket) context(trusted).getSocketFactory().createSocket(socket, HOST, port, true)) {
                    var parameters = tls.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS");
                    tls.setSSLParameters(parameters);
                    tls.startHandshake();
                    leaves.add((X509Certificate) tls.getSession().getPeerCertificates()[0]);
                }
                authorities.add(trusted.getFirst());
                handshakes.incrementAndGet();
            } catch (SSLException refused) {
                failures.add(LocalTime.now() + " handshake with " + port + ": " + refused.getMessage());
            } catch (IOException cut) {
                failures.add(LocalTime.now() + " connection to " + port + ": " + cut.getMessage());
            }
        }
    }

    private static SSLContext context(List<X509Certificate> trusted) throws IOException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var authority : trusted) {
                store.setCertificateEntry(authority.getSerialNumber().toString(), authority);
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@return how many authorities were trusted first while it was called} */
    public int authorities() {
        return authorities.size();
    }

    /** {@return how many certificates were shown} */
    public int leaves() {
        return leaves.size();
    }

    public int admissions() {
        return admissions.get();
    }

    public int handshakes() {
        return handshakes.get();
    }

    public List<String> failures() {
        return failures;
    }

    /** Calls no more. */
    @Override
    public void close() {
        ended = true;
        callers.close();
    }

    @Override
    public String toString() {
        return "admissions: %d, handshakes: %d, authorities: %d, certificates: %d, failures: %d"
                .formatted(admissions(), handshakes(), authorities(), leaves(), failures.size());
    }
}
