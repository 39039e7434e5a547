package io.ovpnguard.cluster.certificates;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.ovpnguard.cluster.lease.Owner;
import io.ovpnguard.cluster.lease.Unwritable;
import io.ovpnguard.pki.own.StoredCertificates;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The Secret that holds the certificates of all replicas. */
final class CertificateSecret {

    private final KubernetesClient client;
    private final Place place;
    private final Owner owner;

    CertificateSecret(KubernetesClient client, Place place, Owner owner) {
        this.client = client;
        this.place = place;
        this.owner = owner;
    }

    Optional<Secret> read() {
        return Optional.ofNullable(resource().get());
    }

    /** {@return what a Secret holds, or empty where it could not be served} */
    static Optional<StoredCertificates> certificates(Secret secret) {
        return StoredCertificates.parse(decoded(secret));
    }

    private static Map<String, String> decoded(Secret secret) {
        var texts = new HashMap<String, String>();
        Objects.requireNonNullElse(secret.getData(), Map.<String, String>of()).forEach((name, value) -> {
            try {
                texts.put(name, new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII));
            } catch (IllegalArgumentException notBase64) {
                // The API server takes nothing else; without the text the Secret could not be served, and is made anew.
                return;
            }
        });
        return texts;
    }

    /** Writes over that very version of the Secret, or makes it; whoever wrote in between is a conflict. */
    void write(StoredCertificates certificates, Optional<Secret> before) throws Unwritable {
        var data = new TreeMap<String, String>();
        certificates
                .texts()
                .forEach((name, text) ->
                        data.put(name, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII))));
        List<OwnerReference> owners = owner.references();
        if (before.isEmpty()) {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(place.namespace())
                            .withName(place.secret())
                            .withOwnerReferences(owners)
                            .addToLabels("app.kubernetes.io/managed-by", "ovpnguard")
                            .endMetadata()
                            .withType("Opaque")
                            .withData(data)
                            .build())
                    .create();
        } else {
            client.resource(new SecretBuilder(before.get())
                            .editMetadata()
                            .withOwnerReferences(owners)
                            .endMetadata()
                            .withData(data)
                            .withStringData(Map.of())
                            .build())
                    .update();
        }
    }

    Resource<Secret> resource() {
        return client.secrets().inNamespace(place.namespace()).withName(place.secret());
    }

    @Override
    public String toString() {
        return "Secret " + place.namespace() + "/" + place.secret();
    }
}
