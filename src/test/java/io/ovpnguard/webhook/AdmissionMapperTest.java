package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.EffectivePolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionMapperTest {

    private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();

    private static final HasMetadata SERVER = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("vpn")
            .withName("server")
            .addToLabels("ovpnguard.io/bundle", "office")
            .endMetadata()
            .addToData(
                    "server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\ntun-mtu 1500\ndata-ciphers AES-256-GCM\n")
            .build();

    private final AdmissionMapper beside = mapper(Surroundings.of(List.of(ReadObject.of(SERVER))));

    @Test
    void aFittingClientIsAdmittedWithTheSameUid() throws Exception {
        var response = answer(beside, "create-fitting");

        assertThat(response.get("uid").asText()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(response.get("allowed").asBoolean()).isTrue();
    }

    @Test
    void anUnfittingClientIsForbiddenWithBothPlacesAndValues() throws Exception {
        var response = answer(beside, "create-unfitting");

        assertThat(response.get("uid").asText()).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(response.get("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/code").asInt()).isEqualTo(403);
        assertThat(response.at("/status/reason").asText()).isEqualTo("Forbidden");
        assertThat(response.at("/status/message").asText())
                .contains("Secret vpn/alice, alice.ovpn line 4", "1400")
                .contains("ConfigMap vpn/server, server.conf line 3", "1500")
                .contains("what happens: ", "help: ", "ovpnguard explain mismatched-tun-mtu");
    }

    @Test
    void anOldFaultThatOnlyMovedIsNotDenied() throws Exception {
        var response = answer(beside, "update-old-fault");

        assertThat(response.get("allowed").asBoolean()).isTrue();
        assertThat(response.get("warnings").toString()).contains("mismatched-tun-mtu");
    }

    @Test
    void aNewFaultIsDenied() throws Exception {
        assertThat(answer(beside, "update-new-fault").get("allowed").asBoolean())
                .isFalse();
    }

    @Test
    void anOldFaultIsDeniedInANewBundle() throws Exception {
        assertThat(answer(beside, "update-joins-bundle").get("allowed").asBoolean())
                .isFalse();
    }

    @Test
    void nothingIsDeniedWhenTheClusterCannotBeRead() throws Exception {
        var response = answer(mapper(Surroundings.unknown("it is away")), "create-unfitting");

        assertThat(response.get("allowed").asBoolean()).isTrue();
        assertThat(response.get("warnings").toString()).contains("it is away");
    }

    @Test
    void aClientWithoutServerIsAdmittedWithAWarning() throws Exception {
        var response = answer(mapper(Surroundings.of(List.of())), "create-unfitting");

        assertThat(response.get("allowed").asBoolean()).isTrue();
        assertThat(response.get("warnings").toString()).contains("no server of its bundle");
    }

    @Test
    void anObjectOfAnotherKindThanItsResourceIsRefused() throws Exception {
        var response = answer(beside, "wrong-kind");

        assertThat(response.get("allowed").asBoolean()).isFalse();
        assertThat(response.at("/status/code").asInt()).isEqualTo(400);
    }

    @Test
    void whatIsNoReviewIsMalformedAndNotQuoted() {
        for (var body : List.of("", " ", "null", "hunter2", "[]", "{\"hunter2\":", "{\"kind\":\"hunter2\"}", "{}")) {
            assertThatThrownBy(() -> read(beside, body))
                    .as(body)
                    .isInstanceOf(MalformedReview.class)
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void theAuditLogIsToldTheVerdictAndTheRulesOnly() throws Exception {
        assertThat(answer(beside, "create-fitting").get("auditAnnotations").toString())
                .isEqualTo("{\"rules\":\"narrowed-version\",\"verdict\":\"warned\"}");
        assertThat(answer(beside, "create-unfitting").get("auditAnnotations").toString())
                .isEqualTo("{\"rules\":\"mismatched-tun-mtu,narrowed-version\",\"verdict\":\"denied\"}");
        assertThat(answer(beside, "update-old-fault")
                        .at("/auditAnnotations/verdict")
                        .asText())
                .isEqualTo("warned");
    }

    @Test
    void everyReviewIsCountedAndTimedByWhatBecameOfIt() throws Exception {
        var before = Map.of(
                "fitting", count("create", "warned"),
                "denied", count("create", "denied"),
                "warned", count("update", "warned"),
                "refused", count("create", "refused"),
                "malformed", count("other", "malformed"));

        answer(beside, "create-fitting");
        answer(beside, "create-unfitting");
        answer(beside, "update-old-fault");
        answer(beside, "wrong-kind");
        assertThatThrownBy(() -> read(beside, "hunter2")).isInstanceOf(MalformedReview.class);

        assertThat(count("create", "warned")).isEqualTo(before.get("fitting") + 1);
        assertThat(count("create", "denied")).isEqualTo(before.get("denied") + 1);
        assertThat(count("update", "warned")).isEqualTo(before.get("warned") + 1);
        assertThat(count("create", "refused")).isEqualTo(before.get("refused") + 1);
        assertThat(count("other", "malformed")).isEqualTo(before.get("malformed") + 1);
    }

    @Test
    void whatWasSaidAMomentAgoIsKnown() throws Exception {
        var mapper = mapper(new Surroundings(
                List.of(ReadObject.of(SERVER)), Spared.NONE, Set.of(), Optional.empty(), Optional.of(() -> true)));
        var review = text("create-unfitting");

        assertThat(mapper.known(read(mapper, review))).isEmpty();
        var answer = mapper.answer(read(mapper, review));
        var before = count("create", "denied");

        assertThat(mapper.known(read(mapper, review))).contains(answer);
        assertThat(count("create", "denied")).isEqualTo(before + 1);
        assertThat(mapper.known(read(mapper, review.replace("705ab4f5", "805ab4f5"))))
                .as("another uid")
                .contains(answer.replace("705ab4f5", "805ab4f5"));
        assertThat(mapper.known(read(mapper, review.replace("\"dryRun\": false", "\"dryRun\": true"))))
                .as("a dry run, which is remembered")
                .isEmpty();
        assertThat(mapper.known(read(mapper, text("wrong-kind")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReviewHasItsUidFromTheStartAndIsCountedWhenItFails(boolean byError) throws Exception {
        var uids = new ArrayList<Object>();
        var failing = new AdmissionMapper(
                new Judge(_ -> Surroundings.of(List.of()), new DryRuns(System::nanoTime), (_, _) -> {
                    uids.add(MDC.get(AdmissionMapper.UID));
                    if (byError) {
                        throw new StackOverflowError("hunter2");
                    }
                    throw new IllegalStateException("hunter2");
                }),
                new AdmissionMetrics(METRICS));
        var before = count("create", "failed");
        var review = text("create-fitting");

        assertThatThrownBy(() -> read(failing, review)).hasMessage("hunter2");
        MDC.remove(AdmissionMapper.UID);

        assertThat(uids).containsExactly("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(count("create", "failed")).isEqualTo(before + 1);
    }

    private static long count(String operation, String verdict) {
        return METRICS
                .find("ovpnguard.admission.duration")
                .tags("operation", operation, "verdict", verdict)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static AdmissionMapper mapper(Surroundings surroundings) {
        return new AdmissionMapper(
                new Judge(_ -> surroundings, new DryRuns(System::nanoTime), (_, _) -> EffectivePolicy.NONE),
                new AdmissionMetrics(METRICS));
    }

    private static JsonNode answer(AdmissionMapper mapper, String review) throws IOException, MalformedReview {
        return new ObjectMapper()
                .readTree(mapper.answer(read(mapper, text(review))))
                .get("response");
    }

    private static AdmissionMapper.Review read(AdmissionMapper mapper, String review) throws MalformedReview {
        return mapper.read(review, Timer.start());
    }

    private static String text(String review) throws IOException {
        try (var file = AdmissionMapperTest.class.getResourceAsStream("/reviews/" + review + ".json")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
