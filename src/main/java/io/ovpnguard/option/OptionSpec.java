package io.ovpnguard.option;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is known of one option: a row of the table. */
public final class OptionSpec {

    private final String name;
    private final Map<Version, Status> status;
    private final TreeMap<Version, ArgumentCount> arguments;
    private final TreeMap<Version, Set<Place>> places;
    private final List<ArgumentKind> kinds;
    private final Build build;
    private final Optional<String> instead;
    private final String reference;

    OptionSpec(
            String name,
            Map<Version, Status> status,
            Map<Version, ArgumentCount> arguments,
            Map<Version, Set<Place>> places,
            List<ArgumentKind> kinds,
            Build build,
            Optional<String> instead,
            String reference) {
        this.name = name;
        this.status = Map.copyOf(status);
        this.arguments = new TreeMap<>(arguments);
        this.places = new TreeMap<>(places);
        this.kinds = List.copyOf(kinds);
        this.build = build;
        this.instead = instead;
        this.reference = reference;
    }

    public String name() {
        return name;
    }

    /** {@return what a version does with the option} */
    public Status status(Version version) {
        return status.getOrDefault(version, Status.UNKNOWN);
    }

    /** {@return the versions whose parser knows the name, ascending} */
    public List<Version> versions() {
        return Version.ALL.stream().filter(status::containsKey).toList();
    }

    /** {@return how many arguments a version that knows the option takes; an inline block has none} */
    public ArgumentCount arguments(Version version) {
        return arguments.floorEntry(version).getValue();
    }

    /** {@return whether a version that knows the option takes it at a place} */
    public boolean isAllowed(Place place, Version version) {
        return places.floorEntry(version).getValue().contains(place);
    }

    /** {@return the kind of an argument, counted from 0} */
    public ArgumentKind kind(int argument) {
        return kinds.get(Math.min(argument, kinds.size() - 1));
    }

    /** {@return the first version after {@code version} that ignores or refuses what {@code version} takes} */
    public Optional<Version> end(Version version) {
        return Version.ALL.stream()
                .filter(version::isBefore)
                .filter(later -> status(later) != Status.CURRENT && status(later) != Status.DEPRECATED)
                .findFirst();
    }

    /** {@return which builds know it} */
    public Build build() {
        return build;
    }

    /** {@return what took its place} */
    public Optional<String> instead() {
        return instead;
    }

    /** {@return where these facts are from} */
    public String reference() {
        return reference;
    }

    /** {@return the status for each version from {@code first} to {@code last}, with its changes} */
    static Map<Version, Status> history(Version first, Version last, Map<Version, Status> changes) {
        var history = new TreeMap<Version, Status>();
        var current = Status.CURRENT;
        for (var version : Version.ALL) {
            current = changes.getOrDefault(version, current);
            if (version.isAtLeast(first) && last.isAtLeast(version)) {
                history.put(version, current);
            }
        }
        return history;
    }
}
