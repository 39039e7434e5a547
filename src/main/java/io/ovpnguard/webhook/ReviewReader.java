package io.ovpnguard.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GroupVersionResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads reviews. Of ConfigMaps and Secrets, in the order in which the API server writes them, it reads what judgement looks
 * at, in one pass: no {@code managedFields}, and no tree first; fields that nobody looks at are not checked. Everything else
 * is left to the Kubernetes client.
 */
final class ReviewReader {

    private static final String CORE = "v1";

    private final ObjectReader any = ForgetfulJson.reader().readerFor(AdmissionReview.class);

    /** Names are keys of Secrets, too: a table of those that were met would be copied for each new one. */
    private final JsonFactory json = ForgetfulJson.factory()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    /**
     * {@return a review; empty where there is none}
     *
     * @throws IOException when it is none; its text may quote the body
     */
    Optional<AdmissionReview> read(String body) throws IOException {
        try (var parser = json.createParser(body)) {
            parser.nextToken();
            return Optional.of(new Pass(parser).review());
        } catch (Unexpected other) {
            return Optional.ofNullable(any.readValue(body));
        }
    }

    /** Something that the pass does not read: a jump, which needs no trace. */
    private static final class Unexpected extends IOException {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    /** What to do with the value of a field, at which the parser stands. */
    @FunctionalInterface
    private interface Fields {
        void read(String name) throws IOException;
    }

    private record Pass(JsonParser parser) {

        AdmissionReview review() throws IOException {
            var review = new AdmissionReview();
            each(field -> {
                switch (field) {
                    case "apiVersion" -> review.setApiVersion(text());
                    case "kind" -> review.setKind(text());
                    case "request" -> review.setRequest(request());
                    default -> parser.skipChildren();
                }
            });
            return review;
        }

        private AdmissionRequest request() throws IOException {
            var request = new AdmissionRequest();
            each(field -> {
                switch (field) {
                    case "uid" -> request.setUid(text());
                    case "resource" -> request.setResource(resource());
                    case "name" -> request.setName(text());
                    case "namespace" -> request.setNamespace(text());
                    case "operation" -> request.setOperation(text());
                    case "userInfo" -> request.setUserInfo(user());
                    case "object" -> request.setObject(object());
                    case "oldObject" -> request.setOldObject(object());
                    case "dryRun" -> request.setDryRun(flag());
                    default -> parser.skipChildren();
                }
            });
            return request;
        }

        private GroupVersionResource resource() throws IOException {
            var resource = new GroupVersionResource();
            each(field -> {
                switch (field) {
                    case "group" -> resource.setGroup(text());
                    case "version" -> resource.setVersion(text());
                    case "resource" -> resource.setResource(text());
                    default -> parser.skipChildren();
                }
            });
            return resource;
        }

        private UserInfo user() throws IOException {
            var user = new UserInfo();
            each(field -> {
                switch (field) {
                    case "username" -> user.setUsername(text());
                    case "uid" -> user.setUid(text());
                    default -> parser.skipChildren();
                }
            });
            return user;
        }

        /** The API server writes an object's kind and version before all else. */
        private KubernetesResource object() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            expect(JsonToken.START_OBJECT);
            var type = new LinkedHashMap<String, String>();
            while (type.size() < 2) {
                if (parser.nextToken() != JsonToken.FIELD_NAME) {
                    throw new Unexpected();
                }
                var field = parser.currentName();
                if (!field.equals("kind") && !field.equals("apiVersion")) {
                    throw new Unexpected();
                }
                parser.nextToken();
                type.put(field, text());
            }
            if (!CORE.equals(type.get("apiVersion"))) {
                throw new Unexpected();
            }
            return switch (type.get("kind")) {
                case "ConfigMap" -> map();
                case "Secret" -> secret();
                case null, default -> throw new Unexpected();
            };
        }

        private ConfigMap map() throws IOException {
            var map = new ConfigMap();
            rest(field -> {
                switch (field) {
                    case "data" -> map.setData(texts());
                    case "binaryData" -> map.setBinaryData(texts());
                    default -> common(field, map);
                }
            });
            return map;
        }

        private Secret secret() throws IOException {
            var secret = new Secret();
            rest(field -> {
                switch (field) {
                    case "data" -> secret.setData(texts());
                    case "stringData" -> secret.setStringData(texts());
                    case "type" -> secret.setType(text());
                    default -> common(field, secret);
                }
            });
            return secret;
        }

        private void common(String field, HasMetadata object) throws IOException {
            switch (field) {
                case "metadata" -> object.setMetadata(metadata());
                case "kind", "apiVersion" -> throw new Unexpected();
                default -> parser.skipChildren();
            }
        }

        private ObjectMeta metadata() throws IOException {
            var metadata = new ObjectMeta();
            each(field -> {
                switch (field) {
                    case "name" -> metadata.setName(text());
                    case "generateName" -> metadata.setGenerateName(text());
                    case "namespace" -> metadata.setNamespace(text());
                    case "uid" -> metadata.setUid(text());
                    case "resourceVersion" -> metadata.setResourceVersion(text());
                    case "labels" -> metadata.setLabels(texts());
                    case "annotations" -> metadata.setAnnotations(texts());
                    default -> parser.skipChildren();
                }
            });
            return metadata;
        }

        private Map<String, String> texts() throws IOException {
            var texts = new LinkedHashMap<String, String>();
            each(name -> texts.put(name, text()));
            return texts;
        }

        private String text() throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            expect(JsonToken.VALUE_STRING);
            return parser.getText();
        }

        private Boolean flag() throws IOException {
            return switch (parser.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NULL -> null;
                default -> throw new Unexpected();
            };
        }

        private void each(Fields fields) throws IOException {
            expect(JsonToken.START_OBJECT);
            rest(fields);
        }

        private void rest(Fields fields) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                parser.nextToken();
                fields.read(name);
            }
            expect(JsonToken.END_OBJECT);
        }

        private void expect(JsonToken token) throws IOException {
            if (parser.currentToken() != token) {
                throw new Unexpected();
            }
        }
    }
}
