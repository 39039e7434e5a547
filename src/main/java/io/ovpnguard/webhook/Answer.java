package io.ovpnguard.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A review with its answer ({@code AdmissionReview} of {@code admission.k8s.io/v1}), which holds no secrets. */
final class Answer {

    private static final JsonFactory JSON = new JsonFactory();

    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;

    /** Of one that says nothing. */
    private static final int USUAL_LENGTH = 256;

    private Answer() {}

    static String json(String uid, Verdict verdict) {
        var text = new StringWriter(USUAL_LENGTH);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("apiVersion", "admission.k8s.io/v1");
            json.writeStringField("kind", "AdmissionReview");
            json.writeObjectFieldStart("response");
            json.writeStringField("uid", uid);
            json.writeBooleanField("allowed", verdict.allowed());
            json.writeObjectFieldStart("auditAnnotations");
            for (var annotation : verdict.auditAnnotations().entrySet()) {
                json.writeStringField(annotation.getKey(), annotation.getValue());
            }
            json.writeEndObject();
            if (!verdict.warnings().isEmpty()) {
                json.writeArrayFieldStart("warnings");
                for (var warning : verdict.warnings()) {
                    json.writeString(warning);
                }
                json.writeEndArray();
            }
            switch (verdict.outcome()) {
                case ALLOWED, WARNED -> {}
                case DENIED -> writeStatus(json, FORBIDDEN, "Forbidden", verdict);
                case REFUSED -> writeStatus(json, BAD_REQUEST, "BadRequest", verdict);
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("into memory", impossible);
        }
        return text.toString();
    }

    private static void writeStatus(JsonGenerator json, int code, String reason, Verdict verdict) throws IOException {
        json.writeObjectFieldStart("status");
        json.writeNumberField("code", code);
        json.writeStringField("reason", reason);
        json.writeStringField("message", verdict.message());
        json.writeEndObject();
    }
}
