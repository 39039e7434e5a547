package io.ovpnguard.manifest;

import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.rule.PolicyWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The annotations by which an object says how it is to be judged, as far as a policy lets it. */
public final class Overrides {

    static final String SERVER_VERSION = "ovpnguard.io/openvpn-version";
    static final String CLIENT_VERSIONS = "ovpnguard.io/client-versions";
    static final String CLIENT_PLATFORM = "ovpnguard.io/client-platform";
    static final String ROLES = "ovpnguard.io/roles";
    static final String REVISION = "ovpnguard.io/revision";

    private static final Map<String, ByAnnotation> KINDS = Map.of(
            SERVER_VERSION, ByAnnotation.VERSIONS,
            CLIENT_VERSIONS, ByAnnotation.VERSIONS,
            CLIENT_PLATFORM, ByAnnotation.VERSIONS,
            ROLES, ByAnnotation.ROLES,
            REVISION, ByAnnotation.REVISION);

    private Overrides() {}

    /** {@return the names of all of them} */
    static Set<String> names() {
        return KINDS.keySet();
    }

    /** {@return what an annotation says, if it may} */
    static Optional<String> value(VpnObject object, String name, EffectivePolicy policy) {
        return policy.allows(KINDS.get(name))
                ? Optional.ofNullable(object.annotations().get(name))
                : Optional.empty();
    }

    /** {@return those of the given annotations that are not allowed to say anything, by name, each with who says so} */
    public static List<String> ignored(Map<String, String> annotations, EffectivePolicy policy) {
        return annotations.keySet().stream()
                .filter(name -> KINDS.containsKey(name) && !policy.allows(KINDS.get(name)))
                .sorted()
                .map(name -> "annotation `%s` is ignored: %s it"
                        .formatted(name, PolicyWords.disallow(policy.against(KINDS.get(name)))))
                .toList();
    }
}
