package io.ovpnguard.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server that is called over TLS, each time by a new connection.
 *
 * @param authority whom to trust
 */
public record Http(String base, Path authority) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    public HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder().GET(), path);
    }

    /** {@return the status, 0 where nobody listens} */
    public int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    public HttpResponse<String> post(String path, String json) throws IOException {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    /** Posts in HTTP/1.1, as the API server calls webhooks (client.go of k8s.io/apiserver, pkg/util/webhook). */
    public HttpResponse<String> post(String path, String type, BodyPublisher body) throws IOException {
        return send(
                HttpRequest.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", type)
                        .POST(body),
                path);
    }

    /** {@return the certificate that it shows now} */
    public X509Certificate certificate() throws IOException {
        try {
            return (X509Certificate)
                    get("/q/health/live").sslSession().orElseThrow().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws IOException {
        try (var client = client()) {
            return client.send(
                    request.uri(URI.create(base + path)).timeout(LIMIT).build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** {@return a client that trusts the authority alone} */
    public HttpClient client() throws IOException {
        try (var file = Files.newInputStream(authority)) {
            var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(file));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(LIMIT)
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(unusable);
        }
    }
}
