package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.controlplane.ApiServer;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged webhook does while its API server is slow, silent or gone, and after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code timeoutSeconds} of the webhook: later answers reach nobody. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The same for callers that share two processors with what they call, and often with other builds. */
    private static final Duration BUSY = TIMEOUT.multipliedBy(2);

    private static final Duration LONGER_THAN_FRESH = Duration.ofMillis(500);

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    /** {@code timeoutSeconds} of the probes. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** Streams of one connection: the API server has one for each, whose handshakes would be most of what is measured here. */
    private static final int AT_ONCE = 90;

    private static final int CALLERS = 3;

    /** Reflectors say there why they list again. */
    private static final Map<String, String> TELLING = Map.of(
            "JAVA_TOOL_OPTIONS", "'-Dquarkus.log.category.\"io.fabric8.kubernetes.client.informers\".level=DEBUG'");

    private static final Map<String, String> OFFICE =
            Map.of("ovpnguard.io/check", "true", "ovpnguard.io/bundle", "office");

    private ControlPlane plane;
    private ApiServer apiServer;
    private Installation installation;
    private HttpClient http;

    @BeforeAll
    void install(@TempDir Path folder) throws IOException {
        plane = ControlPlane.start(folder);
        Binaries.demand(plane.apiServer().isPresent(), "a network of its own needs root");
        apiServer = plane.apiServer().orElseThrow();
        installation = Installation.in(plane, folder, TELLING);
        http = installation.http().client();
        installation.client().resource(Namespaces.named("vpn", Map.of())).create();
        installation.client().resource(Misfit.TUN_MTU.server("vpn", OFFICE)).create();
    }

    @AfterAll
    void remove() {
        if (http != null) {
            http.close();
        }
        if (installation != null) {
            installation.close();
        }
        if (plane != null) {
            plane.close();
        }
    }

    @BeforeEach
    void judges() {
        awaitJudgement();
    }

    @Test
    void aSilentApiServerMeansAllowedWithAWarningInTime() throws IOException {
        var before = failedReads();
        sleep(LONGER_THAN_FRESH);
        apiServer.pause();
        try {
            for (var again = 0; again < 2; again++) {
                var answer = answer(client("alice"));
                assertThat(answer.allowed()).isTrue();
                assertThat(answer.warnings())
                        .first()
                        .asString()
                        .containsPattern(
                                "so nothing is denied: (the API server did not answer|no time was left for) a get");
                assertThat(answer.after()).isLessThan(TIMEOUT);
                tell("silent", answer.after());
            }
            assertProbesAnswer();
        } finally {
            apiServer.resume();
        }
        assertThat(failedReads()).isGreaterThan(before);
        awaitJudgement();
    }

    /** Each read is answered, late; a client of an unknown bundle takes several. */
    @Test
    void readsThatAreSlowTogetherAreGivenUpInTime() throws IOException {
        try (var _ = new Slowed(Duration.ofMillis(1500))) {
            var lonely = client("alice").replace("office", "elsewhere");
            for (var again = 0; again < 3; again++) {
                var answer = answer(lonely);
                assertThat(answer.allowed()).isTrue();
                assertThat(answer.warnings()).isNotEmpty();
                assertThat(answer.after()).isLessThan(TIMEOUT);
                tell("slow", answer.after());
            }
        }
    }

    @Test
    void aFullQueueIsAnsweredInTimeAndProbesMeanwhile() throws IOException {
        var callers = new ArrayList<HttpClient>();
        for (var caller = 0; caller < CALLERS; caller++) {
            callers.add(installation.http().client());
            post(callers.getLast(), client("alice")).join();
        }
        apiServer.pause();
        try {
            sleep(LONGER_THAN_FRESH);
            var answers = callers.stream()
                    .flatMap(caller ->
                            IntStream.range(0, AT_ONCE).mapToObj(number -> post(caller, client("c-" + number))))
                    .toList();
            assertProbesAnswer();
            var slowest = Duration.ZERO;
            for (var each : answers) {
                var answer = each.join();
                assertThat(answer.allowed() && !answer.warnings().isEmpty() || answer.isLate())
                        .as(answer.toString())
                        .isTrue();
                slowest = answer.after().compareTo(slowest) > 0 ? answer.after() : slowest;
            }
            tell(answers.size() + " at once, the slowest", slowest);
            assertThat(slowest).isLessThan(BUSY);
        } finally {
            apiServer.resume();
            callers.forEach(HttpClient::close);
        }
        awaitJudgement();
    }

    /** What was watched is compacted away meanwhile, so that watches cannot go on where they were: 410 Gone. */
    @Test
    void afterARestartEverythingIsListedAnew() throws IOException {
        var objects = installation.client().configMaps().inNamespace("vpn");
        var known = metric("ovpnguard_cache_objects");
        var unseen = installation
                .client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withGenerateName("unseen-")
                        .endMetadata()
                        .build())
                .create();
        compact(unseen.getMetadata().getResourceVersion());
        apiServer.close();

        var answer = answer(client("alice"));
        assertThat(answer.allowed()).isTrue();
        assertThat(answer.warnings()).first().asString().contains("the API server did not answer");
        Waiting.until("it is known that changes are missed", RECOVERY, () -> metric("ovpnguard_cache_age_seconds") > 0);
        assertProbesAnswer();
        tell("gone", answer.after());

        apiServer.start();
        var started = System.nanoTime();
        var second = Misfit.TUN_MTU.server("vpn", OFFICE);
        second.getMetadata().setName("second");
        objects.resource(second).create();
        awaitJudgement();
        Waiting.until("changes arrive", RECOVERY, () -> metric("ovpnguard_cache_age_seconds") == 0);
        Waiting.until("so does the second server", RECOVERY, () -> metric("ovpnguard_cache_objects") == known + 1);
        tell("informers are back", Duration.ofNanos(System.nanoTime() - started));
        assertThat(installation.log()).contains("http gone").doesNotContain(" ERROR ", Misfit.PLANTED);
        objects.withName("second").delete();
        Waiting.until("and its end", RECOVERY, () -> metric("ovpnguard_cache_objects") == known);
    }

    private void compact(String revision) {
        var call = Stream.concat(
                        plane.enter().stream(),
                        Stream.of(
                                "curl",
                                "-sf",
                                "http://127.0.0.1:2379/v3/kv/compaction",
                                "-d",
                                "{\"revision\": \"" + revision + "\", \"physical\": true}"))
                .toList();
        new Command(call).runOrFail();
    }

    private void awaitJudgement() {
        Waiting.until(
                "the client is denied", RECOVERY, () -> answer(client("alice")).isDenied());
    }

    /** Ready is who can answer, and this one can, if only to say that it cannot compare. */
    private void assertProbesAnswer() throws IOException {
        for (var path : List.of("/q/health/live", "/q/health/ready", "/metrics")) {
            var started = System.nanoTime();
            assertThat(installation.http().get(path).statusCode()).as(path).isEqualTo(200);
            var after = Duration.ofNanos(System.nanoTime() - started);
            tell(path, after);
            assertThat(after).as(path).isLessThan(PROBE);
        }
    }

    /** An API server that answers only at the end of each span, until it is closed. */
    private final class Slowed implements AutoCloseable {

        private static final Duration AWAKE = Duration.ofMillis(8);

        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        private Slowed(Duration span) {
            clock.scheduleWithFixedDelay(
                    () -> {
                        apiServer.pause();
                        sleep(span);
                        apiServer.resume();
                    },
                    0,
                    AWAKE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            clock.close();
            apiServer.resume();
        }
    }

    private static void sleep(Duration span) {
        try {
            Thread.sleep(span);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What the webhook said, and how long it took. */
    private record Answer(int status, boolean allowed, List<String> warnings, Duration after) {

        boolean isDenied() {
            return status == 200 && !allowed;
        }

        /** {@return whether its turn came too late for a judgement} */
        boolean isLate() {
            return status == 503;
        }
    }

    private Answer answer(String review) {
        return post(http, review).join();
    }

    private CompletableFuture<Answer> post(HttpClient caller, String review) {
        var request = HttpRequest.newBuilder(URI.create(installation.http().base() + "/validate"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(review))
                .build();
        var started = System.nanoTime();
        return caller.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> {
            var after = Duration.ofNanos(System.nanoTime() - started);
            if (response.statusCode() != 200) {
                return new Answer(response.statusCode(), false, List.of(), after);
            }
            var answer = tree(response.body()).get("response");
            var warnings = new ArrayList<String>();
            answer.path("warnings").forEach(warning -> warnings.add(warning.asText()));
            return new Answer(200, answer.get("allowed").asBoolean(), warnings, after);
        });
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** {@return the review of a client's creation that does not fit the stored server} */
    private static String client(String name) {
        try (var file = FaultsIT.class.getResourceAsStream("/reviews/create-unfitting.json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\"alice\"", "\"" + name + "\"");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private double failedReads() {
        return metric("ovpnguard_fresh_read_duration_seconds_count{result=\"failed\"");
    }

    private double metric(String beginning) {
        try {
            return new Sandbox(plane, installation, Path.of("")).metric(beginning, "");
        } catch (IOException silent) {
            throw new UncheckedIOException(silent);
        }
    }

    private static void tell(String what, Duration after) {
        System.out.printf("%s: %d ms%n", what, after.toMillis());
    }
}
