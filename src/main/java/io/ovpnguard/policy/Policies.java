package io.ovpnguard.policy;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All policies of a cluster, or of a run, and which of them speak of an object. */
public final class Policies {

    private static final Policies NONE = new Policies(List.of());

    /** Kubernetes gives every namespace its own name as a label. */
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    /** Of more combinations, none is remembered. */
    private static final int MOST_REMEMBERED = 1000;

    private final List<Policy> policies;
    private final Map<BitSet, EffectivePolicy> combined = new ConcurrentHashMap<>();

    private Policies(List<Policy> policies) {
        this.policies =
                policies.stream().sorted(Comparator.comparing(Policy::name)).toList();
    }

    /** {@return no policy at all} */
    public static Policies none() {
        return NONE;
    }

    public static Policies of(List<Policy> policies) {
        return policies.isEmpty() ? NONE : new Policies(policies);
    }

    /** {@return all of them, by name} */
    public List<Policy> all() {
        return policies;
    }

    /**
     * {@return what holds for an object}
     *
     * @param namespace that it is in; empty for files outside Kubernetes
     */
    public EffectivePolicy of(String namespace, Map<String, String> namespaceLabels, Map<String, String> objectLabels) {
        if (policies.isEmpty()) {
            return EffectivePolicy.NONE;
        }
        var labels = withName(namespace, namespaceLabels);
        var selecting = new BitSet(policies.size());
        for (var index = 0; index < policies.size(); index++) {
            selecting.set(index, policies.get(index).selects(labels, objectLabels));
        }
        if (selecting.isEmpty()) {
            return EffectivePolicy.NONE;
        }
        var known = combined.get(selecting);
        if (known != null) {
            return known;
        }
        var effective =
                EffectivePolicy.of(selecting.stream().mapToObj(policies::get).toList());
        if (combined.size() < MOST_REMEMBERED) {
            combined.put(selecting, effective);
        }
        return effective;
    }

    /** {@return whether more than the names of namespaces has to be known to say what holds} */
    public boolean askForLabelsOfNamespaces() {
        return policies.stream()
                .flatMap(policy -> policy.namespaces().requirements().stream())
                .anyMatch(requirement -> !requirement.label().equals(NAMESPACE_NAME));
    }

    private static Map<String, String> withName(String namespace, Map<String, String> labels) {
        if (namespace.isEmpty() || labels.containsKey(NAMESPACE_NAME)) {
            return labels;
        }
        var named = new HashMap<>(labels);
        named.put(NAMESPACE_NAME, namespace);
        return named;
    }
}
