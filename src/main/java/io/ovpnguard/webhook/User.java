package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who sends a change.
 *
 * @param uid tells apart those who have the same name one after the other, such as service accounts; often empty
 */
record User(String name, String uid) {

    /** Those of Kubernetes itself, by the account of each controller or, in some clusters, of all. */
    private static final Set<String> CLEARING = Set.of(
            "system:serviceaccount:kube-system:namespace-controller",
            "system:serviceaccount:kube-system:generic-garbage-collector",
            "system:kube-controller-manager");

    User {
        Objects.requireNonNull(name);
        Objects.requireNonNull(uid);
    }

    /** {@return the user of a review, if it names one} */
    static Optional<User> of(UserInfo given) {
        return Optional.ofNullable(given)
                .map(user -> new User(
                        Objects.requireNonNullElse(user.getUsername(), ""),
                        Objects.requireNonNullElse(user.getUid(), "")))
                .filter(user -> !user.name().isEmpty() || !user.uid().isEmpty());
    }

    /** {@return whether it deletes what belongs to something that is deleted already, such as a namespace; it reads no warnings} */
    boolean clearsAway() {
        return CLEARING.contains(name);
    }
}
