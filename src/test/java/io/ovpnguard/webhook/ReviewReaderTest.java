package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewReaderTest {

    private static final ObjectReader CLIENT = ForgetfulJson.reader().readerFor(AdmissionReview.class);

    /** As the API server writes them: kind and version first. */
    private static final String SECRET = """
            {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "alice", "generateName": "a-", "namespace": "vpn",
            "uid": "u-1", "resourceVersion": "7", "creationTimestamp": null, "labels": {"a": "b"}, "annotations": {"c": "d"},
            "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:data": {}}}]}, "immutable": true,
            "data": {"a.ovpn": "Y2xpZW50"}, "stringData": {"b.ovpn": "client"}, "type": "Opaque", "new": [{"field": 1}]}""";

    private static final String MAP = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "alice"},
            "data": {"a.ovpn": "cli\\u0065nt\\n", "ö": "\\"\\\\ü"}, "binaryData": {"b.ovpn": "Y2xpZW50"}}""";

    private static String review(String resource, String object, String more) {
        return """
                {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1", "request": {"uid": "1",
                "kind": {"group": "", "version": "v1", "kind": "Any"},
                "resource": {"group": "", "version": "v1", "resource": "%s"}, "subResource": "status", "name": "alice",
                "namespace": "vpn", "operation": "CREATE", "userInfo": {"username": "anna", "uid": "2",
                "groups": ["system:masters"], "extra": {"a": ["b"]}}, "object": %s, %s "dryRun": true,
                "options": {"kind": "CreateOptions"}}}""".formatted(resource, object, more);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-fitting",
                "create-unfitting",
                "update-joins-bundle",
                "update-new-fault",
                "update-old-fault",
                "wrong-kind"
            })
    void aRecordedReviewIsReadAsTheClientReadsIt(String name) throws IOException {
        try (var file = ReviewReaderTest.class.getResourceAsStream("/reviews/" + name + ".json")) {
            assertSame(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void whatJudgementLooksAtIsReadAsTheClientReadsIt() throws IOException {
        assertSame(review("secrets", SECRET, ""));
        assertSame(review("configmaps", MAP, "\"oldObject\": " + MAP.replace("client", "server") + ","));
        assertSame(review("secrets", "null", "\"oldObject\": " + SECRET + ","));
    }

    @Test
    void managedFieldsAreNotRead() throws IOException {
        var object = (HasMetadata) read(review("secrets", SECRET, "\"oldObject\": null,"))
                .getRequest()
                .getObject();

        assertThat(object.getMetadata().getManagedFields()).isEmpty();
    }

    @Test
    void whatIsWrittenOtherwiseIsLeftToTheClient() throws IOException {
        assertSame(review("secrets", SECRET.replace("\"kind\": \"Secret\", ", ""), "")
                .replace("\"type\": \"Opaque\"", "\"type\": \"Opaque\", \"kind\": \"Secret\""));
        assertSame(review("configmaps", MAP.replace("\"cli\\u0065nt\\n\"", "5"), ""));
        assertSame(review("configmaps", MAP.replace("{\"name\": \"alice\"}", "null"), ""));
        assertSame(review("secrets", SECRET.replace("{\"a\": \"b\"}", "null"), ""));
        assertSame(review("secrets", SECRET, "").replace("\"dryRun\": true", "\"dryRun\": \"true\""));
        assertSame(review("secrets", SECRET, "")
                .replace("\"resource\": {\"group\"", "\"resource\": null, \"else\": {\"group\""));
    }

    @Test
    void otherKindsAreLeftToTheClient() throws IOException {
        var policy =
                "{\"apiVersion\": \"ovpnguard.io/v1alpha1\", \"kind\": \"OpenVPNPolicy\", \"metadata\": {\"name\": \"a\"},"
                        + " \"spec\": {\"freshness\": \"1s\"}}";

        var object = read(review("openvpnpolicies", policy, "")).getRequest().getObject();

        assertThat(object)
                .isInstanceOfSatisfying(
                        GenericKubernetesResource.class,
                        generic -> assertThat(generic.<Object>get("spec", "freshness"))
                                .isEqualTo("1s"));
    }

    @Test
    void anObjectOfAnotherVersionIsNoConfigMap() throws IOException {
        var other = MAP.replace("\"v1\"", "\"example.org/v1\"");

        assertThat(read(review("configmaps", other, "")).getRequest().getObject())
                .isNotInstanceOf(ConfigMap.class);
    }

    @Test
    void whatIsNoJsonIsNotRead() {
        var review = review("secrets", SECRET, "");

        for (var length : List.of(10, 200, review.length() - 1)) {
            assertThatThrownBy(() -> read(review.substring(0, length))).isInstanceOf(IOException.class);
        }
    }

    private static AdmissionReview read(String review) throws IOException {
        return new ReviewReader().read(review).orElseThrow();
    }

    private static void assertSame(String review) throws IOException {
        assertThat(seen(read(review))).isEqualTo(seen(CLIENT.readValue(review.getBytes(StandardCharsets.UTF_8))));
    }

    /** {@return all that is looked at} */
    static List<Object> seen(AdmissionReview review) {
        var request = review.getRequest();
        if (request == null) {
            return Arrays.asList(review.getApiVersion(), review.getKind());
        }
        var resource = request.getResource();
        var user = request.getUserInfo();
        return Arrays.asList(
                review.getApiVersion(),
                review.getKind(),
                request.getUid(),
                resource == null
                        ? null
                        : Arrays.asList(resource.getGroup(), resource.getVersion(), resource.getResource()),
                request.getName(),
                request.getNamespace(),
                request.getOperation(),
                user == null ? null : Arrays.asList(user.getUsername(), user.getUid()),
                request.getDryRun(),
                seenOf(request.getObject()),
                seenOf(request.getOldObject()));
    }

    private static List<Object> seenOf(Object object) {
        if (!(object instanceof HasMetadata stored)) {
            return List.of(String.valueOf(object));
        }
        var metadata = stored.getMetadata();
        return Arrays.asList(
                stored.getClass(),
                stored.getApiVersion(),
                stored.getKind(),
                metadata == null
                        ? null
                        : Arrays.asList(
                                metadata.getName(),
                                metadata.getGenerateName(),
                                metadata.getNamespace(),
                                metadata.getUid(),
                                metadata.getResourceVersion(),
                                metadata.getLabels(),
                                metadata.getAnnotations()),
                switch (stored) {
                    case ConfigMap map -> Arrays.asList(map.getData(), map.getBinaryData());
                    case Secret secret -> Arrays.asList(secret.getData(), secret.getStringData(), secret.getType());
                    default -> Map.of();
                });
    }
}
