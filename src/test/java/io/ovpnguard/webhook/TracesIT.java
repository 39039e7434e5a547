package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.ovpnguard.controlplane.Background;
import io.ovpnguard.controlplane.Collector;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.controlplane.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a collector of traces is told by the packaged webhook. */
@ExtendWith(Installed.class)
class TracesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ControlPlane plane;
    private final Installation installation;
    private final int port = Installation.freePort();

    @TempDir
    private Path folder;

    TracesIT(ControlPlane plane, Installation installation) {
        this.plane = plane;
        this.installation = installation;
    }

    @Test
    void aReviewAndItsReadsAreOneTraceWithoutContent() throws IOException {
        try (var collector = Collector.start();
                var traced = serve(collector, Map.of("QUARKUS_OTEL_SDK_DISABLED", "false"))) {
            assertThat(traced.log()).doesNotContain("ERROR");
            review();

            // Spans are sent in parts, in no order.
            Waiting.until(
                    "the spans of the review and of its reads arrive",
                    LIMIT,
                    () -> collector.spans().stream().anyMatch(span -> isReview(span))
                            && collector.spans().stream()
                                    .anyMatch(span -> span.getName().equals("read list")));
            var review = collector.spans().stream()
                    .filter(span -> isReview(span))
                    .findFirst()
                    .orElseThrow();
            assertThat(attributes(review))
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("url.path", "/validate")
                    .containsEntry("http.response.status_code", "200");
            assertThat(collector.spans())
                    .as("reads of counterparts")
                    .filteredOn(span -> span.getName().equals("read list"))
                    .isNotEmpty()
                    .allSatisfy(span -> {
                        assertThat(span.getTraceId()).isEqualTo(review.getTraceId());
                        assertThat(span.getParentSpanId()).isEqualTo(review.getSpanId());
                        assertThat(attributes(span)).containsEntry("result", "ok");
                    });
            assertThat(collector.spans())
                    .as("requests to the API server")
                    .anySatisfy(span -> assertThat(attributes(span).toString())
                            .contains("/api/v1/namespaces/vpn/configmaps?labelSelector="));
            assertThat(collector.spans())
                    .as("probes and metrics")
                    .noneMatch(span -> attributes(span).toString().contains("/q/health")
                            || attributes(span).toString().contains("=/metrics"));
            assertThat(collector.received()).contains("ovpnguard").doesNotContain(Misfit.PLANTED);
        }
    }

    @Test
    void unlessSomebodyAsksForItNothingIsSent() throws Exception {
        try (var collector = Collector.start();
                var untraced = serve(collector, Map.of())) {
            review();
            Thread.sleep(Duration.ofSeconds(3));

            assertThat(collector.received()).as(untraced.log()).isEmpty();
        }
    }

    private Background serve(Collector collector, Map<String, String> more) {
        var settings = new HashMap<>(more);
        settings.put("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://" + plane.outside() + ":" + collector.port());
        settings.put("QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms");
        var process = installation.serve(folder.resolve("traced.log"), plane.kubeconfig(), port, settings);
        process.await(() -> installation.http(port).status("/q/health/ready") == 200);
        return process;
    }

    /** Of a Secret, with a key that no output may hold, in a bundle whose server nobody remembers: a list looks for it. */
    private void review() throws IOException {
        var json = new ObjectMapper();
        var review = json.readTree(Files.readString(Path.of("src/test/resources/reviews/create-fitting.json")));
        ((ObjectNode) review.at("/request/object")).putObject("stringData").put("key", Misfit.PLANTED);
        ((ObjectNode) review.at("/request/object/metadata/labels")).put("ovpnguard.io/bundle", "traced");
        assertThat(installation.http(port).get("/metrics").statusCode()).isEqualTo(200);
        assertThat(installation
                        .http(port)
                        .post("/validate?timeout=5s", review.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static boolean isReview(Span span) {
        return span.getKind() == SpanKind.SPAN_KIND_SERVER && span.getName().equals("POST /validate");
    }

    private static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.getKey(),
                        attribute -> attribute.getValue().hasIntValue()
                                ? Long.toString(attribute.getValue().getIntValue())
                                : attribute.getValue().getStringValue()));
    }
}
