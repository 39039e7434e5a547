package io.ovpnguard.webhook;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who still needs an object that is deleted.
 *
 * @param ref the object
 * @param inspection of it and of those beside it
 * @param spared clients that are left out
 */
record Dependents(ObjectRef ref, Inspection inspection, Spared spared) {

    private static final int MOST_NAMES = 3;

    Dependents {
        Objects.requireNonNull(ref);
        Objects.requireNonNull(inspection);
        Objects.requireNonNull(spared);
    }

    /** {@return for each server and for each file that others still need, who they are} */
    List<String> warnings() {
        var warnings = new ArrayList<String>();
        needed(pairs().filter(pair -> isHere(pair.server())
                                && !isHere(pair.client())
                                && !pair.guessed()
                                && hasNoOtherServer(pair.client()))
                        .collect(Collectors.groupingBy(
                                pair -> pair.server().name(), Collectors.mapping(Pair::client, Collectors.toList()))))
                .forEach((server, clients) ->
                        warnings.add("ovpnguard: " + ref + ", " + server + ": is the server of " + clients));
        needed(profiles()
                        .filter(profile -> !isHere(profile))
                        .flatMap(profile -> files(profile).map(file -> Map.entry(file, profile)))
                        .collect(Collectors.groupingBy(
                                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList()))))
                .forEach((file, configs) ->
                        warnings.add("ovpnguard: " + ref + ", " + file + ": is named by " + configs));
        return warnings;
    }

    /** {@return who needs what, in words, by name of what is needed} */
    private Map<String, String> needed(Map<String, List<Profile>> byName) {
        return byName.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> names(entry.getValue()), (one, _) -> one, LinkedHashMap::new));
    }

    private String names(List<Profile> profiles) {
        var names = profiles.stream().map(this::name).collect(Collectors.toCollection(TreeSet::new));
        var told = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        var number = names.size() + spared.behind(profiles.stream().flatMap(profile -> holder(profile).stream()));
        return number > MOST_NAMES ? told + " and " + (number - MOST_NAMES) + " more" : told;
    }

    private String name(Profile profile) {
        return holder(profile).map(object -> object + ", ").orElse("") + profile.name();
    }

    private Stream<Pair> pairs() {
        return inspection.bundles().stream().flatMap(bundle -> bundle.pairs().stream());
    }

    private Stream<Profile> profiles() {
        return inspection.bundles().stream().flatMap(Bundle::profiles);
    }

    private boolean hasNoOtherServer(Profile client) {
        return pairs().filter(pair -> pair.client() == client).allMatch(pair -> isHere(pair.server()));
    }

    /** {@return the keys of the object that a config names} */
    private Stream<String> files(Profile profile) {
        return profile.files().entries().values().stream()
                .map(FileEntry::content)
                .flatMap(Optional::stream)
                .filter(source -> inspection.locations().object(source).equals(Optional.of(ref)))
                .flatMap(source -> inspection.locations().key(source).stream());
    }

    private boolean isHere(Profile profile) {
        return holder(profile).equals(Optional.of(ref));
    }

    private Optional<ObjectRef> holder(Profile profile) {
        return inspection.locations().object(profile.config().source());
    }
}
