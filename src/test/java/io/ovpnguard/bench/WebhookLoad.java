package io.ovpnguard.bench;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Http;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.openvpn.TestCertificate;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Reviews per second that the packaged webhook answers, beside an endpoint of the same process that does nothing: ten
 * thousand clients of one server are stored, nine of ten reviews are the same, each tenth is new. It calls loopback or a
 * network of its own, for a fixed time.
 */
public final class WebhookLoad {

    private static final TestCertificate AUTHORITY = TestCertificate.lastingAuthority("CN=authority");

    private static final String CLIENT =
            "client\ndev tun\nproto udp\nremote vpn.example.org 1194\nnobind\nremote-cert-tls server\n"
                    + "# a comment\nverb 3\n".repeat(20);

    private static final String SERVER = "port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\n"
            + "topology subnet\nkeepalive 10 60\ndh none\n" + keys("server", KeyPurposeId.id_kp_serverAuth);

    private static final String FITTING = "tun-mtu 1500\n";
    private static final String UNFITTING = "tun-mtu 1400\n";

    /** Each has one review under way, as with the API server. */
    private static final int CONNECTIONS = Integer.getInteger("ovpnguard.connections", 32);

    private static final int STORED_CLIENTS = Integer.getInteger("ovpnguard.clients", 10_000);
    private static final int WRITERS = 16;
    private static final int EVERY = 10;

    /** More than are sent in a round, so that none comes a second time. */
    private static final int NEW_ONES = 12_000;

    /** The keys of each client that is stored, by its name. */
    private static final Map<String, String> STORED = new ConcurrentHashMap<>();

    private static final int SERVER_CHANGES = 5;
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Rounds of each that do not count. */
    private static final int WARM_UP = 5;

    private static final int ROUNDS = 3;

    /** What is sent where, and what a right answer holds. */
    private enum Target {
        NO_OP("/no-op", FITTING, "\"allowed\":true"),
        ADMITTED("/validate", FITTING, "\"allowed\":true"),
        /** Each tenth is a stored client with another text, whose certificate is known. */
        CHANGED("/validate", FITTING, "\"allowed\":true"),
        REFUSED("/validate", UNFITTING, "\"allowed\":false");

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
    private final AtomicInteger sent = new AtomicInteger();

    private WebhookLoad(Http server) throws IOException {
        this.http = server.client();
        this.base = server.base();
    }

    public static void main(String... arguments) throws IOException, ExecutionException, InterruptedException {
        // The Kubernetes client leaves threads that would keep this process, after a failure too.
        Thread.currentThread().setUncaughtExceptionHandler((_, failed) -> {
            failed.printStackTrace();
            System.exit(1);
        });
        var folder = Files.createTempDirectory("ovpnguard-load");
        try (var plane = ControlPlane.start(folder);
                var installation = Installation.in(plane, folder)) {
            store(installation.client());
            var load = new WebhookLoad(installation.http());
            Waiting.until(
                    "all clients are remembered", Duration.ofMinutes(3), () -> load.remembered() > STORED_CLIENTS);
            System.out.println(STORED_CLIENTS + " clients are stored and remembered");
            load.rounds(WARM_UP);
            report(load.rounds(ROUNDS));
            load.changeServer(FITTING, "\"allowed\":true");
            load.changeServer(UNFITTING, "\"allowed\":false");
            System.out.printf("heap after a collection: %d MiB%n", installation.heapInUse() >> 20);
        }
        System.exit(0);
    }

    /** {@return the latency of each answer, in nanoseconds} */
    private Map<Target, long[]> rounds(int number) throws ExecutionException, InterruptedException {
        var latencies = new EnumMap<Target, long[]>(Target.class);
        for (var round = 0; round < number; round++) {
            for (var target : Target.values()) {
                latencies.merge(target, send(target), WebhookLoad::joined);
            }
        }
        return latencies;
    }

    private static void store(KubernetesClient client) throws ExecutionException, InterruptedException {
        client.resource(Namespaces.optedIn("load")).create();
        client.resource(server(FITTING)).create();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            var written = IntStream.range(0, STORED_CLIENTS)
                    .mapToObj(number -> writers.submit(
                            () -> client.resource(stored("client-" + number)).create()))
                    .toList();
            for (var each : written) {
                each.get();
            }
        }
    }

    private static Secret server(String setting) {
        return secret("server", "server.conf", SERVER + setting);
    }

    private static Secret secret(String name, String key, String config) {
        return new SecretBuilder()
                .withMetadata(metadata(name))
                .withType("Opaque")
                .addToData(key, Base64.getEncoder().encodeToString(config.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    /** {@return blocks with the authority, and with a certificate and a key of somebody's own} */
    private static String keys(String name, KeyPurposeId purpose) {
        var own = TestCertificate.lasting("CN=" + name, AUTHORITY, purpose).make();
        return "<ca>\n" + AUTHORITY.certificate() + "</ca>\n<cert>\n" + own.certificate() + "</cert>\n<key>\n"
                + own.key() + "</key>\n";
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace("load")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "load")
                .build();
    }

    /** {@return a client with a certificate of its own} */
    private static Secret client(String name, String setting) {
        return secret(name, name + ".ovpn", CLIENT + setting + keys(name, KeyPurposeId.id_kp_clientAuth));
    }

    /** {@return a client that is going to be stored} */
    private static Secret stored(String name) {
        STORED.put(name, keys(name, KeyPurposeId.id_kp_clientAuth));
        return secret(name, name + ".ovpn", CLIENT + FITTING + "# of user\n" + STORED.get(name));
    }

    /** {@return a review as the API server sends one for {@code kubectl apply}} */
    private static AdmissionReviewBuilder review(Secret object) {
        return new AdmissionReviewBuilder()
                .withNewRequest()
                .withUid("705ab4f5-6393-11e8-b7cc-42010a800002")
                .withNewKind("", "Secret", "v1")
                .withNewResource("", "secrets", "v1")
                .withNewRequestKind("", "Secret", "v1")
                .withNewRequestResource("", "secrets", "v1")
                .withName(object.getMetadata().getName())
                .withNamespace("load")
                .withOperation("CREATE")
                .withNewUserInfo()
                .withUsername("admin")
                .withGroups("system:masters", "system:authenticated")
                .endUserInfo()
                .withObject(object)
                .withDryRun(false)
                .endRequest();
    }

    private static String ofClient(String name, String setting) {
        return Serialization.asJson(review(client(name, setting)).build());
    }

    /** {@return a review of a stored client whose text has changed} */
    private static String ofStored(int number, String setting) {
        var name = "client-" + number % STORED_CLIENTS;
        var changed = secret(name, name + ".ovpn", CLIENT + setting + STORED.get(name));
        return Serialization.asJson(review(changed).build());
    }

    /** {@return the objects that the webhook has in memory} */
    private int remembered() {
        try {
            var metrics = http.send(
                            HttpRequest.newBuilder(URI.create(base + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return metrics.lines()
                    .filter(line -> line.startsWith("ovpnguard_cache_objects"))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Changes the server beside all its clients, one time after the other, and prints how long that takes. */
    private void changeServer(String setting, String expected) throws IOException, InterruptedException {
        var times = LongStream.builder();
        for (var number = 0; number < SERVER_CHANGES; number++) {
            var changed = server(setting + "# change " + number + "\n");
            var review = review(changed)
                    .editRequest()
                    .withOperation("UPDATE")
                    .withOldObject(server(FITTING))
                    .endRequest()
                    .build();
            var start = System.nanoTime();
            ask("/validate", Serialization.asJson(review), expected);
            times.add(System.nanoTime() - start);
        }
        var all = times.build().toArray();
        System.out.printf(
                "a change of the server, %s: p50 %.0f ms, longest %.0f ms%n",
                setting.strip(), percentile(all, 50) / 1e6, percentile(all, 100) / 1e6);
    }

    private void ask(String path, String body, String expected) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || !answer.body().contains(expected)) {
            throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** {@return the latency of each answer, in nanoseconds} */
    private long[] send(Target target) throws ExecutionException, InterruptedException {
        var same = ofClient("new", target.setting);
        var other = IntStream.range(0, NEW_ONES)
                .parallel()
                .mapToObj(_ -> other(target, sent.incrementAndGet()))
                .toList();
        var turn = new AtomicInteger();
        var end = System.nanoTime() + ROUND.toNanos();
        Callable<long[]> connection = () -> {
            var latencies = LongStream.builder();
            for (var start = System.nanoTime(); start < end; start = System.nanoTime()) {
                var number = turn.getAndIncrement();
                var body = number % EVERY == 0 ? other.get(number / EVERY % other.size()) : same;
                ask(target.path, body, target.expected);
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

    private static String other(Target target, int number) {
        var setting = target.setting + "# " + number + "\n";
        return target == Target.CHANGED ? ofStored(number, setting) : ofClient("new-" + number, setting);
    }

    private static long[] joined(long[] some, long[] others) {
        return LongStream.concat(Arrays.stream(some), Arrays.stream(others)).toArray();
    }

    private static void report(Map<Target, long[]> latencies) {
        var noOp = latencies.get(Target.NO_OP);
        System.out.printf(
                "%n%-10s %12s %10s %10s %20s %15s %15s%n",
                "", "requests/s", "p50 ms", "p99 ms", "requests to no-op", "p50 to no-op", "p99 to no-op");
        latencies.forEach((target, all) -> System.out.printf(
                "%-10s %12.0f %10.2f %10.2f %20.2f %15.1f %15.1f%n",
                target,
                all.length / (double) (ROUND.toSeconds() * ROUNDS),
                percentile(all, 50) / 1e6,
                percentile(all, 99) / 1e6,
                all.length / (double) noOp.length,
                percentile(all, 50) / (double) percentile(noOp, 50),
                percentile(all, 99) / (double) percentile(noOp, 99)));
    }

    private static long percentile(long[] all, int percent) {
        var sorted = Arrays.stream(all).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, sorted.length * (long) percent / 100)];
    }
}
