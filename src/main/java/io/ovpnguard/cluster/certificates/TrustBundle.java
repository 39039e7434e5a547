package io.ovpnguard.cluster.certificates;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ovpnguard.cluster.lease.Unwritable;
import io.ovpnguard.pki.own.Credential;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The {@code caBundle} of the webhooks: a field that the chart leaves out, and that is ours under server-side apply. */
final class TrustBundle {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ovpnguard-certificates")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Place place;
    private final LongSupplier clock;

    /** The authorities that every webhook trusts, and since when they were seen to. */
    private final Map<X509Certificate, Long> trustedSince = new HashMap<>();

    private String text = "";

    TrustBundle(KubernetesClient client, Place place, LongSupplier clock) {
        this.client = client;
        this.place = place;
        this.clock = clock;
    }

    /** Takes note of what the API server has; empty where there is no such configuration. */
    void see(Optional<ValidatingWebhookConfiguration> configuration) {
        var webhooks =
                configuration.map(ValidatingWebhookConfiguration::getWebhooks).orElse(List.of());
        var texts = webhooks.stream().map(TrustBundle::text).distinct().toList();
        text = texts.size() == 1 ? texts.getFirst() : "";
        var trusted = Credential.parseTrusted(text);
        trustedSince.keySet().retainAll(trusted);
        trusted.forEach(authority -> trustedSince.putIfAbsent(authority, clock.getAsLong()));
    }

    private static String text(ValidatingWebhook webhook) {
        try {
            var bundle = Objects.requireNonNullElse(webhook.getClientConfig().getCaBundle(), "");
            return new String(Base64.getDecoder().decode(bundle), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException impossible) {
            return "";
        }
    }

    /** {@return whether an authority has been trusted for at least that long} */
    boolean isTrusted(X509Certificate authority, Duration since) {
        var at = trustedSince.get(authority);
        return at != null && clock.getAsLong() - at >= since.toNanos();
    }

    /** {@return whether the webhooks trust exactly these} */
    boolean is(List<X509Certificate> authorities) {
        return text.equals(Credential.text(authorities));
    }

    /**
     * Makes the webhooks trust exactly these.
     *
     * @return whether anything was written
     */
    boolean publish(List<X509Certificate> authorities) throws Unwritable {
        var found = resource().get();
        see(Optional.ofNullable(found));
        if (found == null || found.getWebhooks().isEmpty()) {
            throw new Unwritable(this + " has no webhooks");
        }
        if (is(authorities)) {
            return false;
        }
        var bundle =
                Base64.getEncoder().encodeToString(Credential.text(authorities).getBytes(StandardCharsets.US_ASCII));
        var ours = new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(place.webhooks())
                // Whoever was no longer the holder when this arrives must not write over who is.
                .withResourceVersion(found.getMetadata().getResourceVersion())
                .endMetadata();
        for (var webhook : found.getWebhooks()) {
            ours.addNewWebhook()
                    .withName(webhook.getName())
                    .withNewClientConfig()
                    .withCaBundle(bundle)
                    .endClientConfig()
                    .endWebhook();
        }
        see(Optional.of(resource().patch(APPLY, ours.build())));
        return true;
    }

    Resource<ValidatingWebhookConfiguration> resource() {
        return client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(place.webhooks());
    }

    @Override
    public String toString() {
        return "ValidatingWebhookConfiguration " + place.webhooks();
    }
}
