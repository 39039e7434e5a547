package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.bundle.Profile;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * A profile and what its object says of where it belongs.
 *
 * @param authorities fingerprints of the CA certificates that it trusts, as far as they are visible
 * @param revision the generation that it belongs to, if one is stated
 * @param joins the namespace, other than its own, whose bundle it joins, if it may
 */
record Member(
        Profile profile, VpnObject object, Set<String> authorities, Optional<String> revision, Optional<String> joins) {

    static final String BUNDLE = "ovpnguard.io/bundle";
    static final String BUNDLE_NAMESPACE = "ovpnguard.io/bundle-namespace";
    static final String INSTANCE = "app.kubernetes.io/instance";

    /** {@return the name of the bundle that this member belongs to by label, or by itself} */
    String bundleName() {
        return object.label(BUNDLE).or(() -> object.label(INSTANCE)).orElse(profile.name());
    }

    /** {@return the namespace to whose bundles it belongs} */
    String namespace() {
        return joins.orElseGet(object::group);
    }

    /** {@return the namespace, other than its own, whose bundle an object wants to join by label and annotation} */
    static Optional<String> joins(VpnObject object) {
        return Optional.ofNullable(object.annotations().get(BUNDLE_NAMESPACE))
                .filter(namespace -> object.label(BUNDLE).isPresent() && !namespace.equals(object.group()));
    }

    /** {@return the namespace, other than its own, whose bundle an object joins} */
    static Optional<String> joins(HasMetadata object) {
        var metadata = object.getMetadata();
        var isLabelled = metadata.getLabels() != null && metadata.getLabels().containsKey(BUNDLE);
        return Optional.ofNullable(metadata.getAnnotations())
                .map(annotations -> annotations.get(BUNDLE_NAMESPACE))
                .filter(namespace -> isLabelled && !namespace.equals(metadata.getNamespace()));
    }

    /** {@return whether it waits for others} */
    boolean listens() {
        return profile.listens();
    }

    /** {@return whether labels put two objects of one namespace together} */
    static boolean isSibling(VpnObject one, VpnObject other) {
        var label = one.label(BUNDLE).or(() -> other.label(BUNDLE)).isPresent() ? BUNDLE : INSTANCE;
        return one.group().equals(other.group())
                && one.label(label).isPresent()
                && one.label(label).equals(other.label(label));
    }

    /** How sure it is that a client belongs to a server. */
    enum Tie {
        CERTAIN,
        GUESSED,
        NONE
    }

    /**
     * {@return how a client is tied to this server}
     *
     * @param onlyServer whether the client's neighbourhood has no other server
     */
    Tie tie(Member client, boolean onlyServer) {
        if (object.equals(client.object)) {
            return object.ref().isEmpty() && differentAuthorities(client) && !onlyServer ? Tie.NONE : Tie.CERTAIN;
        }
        var ours = object.label(BUNDLE);
        var theirs = client.object.label(BUNDLE);
        if (ours.isPresent() && theirs.isPresent()) {
            return ours.equals(theirs) ? Tie.CERTAIN : Tie.NONE;
        }
        if (object.label(INSTANCE).isPresent() && object.label(INSTANCE).equals(client.object.label(INSTANCE))) {
            return Tie.CERTAIN;
        }
        if (differentAuthorities(client)) {
            return Tie.NONE;
        }
        if (!authorities.isEmpty() && !client.authorities.isEmpty()) {
            return Tie.CERTAIN;
        }
        return onlyServer ? Tie.GUESSED : Tie.NONE;
    }

    private boolean differentAuthorities(Member other) {
        return !authorities.isEmpty()
                && !other.authorities.isEmpty()
                && Collections.disjoint(authorities, other.authorities);
    }
}
