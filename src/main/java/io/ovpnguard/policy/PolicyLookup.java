package io.ovpnguard.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what holds for an object at this moment. */
@FunctionalInterface
public interface PolicyLookup {

    /** {@return what holds for an object with these labels in a namespace} */
    EffectivePolicy of(String namespace, Map<String, String> labels);

    /** {@return all policies, which are others after each change of one} */
    default Policies all() {
        return Policies.none();
    }

    /**
     * Takes note of exemptions for which an audit of a namespace has found nothing; those of its last audit count.
     *
     * @param unused by the names of their policies
     */
    default void noteUnused(String namespace, Map<String, List<Exemption>> unused) {}

    /** Takes note that these are all the namespaces that are audited: what was found in others counts no longer. */
    default void noteAudited(Set<String> namespaces) {}
}
