package io.ovpnguard.policy;

import java.util.Map;

/** Says what holds for an object at this moment. */
@FunctionalInterface
public interface PolicyLookup {

    /** {@return what holds for an object with these labels in a namespace} */
    EffectivePolicy of(String namespace, Map<String, String> labels);

    /** {@return all policies, which are others after each change of one} */
    default Policies all() {
        return Policies.none();
    }
}
