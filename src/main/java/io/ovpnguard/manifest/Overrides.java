package io.ovpnguard.manifest;

import io.ovpnguard.policy.ByAnnotation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

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

    /** {@return what an annotation says, if it may} */
    static Optional<String> value(VpnObject object, String name, Collection<ByAnnotation> allowed) {
        return allowed.contains(KINDS.get(name))
                ? Optional.ofNullable(object.annotations().get(name))
                : Optional.empty();
    }

    /** {@return those of the given annotations that are not allowed to say anything, by name} */
    public static List<String> ignored(Map<String, String> annotations, Collection<ByAnnotation> allowed) {
        var names = new TreeSet<>(annotations.keySet());
        names.removeIf(name -> !KINDS.containsKey(name) || allowed.contains(KINDS.get(name)));
        return List.copyOf(names);
    }
}
