package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Profile;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * A profile and what its object says of where it belongs.
 *
 * @param authorities fingerprints of the CA certificates that it trusts, as far as they are visible
 */
record Member(Profile profile, VpnObject object, Set<String> authorities) {

    static final String BUNDLE = "ovpnguard.io/bundle";
    static final String INSTANCE = "app.kubernetes.io/instance";

    /** {@return the name of the bundle that this member belongs to by label, or by itself} */
    String bundleName() {
        return object.label(BUNDLE).or(() -> object.label(INSTANCE)).orElse(profile.name());
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
     * @param onlyServer whether the client's namespace has no other server
     */
    Tie tie(Member client, boolean onlyServer) {
        if (!object.group().equals(client.object.group())) {
            return Tie.NONE;
        }
        if (object.equals(client.object)) {
            return object.ref().isEmpty() && differentAuthorities(client) && !onlyServer ? Tie.NONE : Tie.CERTAIN;
        }
        for (var label : new String[] {BUNDLE, INSTANCE}) {
            var ours = object.label(label);
            var theirs = client.object.label(label);
            if (ours.isPresent() || theirs.isPresent()) {
                return compare(ours, theirs);
            }
        }
        if (!authorities.isEmpty() && !client.authorities.isEmpty()) {
            return differentAuthorities(client) ? Tie.NONE : Tie.CERTAIN;
        }
        return onlyServer ? Tie.GUESSED : Tie.NONE;
    }

    private static Tie compare(Optional<String> ours, Optional<String> theirs) {
        return ours.equals(theirs) ? Tie.CERTAIN : Tie.NONE;
    }

    private boolean differentAuthorities(Member other) {
        return !authorities.isEmpty()
                && !other.authorities.isEmpty()
                && Collections.disjoint(authorities, other.authorities);
    }
}
