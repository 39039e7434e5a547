package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Probe;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged webhook answers to those who call it past the API server. */
@ExtendWith(Installed.class)
class ServedEndpointsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The beginning of a review. */
    private static final String V1 = "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1\"";

    private final Installation installation;

    ServedEndpointsIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    void aReviewIsAnsweredWithItsOwnUid() throws IOException {
        var review = read("create-fitting");
        var response = installation.http().post("/validate", review);

        assertThat(response.statusCode()).isEqualTo(200);
        var answer = JSON.readTree(response.body());
        assertThat(answer.get("apiVersion").asText()).isEqualTo("admission.k8s.io/v1");
        assertThat(answer.get("kind").asText()).isEqualTo("AdmissionReview");
        assertThat(answer.at("/response/uid")).isEqualTo(JSON.readTree(review).at("/request/uid"));
    }

    /** As the API server writes the longest values that it stores. */
    @Test
    void theLongestUpdateIsJudged() throws IOException {
        var review = (ObjectNode) JSON.readTree(read("update-new-fault"));
        for (var object : List.of("object", "oldObject")) {
            ((ObjectNode) review.at("/request/" + object))
                    .putObject("stringData")
                    .put("padding", "<".repeat(1 << 20));
        }

        var response = installation.http().post("/validate", review.toString().replace("<", "\\u003c"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).at("/response/warnings").toString())
                .as("it was read and judged, whether its server is stored yet or not")
                .contains("warning[narrowed-version]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                Misfit.PLANTED,
                V1 + ", \"request\": {\"uid\": \"" + Misfit.PLANTED,
                V1 + "}",
                V1 + ", \"request\": {\"uid\": \"1\"}}",
                "{\"kind\": \"AdmissionReview\", \"apiVersion\": \"admission.k8s.io/v1beta1\", \"request\": {\"uid\": \"1\"}}",
                "{\"kind\": \"ConversionReview\", \"apiVersion\": \"apiextensions.k8s.io/v1\", \"request\": {\"uid\": \"1\"}}"
            })
    void whatIsNoReviewIsABadRequestWithAReason(String body) throws IOException {
        var response = installation.http().post("/validate", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).containsAnyOf("the body ", "the review ", "the request ");
        assertThat(response.body() + installation.log()).doesNotContain(Misfit.PLANTED);
    }

    @Test
    void whatIsNotPostedAsJsonIsNoReview() throws IOException {
        var http = installation.http();

        assertThat(http.get("/validate").statusCode()).isEqualTo(405);
        assertThat(http.post("/validate", "text/plain", BodyPublishers.ofString(read("create-fitting")))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aReviewIsReadAsUtf8WhateverItsCharsetIsSaidToBe() throws IOException {
        for (var charset : List.of("utf-8", "utf-16", "nonsense")) {
            assertThat(installation
                            .http()
                            .post(
                                    "/validate",
                                    "application/json; charset=" + charset,
                                    BodyPublishers.ofString(read("create-fitting")))
                            .statusCode())
                    .as(charset)
                    .isEqualTo(200);
        }
    }

    /** One whose length is not told before: else Quarkus answers, and hangs up while it is still sent. */
    @Test
    void aBodyThatIsTooLongIsRefused() throws IOException {
        var tooLong = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[32 << 20]));

        assertThat(installation
                        .http()
                        .post("/validate", "application/json", tooLong)
                        .statusCode())
                .isEqualTo(413);
    }

    /** Anybody could fill the log otherwise. */
    @Test
    void whoHangsUpWithinABodyIsNotLogged() throws IOException {
        var before = installation.log().length();
        try (var client = installation.http().client()) {
            var server = URI.create(installation.http().base());
            for (var number = 0; number < 10; number++) {
                try (var socket =
                        client.sslContext().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
                    socket.getOutputStream()
                            .write(("POST /validate HTTP/1.1\r\nHost: " + server.getHost()
                                            + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
        installation.http().post("/validate", read("create-fitting"));

        assertThat(installation.log().substring(before)).doesNotContain("ERROR");
    }

    @Test
    void theProbesOfItsDeploymentSucceed() {
        var container = installation
                .client()
                .apps()
                .deployments()
                .inNamespace("ovpnguard")
                .withName("ovpnguard")
                .require()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();

        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                        .map(Probe::getHttpGet))
                .allSatisfy(probe -> {
                    assertThat(probe.getScheme()).isEqualTo("HTTPS");
                    assertThat(installation.http().status(probe.getPath())).isEqualTo(200);
                });
    }

    /** As Prometheus recommends, and promtool checks. */
    @Test
    void metricsHaveHelpAndNamesWithBaseUnits() throws IOException {
        installation.http().post("/validate", read("create-fitting"));
        var families = families();

        assertThat(families).isNotEmpty().allSatisfy((name, family) -> {
            assertThat(name).matches("ovpnguard(_[a-z]+)+");
            assertThat(family.help()).as(name).isNotBlank();
            assertThat(name.endsWith("_total"))
                    .as("%s is a %s", name, family.type())
                    .isEqualTo(family.type().equals("counter"));
            assertThat(name).doesNotContain("_milliseconds", "_millis", "_ms_", "_minutes", "_count_", "_gauge");
        });
        assertThat(families.get("ovpnguard_admission_duration_seconds").type()).isEqualTo("histogram");
        assertThat(installation.http().get("/metrics").body())
                .contains("ovpnguard_admission_duration_seconds_bucket{")
                .contains("jvm_");
    }

    @Test
    void theDocumentedMetricsAreThoseThatItTells() throws IOException {
        installation.http().post("/validate", read("create-fitting"));
        var documented = new TreeSet<String>();
        for (var page : List.of("docs/operations.md", "docs/audit.md")) {
            Pattern.compile("`(ovpnguard_[a-z_]+)")
                    .matcher(Files.readString(Path.of(page)))
                    .results()
                    .forEach(found -> documented.add(found.group(1)));
        }
        var told = new TreeSet<>(families().keySet());
        // Of each timer, Micrometer tells the longest beside the histogram.
        told.removeIf(name -> name.endsWith("_max"));

        assertThat(documented).containsAll(told);
        assertThat(told)
                .contains(
                        "ovpnguard_admission_duration_seconds",
                        "ovpnguard_admission_turned_away_total",
                        "ovpnguard_cache_age_seconds",
                        "ovpnguard_cache_objects",
                        "ovpnguard_cache_synced",
                        "ovpnguard_fresh_read_duration_seconds");
    }

    private record Family(String help, String type) {}

    private SortedMap<String, Family> families() throws IOException {
        var body = installation.http().get("/metrics").body();
        var help = new HashMap<String, String>();
        var families = new TreeMap<String, Family>();
        body.lines()
                .filter(line -> line.startsWith("# HELP ovpnguard_"))
                .map(line -> line.split(" ", 4))
                .forEach(words -> help.put(words[2], words.length > 3 ? words[3] : ""));
        for (var line : body.lines().toList()) {
            if (line.startsWith("# TYPE ovpnguard_")) {
                var words = line.split(" ", 4);
                // OpenMetrics names the family of a counter without the end of its samples.
                var name = body.contains("\n" + words[2] + "_total") ? words[2] + "_total" : words[2];
                families.put(name, new Family(help.getOrDefault(words[2], ""), words[3]));
            }
        }
        return families;
    }

    @Test
    void logsForProgramsNameTheReview(ControlPlane plane, @TempDir Path folder) throws IOException {
        var port = Installation.freePort();
        var log = folder.resolve("json.log");
        var settings = Map.of("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true", "QUARKUS_LOG_LEVEL", "DEBUG");
        try (var other = installation.serve(log, plane.kubeconfig(), port, settings)) {
            other.await(() -> installation.http(port).status("/q/health/live") == 200);
            var review = read("create-fitting");
            installation.http(port).post("/validate", review);

            var line = Files.readAllLines(log).stream()
                    .filter(each -> each.startsWith("{") && each.contains("AdmissionMapper"))
                    .findFirst()
                    .orElseThrow();
            assertThat(JSON.readTree(line).at("/mdc/uid"))
                    .isEqualTo(JSON.readTree(review).at("/request/uid"));
            assertThat(JSON.readTree(line).get("message").asText()).isEqualTo("CREATE of secrets vpn/alice: warned");
        }
    }

    @Test
    void withoutAnApiServerItLivesAndDeniesNothingButIsNotReady(ControlPlane plane, @TempDir Path folder)
            throws IOException {
        var nobody = ControlPlane.writeKubeconfig(
                folder.resolve("kubeconfig"), "https://127.0.0.1:1", plane.kubeconfig(), "none");
        var port = Installation.freePort();
        try (var alone = installation.serve(folder.resolve("alone.log"), nobody, port)) {
            alone.await(() -> installation.http(port).status("/q/health/live") == 200);

            assertThat(installation.http(port).status("/q/health/ready")).isEqualTo(503);
            var answer = answer(installation
                    .http(port)
                    .post("/validate", read("create-unfitting"))
                    .body());
            assertThat(answer.get("allowed").asBoolean()).isTrue();
            assertThat(answer.get("warnings")).isNotEmpty();
        }
    }

    private static JsonNode answer(String body) throws IOException {
        return JSON.readTree(body).get("response");
    }

    private static String read(String review) throws IOException {
        try (var file = ServedEndpointsIT.class.getResourceAsStream("/reviews/" + review + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
