package io.ovpnguard.bench;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Http;
import io.ovpnguard.controlplane.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Reviews per second that the packaged webhook answers, beside an endpoint of the same process that does nothing. It
 * calls loopback or a network of its own, for a fixed time.
 */
public final class WebhookLoad {

    private static final String INLINE = "<ca>\n-----BEGIN CERTIFICATE-----\n"
            + "MIIDSzCCAjOgAwIBAgIUcmVhbGx5IG5vdCBhIGNlcnRpZmljYXRlIGF0IGFsbCE\n".repeat(24)
            + "-----END CERTIFICATE-----\n</ca>\n";

    /** 100 lines, half of them inline keys. */
    private static final String CLIENT =
            "client\ndev tun\nproto udp\nremote vpn.example.org 1194\nnobind\ntun-mtu 1400\n"
                    + "# a comment\nverb 3\n".repeat(20)
                    + INLINE
                    + INLINE.replace("ca>", "cert>");

    private static final String SERVER =
            "port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\ntopology subnet\nkeepalive 10 60\n" + INLINE;

    private static final int CONNECTIONS = 8;
    private static final int STORED_CLIENTS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    /** What is sent where, and what a right answer holds. */
    private enum Target {
        NO_OP("/no-op", "tun-mtu 1500", "\"allowed\":true"),
        ADMITTED("/validate", "tun-mtu 1500", "\"allowed\":true"),
        REFUSED("/validate", "tun-mtu 1400", "\"allowed\":false");

        private final String path;
        private final String setting;
        private final String expected;

        Target(String path, String setting, String expected) {
            this.path = path;
            this.setting = setting;
            this.expected = expected;
        }
    }

    private final HttpClient http;
    private final String base;

    private WebhookLoad(Http server) throws IOException {
        this.http = server.client();
        this.base = server.base();
    }

    public static void main(String... arguments) throws IOException, ExecutionException, InterruptedException {
        var folder = Files.createTempDirectory("ovpnguard-load");
        try (var plane = ControlPlane.start(folder);
                var installation = Installation.in(plane, folder)) {
            store(installation.client());
            var load = new WebhookLoad(installation.http());
            for (var target : Target.values()) {
                load.send(target, WARM_UP);
            }
            var latencies = new EnumMap<Target, long[]>(Target.class);
            for (var round = 0; round < ROUNDS; round++) {
                for (var target : Target.values()) {
                    latencies.merge(target, load.send(target, ROUND), WebhookLoad::joined);
                }
            }
            report(latencies);
        }
        // The Kubernetes client leaves threads that would keep this process.
        System.exit(0);
    }

    private static void store(KubernetesClient client) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("load")
                        .addToLabels("ovpnguard.io/check", "true")
                        .endMetadata()
                        .build())
                .create();
        client.resource(new ConfigMapBuilder()
                        .withMetadata(metadata("server"))
                        .addToData("server.conf", SERVER + "tun-mtu 1500\n")
                        .build())
                .create();
        for (var number = 0; number < STORED_CLIENTS; number++) {
            client.resource(client("client-" + number, "tun-mtu 1500")).create();
        }
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace("load")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "load")
                .build();
    }

    private static Secret client(String name, String setting) {
        var config = CLIENT.replace("tun-mtu 1400", setting);
        return new SecretBuilder()
                .withMetadata(metadata(name))
                .withType("Opaque")
                .addToData(name + ".ovpn", Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** {@return a review as the API server sends one for {@code kubectl apply}} */
    private static AdmissionReview review(String setting) {
        return new AdmissionReviewBuilder()
                .withNewRequest()
                .withUid("705ab4f5-6393-11e8-b7cc-42010a800002")
                .withNewKind("", "Secret", "v1")
                .withNewResource("", "secrets", "v1")
                .withNewRequestKind("", "Secret", "v1")
                .withNewRequestResource("", "secrets", "v1")
                .withName("new")
                .withNamespace("load")
                .withOperation("CREATE")
                .withNewUserInfo()
                .withUsername("admin")
                .withGroups("system:masters", "system:authenticated")
                .endUserInfo()
                .withObject(client("new", setting))
                .withDryRun(false)
                .endRequest()
                .build();
    }

    /** {@return the latency of each answer, in nanoseconds} */
    private long[] send(Target target, Duration time) throws ExecutionException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + target.path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Serialization.asJson(review(target.setting))))
                .build();
        var end = System.nanoTime() + time.toNanos();
        Callable<long[]> connection = () -> {
            var latencies = LongStream.builder();
            for (var start = System.nanoTime(); start < end; start = System.nanoTime()) {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 200 || !answer.body().contains(target.expected)) {
                    throw new IllegalStateException(target + " answered " + answer.statusCode() + " " + answer.body());
                }
                latencies.add(System.nanoTime() - start);
            }
            return latencies.build().toArray();
        };
        try (var connections = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = IntStream.range(0, CONNECTIONS)
                    .mapToObj(_ -> connections.submit(connection))
                    .toList();
            var all = new long[0];
            for (var each : running) {
                all = joined(all, each.get());
            }
            return all;
        }
    }

    private static long[] joined(long[] some, long[] others) {
        return LongStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
    }

    private static void report(Map<Target, long[]> latencies) {
        var noOp = latencies.get(Target.NO_OP);
        System.out.printf(
                "%n%-10s %12s %10s %10s %20s %15s%n",
                "", "requests/s", "p50 ms", "p99 ms", "requests to no-op", "p50 to no-op");
        latencies.forEach((target, all) -> System.out.printf(
                "%-10s %12.0f %10.2f %10.2f %20.2f %15.1f%n",
                target,
                all.length / (double) (ROUND.toSeconds() * ROUNDS),
                percentile(all, 50) / 1e6,
                percentile(all, 99) / 1e6,
                all.length / (double) noOp.length,
                percentile(all, 50) / (double) percentile(noOp, 50)));
    }

    private static long percentile(long[] all, int percent) {
        var sorted = Arrays.stream(all).sorted().toArray();
        return sorted[(int) (sorted.length * (long) percent / 100)];
    }
}
