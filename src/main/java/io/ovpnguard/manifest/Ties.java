package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the objects beside another one its configs have to work with.
 *
 * @param counterparts objects that hold the other side of a pair, guesses left out
 * @param complete whether every client of the object has its server
 */
public record Ties(Set<ObjectRef> counterparts, boolean complete) {

    public Ties {
        counterparts = Set.copyOf(counterparts);
    }

    /** {@return how an object is tied to those beside it} */
    public static Ties of(HasMetadata object, Collection<HasMetadata> beside) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        beside.forEach(reader::read);
        reader.read(object);
        var inspection = reader.inspect();
        var self = ObjectRef.of(object);
        Predicate<Profile> isOwn = profile -> holder(profile, inspection).equals(Optional.of(self));
        var pairs = inspection.bundles().stream()
                .flatMap(bundle -> bundle.pairs().stream())
                .filter(pair -> !pair.guessed() && (isOwn.test(pair.client()) || isOwn.test(pair.server())))
                .toList();
        var counterparts = pairs.stream()
                .flatMap(pair -> Stream.of(pair.server(), pair.client()))
                .flatMap(profile -> holder(profile, inspection).stream())
                .filter(ref -> !ref.equals(self))
                .collect(Collectors.toSet());
        var complete = inspection.bundles().stream()
                .flatMap(bundle -> bundle.clients().stream())
                .filter(isOwn)
                .allMatch(client -> pairs.stream().map(Pair::client).anyMatch(paired -> paired == client));
        return new Ties(counterparts, complete);
    }

    private static Optional<ObjectRef> holder(Profile profile, Inspection inspection) {
        return inspection.locations().object(profile.config().source());
    }
}
