package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API server is told of a policy. */
class PolicyAdmissionTest {

    private static final String REVIEW = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
              "uid": "1", "operation": "%s",
              "resource": {"group": "ovpnguard.io", "version": "v1alpha1", "resource": "openvpnpolicies"},
              "object": %s}}
            """;

    private static final String POLICY = """
            {"apiVersion": "ovpnguard.io/v1alpha1", "kind": "OpenVPNPolicy", "metadata": {"name": "strict"},
             "spec": {"rules": {"%s": "deny"}, "assume": {"serverVersions": "%s"}}}
            """;

    @Test
    void aPolicyThatCouldBeInForceIsAllowed() throws Exception {
        assertThat(answer("CREATE", POLICY.formatted("small-dh", "2.6"))
                        .get("allowed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void oneThatCouldNotIsDeniedWithEachFault() throws Exception {
        for (var operation : new String[] {"CREATE", "UPDATE"}) {
            var answer = answer(operation, POLICY.formatted("smal-dh", "2.8"));
            assertThat(answer.get("allowed").asBoolean()).isFalse();
            assertThat(answer.get("status").get("message").asText())
                    .isEqualTo("spec.rules[smal-dh]: no rule is called `smal-dh`; did you mean `small-dh`?\n"
                            + "spec.assume.serverVersions: `2.8` is no OpenVPN version that can be judged"
                            + " (known: 2.2 to 2.7)");
        }
    }

    @Test
    void whatIsNoPolicyIsRefusedAndAnEndIsNot() throws Exception {
        assertThat(answer("CREATE", "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {}}")
                        .get("status")
                        .get("code")
                        .asInt())
                .isEqualTo(400);
        assertThat(answer("DELETE", "null").get("allowed").asBoolean()).isTrue();
    }

    private static JsonNode answer(String operation, String object) throws IOException, MalformedReview {
        var mapper = new AdmissionMapper(
                Judging.judge(_ -> Judging.beside(List.of())), new AdmissionMetrics(new SimpleMeterRegistry()));
        return new ObjectMapper()
                .readTree(mapper.answer(mapper.read(REVIEW.formatted(operation, object), Timer.start())))
                .get("response");
    }
}
