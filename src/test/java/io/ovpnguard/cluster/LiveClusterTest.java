package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a server that forgets the rest of a list: a real one takes five minutes for that. */
class LiveClusterTest {

    private static final String NAMESPACE = "/api/v1/namespaces/vpn";
    private static final String CONFIG_MAPS = NAMESPACE + "/configmaps";

    @TempDir
    private Path folder;

    private final AtomicInteger expires = new AtomicInteger();
    private HttpServer server;
    private volatile boolean forbidden;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    @Test
    void aListThatExpiresBeginsAnew() throws Exception {
        expires.set(1);

        assertThat(read().objects()).extracting(object -> object.ref().name()).containsExactly("first", "second");
        assertThat(read().unreadable()).isEmpty();
    }

    @Test
    void oneThatAlwaysExpiresIsTold() throws Exception {
        expires.set(Integer.MAX_VALUE);

        assertThat(read().unreadable()).containsExactly("ConfigMaps of namespace vpn: not listed, HTTP 410");
    }

    @Test
    void labelsOfNamespacesAreAskedForOnlyWhereTheyAreWanted() throws Exception {
        assertThat(read(true).namespaces()).isEqualTo(Map.of("vpn", Map.of("env", "prod")));
        assertThat(read(false).namespaces()).isEmpty();

        forbidden = true;

        assertThat(read(true).unreadable()).containsExactly("labels of namespace vpn: this user may not get them");
        assertThat(read(false).unreadable()).isEmpty();
    }

    private LiveObjects read() throws IOException, ReadFailure {
        return read(false);
    }

    private LiveObjects read(boolean withLabels) throws IOException, ReadFailure {
        var kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: vpn}}]
                clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: test, user: {}}]
                """.formatted(server.getAddress().getPort()));
        try (var cluster =
                LiveCluster.open(new Kubeconfig(Optional.of(kubeconfig), Optional.empty(), Optional.empty()))) {
            return cluster.read(new TreeSet<>(Set.of("vpn")), withLabels);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().equals(NAMESPACE)) {
                send(
                        exchange,
                        forbidden ? 403 : 200,
                        "{\"metadata\": {\"name\": \"vpn\", \"labels\": {\"env\": \"prod\"}}}");
            } else if (!exchange.getRequestURI().getPath().equals(CONFIG_MAPS)) {
                send(exchange, 200, list("", ""));
            } else if (!("" + exchange.getRequestURI().getQuery()).contains("continue=rest")) {
                send(exchange, 200, list("first", "rest"));
            } else if (expires.getAndDecrement() > 0) {
                send(exchange, 410, """
                        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "Expired", "code": 410}
                        """);
            } else {
                send(exchange, 200, list("second", ""));
            }
        }
    }

    private static String list(String name, String rest) {
        var item = name.isEmpty() ? "" : "{\"metadata\": {\"namespace\": \"vpn\", \"name\": \"" + name + "\"}}";
        return "{\"metadata\": {\"continue\": \"" + rest + "\"}, \"items\": [" + item + "]}";
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
