package io.ovpnguard.manifest.policies;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.manifest.Locations;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.policy.SplitLimit;
import io.ovpnguard.rule.Consistency;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which policies speak of which of several objects, where nobody is changing one of them: what is found on more than one is
 * for the strictest.
 */
public final class Jurisdiction {

    private static final String OF_FILES = "";

    private static final RuleId SPLIT = new RuleId("split-bundle");

    private final Policies policies;
    private final Map<ObjectRef, EffectivePolicy> ofObjects = new HashMap<>();
    private final EffectivePolicy ofFiles;

    /**
     * Judges files, and objects.
     *
     * @param namespaces labels of namespaces; of others no more is known than their names
     * @param labels of the objects
     */
    public Jurisdiction(
            Policies policies,
            Map<String, Map<String, String>> namespaces,
            Map<ObjectRef, Map<String, String>> labels) {
        this.policies = Objects.requireNonNull(policies);
        this.ofFiles = policies.of(OF_FILES, Map.of(), Map.of());
        labels.forEach((object, ofObject) -> ofObjects.put(
                object,
                policies.of(object.namespace(), namespaces.getOrDefault(object.namespace(), Map.of()), ofObject)));
    }

    /**
     * Judges objects of a cluster.
     *
     * @param labels of the objects
     */
    public Jurisdiction(PolicyLookup lookup, Map<ObjectRef, Map<String, String>> labels) {
        this.policies = lookup.all();
        this.ofFiles = EffectivePolicy.NONE;
        labels.forEach((object, ofObject) -> ofObjects.put(object, lookup.of(object.namespace(), ofObject)));
    }

    /** {@return what holds for an object} */
    public EffectivePolicy of(ObjectRef object) {
        return ofObjects.getOrDefault(object, EffectivePolicy.NONE);
    }

    /** {@return findings as the policies say, without those that nobody is to be told of} */
    public List<Finding> ruled(List<Finding> findings, List<Bundle> bundles, Locations locations, Instant at) {
        return policies.all().isEmpty()
                ? findings
                : findings.stream()
                        .flatMap(
                                finding -> EffectivePolicy.ruled(of(finding, locations), finding, bundles, at).stream())
                        .toList();
    }

    private Set<EffectivePolicy> of(Finding finding, Locations locations) {
        return finding.labels()
                .map(label ->
                        locations.object(label.where().source()).map(this::of).orElse(ofFiles))
                .collect(Collectors.toSet());
    }

    /** {@return how far two sides must agree: one run has one answer, the strictest} */
    public Consistency consistency() {
        return Stream.concat(ofObjects.values().stream(), Stream.of(ofFiles))
                .map(EffectivePolicy::consistency)
                .reduce(EffectivePolicy::stricter)
                .orElseThrow();
    }

    /**
     * {@return the exemptions that are for nothing that was found, by the names of their policies; of namespaces in which
     * nothing was judged nobody knows}
     *
     * @param findings before policies have said anything
     */
    public SortedMap<String, List<Exemption>> unused(
            List<Finding> findings, List<Bundle> bundles, Locations locations) {
        var unused = new TreeMap<String, List<Exemption>>();
        for (var policy : policies.all()) {
            if (policy.exemptions().isEmpty()) {
                continue;
            }
            var used = findings.stream()
                    .filter(finding -> of(finding, locations).stream()
                            .anyMatch(effective -> effective.names().contains(policy.name())))
                    .flatMap(finding -> policy.exemptions(finding, bundles).stream())
                    .collect(Collectors.toSet());
            var left = policy.exemptions().stream()
                    .filter(exemption -> !used.contains(exemption)
                            && bundles.stream()
                                    .anyMatch(bundle -> bundle.namespace().equals(exemption.namespace())))
                    .toList();
            if (!left.isEmpty()) {
                unused.put(policy.name(), left);
            }
        }
        return unused;
    }

    /** {@return for how long bundles that were found split may be so, as policies say that speak of them} */
    public Set<SplitLimit> splitLimits(List<Finding> findings, Locations locations) {
        return findings.stream()
                .filter(finding -> finding.rule().equals(SPLIT))
                .flatMap(finding -> of(finding, locations).stream())
                .flatMap(effective -> effective.maxSplit().stream())
                .collect(Collectors.toSet());
    }

    /** {@return the names of policies that speak of none of the objects, and of no file} */
    public Set<String> idle() {
        var names = policies.all().stream().map(policy -> policy.name()).collect(Collectors.toCollection(TreeSet::new));
        Stream.concat(ofObjects.values().stream(), Stream.of(ofFiles))
                .forEach(effective -> names.removeAll(effective.names()));
        return names;
    }
}
