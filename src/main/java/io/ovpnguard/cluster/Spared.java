package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ObjectRef;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Clients that are left out where others, which are like them, stand for them. */
public record Spared(List<Group> groups) {

    /** Everybody is there. */
    public static final Spared NONE = new Spared(List.of());

    /**
     * Clients that are alike.
     *
     * @param few those of them that stand for the others; what any of them meets, all meet
     * @param others how many are left out
     */
    public record Group(Set<ObjectRef> few, int others) {

        public Group {
            few = Set.copyOf(few);
        }

        private boolean hasAnyOf(Set<ObjectRef> objects) {
            return few.stream().anyMatch(objects::contains);
        }

        private Group without(Predicate<ObjectRef> changed) {
            return new Group(few.stream().filter(changed.negate()).collect(Collectors.toSet()), others);
        }
    }

    public Spared {
        groups = List.copyOf(groups);
    }

    /** {@return how many some objects stand for, themselves not among them} */
    public int behind(Stream<ObjectRef> objects) {
        var those = objects.collect(Collectors.toSet());
        return groups.stream()
                .filter(group -> group.hasAnyOf(those))
                .mapToInt(Group::others)
                .sum();
    }

    /**
     * {@return of how many things that are said of single objects the like would be said of those left out}
     *
     * @param each what one thing is said of
     */
    public int behindEach(Collection<Set<ObjectRef>> each) {
        return groups.stream()
                .mapToInt(group -> group.others() * most(group, each))
                .sum();
    }

    /** All of a group meet the same; which of them are told of it may differ by what has been read anew. */
    private static int most(Group group, Collection<Set<ObjectRef>> each) {
        return group.few().stream()
                .mapToInt(ref ->
                        (int) each.stream().filter(refs -> refs.contains(ref)).count())
                .max()
                .orElse(0);
    }

    /** {@return the same once some have changed, and are like the others no longer} */
    Spared without(Predicate<ObjectRef> changed) {
        return new Spared(groups.stream().map(group -> group.without(changed)).toList());
    }
}
