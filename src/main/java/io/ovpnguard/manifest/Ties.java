package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the objects beside another one its configs have to work with.
 *
 * @param counterparts objects that hold the other side of a pair, guesses left out, and those that hold files of either
 * @param complete whether every client of the object has its server
 * @param missing whether a config of a pair names a file that none of the objects holds
 */
public record Ties(Set<ObjectRef> counterparts, boolean complete, boolean missing) {

    public Ties {
        counterparts = Set.copyOf(counterparts);
    }

    /**
     * {@return how an object is tied to those beside it}
     *
     * @param inspection of it and of those
     */
    public static Ties of(ObjectRef object, Inspection inspection) {
        return new Tying(object, inspection).ties();
    }

    private record Tying(ObjectRef self, Inspection inspection) {

        Ties ties() {
            var pairs = inspection.bundles().stream()
                    .flatMap(bundle -> bundle.pairs().stream())
                    .filter(pair -> !pair.guessed() && sides(pair).anyMatch(this::isOwn))
                    .toList();
            var counterparts = pairs.stream()
                    .flatMap(Tying::sides)
                    .flatMap(this::holders)
                    .filter(ref -> !ref.equals(self))
                    .collect(Collectors.toSet());
            var complete = inspection.bundles().stream()
                    .flatMap(bundle -> bundle.clients().stream())
                    .filter(client -> isIn(self, client))
                    .allMatch(client -> pairs.stream().map(Pair::client).anyMatch(paired -> paired == client));
            return new Ties(
                    counterparts, complete, pairs.stream().flatMap(Tying::sides).anyMatch(Tying::misses));
        }

        private static Stream<Profile> sides(Pair pair) {
            return Stream.of(pair.server(), pair.client());
        }

        /** Its config, or a file of it, is in the object. */
        private boolean isOwn(Profile profile) {
            return holders(profile).anyMatch(self::equals);
        }

        private boolean isIn(ObjectRef ref, Profile profile) {
            return inspection.locations().object(profile.config().source()).equals(Optional.of(ref));
        }

        private Stream<ObjectRef> holders(Profile profile) {
            var files = profile.files().entries().values().stream()
                    .map(FileEntry::content)
                    .flatMap(Optional::stream);
            return Stream.concat(Stream.of(profile.config().source()), files)
                    .flatMap(source -> inspection.locations().object(source).stream());
        }

        private static boolean misses(Profile profile) {
            return FileOptions.named(profile.config())
                    .anyMatch(name -> profile.files().find(name).isEmpty());
        }
    }
}
