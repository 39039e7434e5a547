package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.Overrides;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.PolicyLookup;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a change is measured by.
 *
 * @param alike whether what it replaces is measured by the same; else its faults are no excuse
 * @param ignored annotations of the object that may not say anything, each with who says so
 */
record Terms(EffectivePolicy policy, boolean alike, List<String> ignored) {

    Terms {
        Objects.requireNonNull(policy);
        ignored = List.copyOf(ignored);
    }

    static Terms of(Change change, PolicyLookup policies) {
        var policy = policy(change.object(), policies);
        var annotations =
                Objects.requireNonNullElse(change.object().getMetadata().getAnnotations(), Map.<String, String>of());
        return new Terms(
                policy,
                change.old()
                        .filter(replaced -> policy(replaced, policies) != policy)
                        .isEmpty(),
                Overrides.ignored(annotations, policy));
    }

    private static EffectivePolicy policy(HasMetadata object, PolicyLookup policies) {
        var metadata = object.getMetadata();
        return policies.of(
                Objects.requireNonNullElse(metadata.getNamespace(), ""),
                Objects.requireNonNullElse(metadata.getLabels(), Map.of()));
    }

    /** {@return what to tell those who change an object of its annotations} */
    List<String> notices(ObjectRef object) {
        return ignored.stream()
                .map(annotation -> "ovpnguard: " + object + ": " + annotation)
                .toList();
    }

    /** {@return what a change replaces, if that was measured alike} */
    Optional<HasMetadata> comparable(Change change) {
        return alike ? change.comparable() : Optional.empty();
    }
}
