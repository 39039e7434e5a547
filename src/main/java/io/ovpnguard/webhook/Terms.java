package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.MarkNames;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.Overrides;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.rule.PolicyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a change is measured by.
 *
 * @param alike whether what it replaces is measured by the same; else its faults are no excuse
 * @param ignored annotations of the object that say nothing, each with why
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
                ignored(annotations, labels(change.object()), policy));
    }

    private static List<String> ignored(Map<String, String> annotations, Set<String> labels, EffectivePolicy policy) {
        var ignored = new ArrayList<>(Overrides.ignored(annotations, policy));
        for (var unknown :
                List.of(MarkNames.unknownAnnotations(annotations.keySet()), MarkNames.unknownLabels(labels))) {
            unknown.forEach(each -> ignored.add(each.message() + "; " + each.help()));
        }
        return ignored;
    }

    private static Set<String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of())
                .keySet();
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

    /** {@return how both sides may change, one after the other} */
    String forBothSides() {
        return policy.allows(ByAnnotation.REVISION)
                ? Message.BOTH_SIDES
                : "to change both sides, one after the other: have `revision` under `allowOverrides`, or"
                        + " `transition: warn`; %s the annotation `ovpnguard.io/revision`"
                                .formatted(PolicyWords.disallow(policy.against(ByAnnotation.REVISION)));
    }

    /** {@return what a change replaces, if that was measured alike} */
    Optional<HasMetadata> comparable(Change change) {
        return alike ? change.comparable() : Optional.empty();
    }
}
