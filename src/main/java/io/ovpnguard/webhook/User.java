package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import java.util.Objects;
import java.util.Optional;

/**
 * Who sends a change.
 *
 * @param uid tells apart those who have the same name one after the other, such as service accounts; often empty
 */
record User(String name, String uid) {

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
}
