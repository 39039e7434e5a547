package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.pki.Fingerprints;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An object that is about to be stored.
 *
 * @param old what it replaces
 * @param user who sends it; empty where the API server names nobody
 * @param dryRun whether it is not stored in any case: somebody only wants to know what would be said of it
 */
record Change(HasMetadata object, Optional<HasMetadata> old, Optional<User> user, boolean dryRun) {

    Change {
        Objects.requireNonNull(object);
        Objects.requireNonNull(old);
        Objects.requireNonNull(user);
    }

    /** {@return a change that is stored if it is allowed, whoever sends it} */
    static Change of(HasMetadata object, Optional<HasMetadata> old) {
        return new Change(object, old, Optional.empty(), false);
    }

    /** {@return whether nothing has changed that a judgement looks at} */
    boolean isNothing() {
        return old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object))
                        && Content.of(replaced).equals(Content.of(object)))
                .isPresent();
    }

    /** {@return a name for all that its verdict depends on, of no meaning outside this process} */
    String fingerprint() {
        var texts = new ArrayList<>(List.of(ObjectRef.of(object).toString()));
        add(object, texts);
        comparable().ifPresent(replaced -> add(replaced, texts));
        return Fingerprints.ofSecrets(texts);
    }

    private static void add(HasMetadata object, List<String> texts) {
        var scope = Scope.of(object);
        var content = Content.of(object);
        for (var part : List.of(scope.labels(), scope.annotations(), content.values(), content.more())) {
            texts.add(Integer.toString(part.size()));
            part.forEach((name, value) -> {
                texts.add(name);
                texts.add(value);
            });
        }
    }

    /** {@return what it replaces, if that was measured alike; its faults do not deny again} */
    Optional<HasMetadata> comparable() {
        return old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object)));
    }
}
