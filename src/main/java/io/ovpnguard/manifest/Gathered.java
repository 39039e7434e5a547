package io.ovpnguard.manifest;

import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.ConfigFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the readers of one run have found so far; they share it. */
final class Gathered {

    private final Locations locations = new Locations();
    private final List<Problem> problems = new ArrayList<>();
    private final List<NotInspected> notInspected = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<VpnObject> objects = new ArrayList<>();
    private final List<Container> containers = new ArrayList<>();
    private final Set<Source> backups = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Source, Optional<ConfigFile>> readings = new HashMap<>();
    private final Map<Source, ReadMember> members = new HashMap<>();

    /** A member that is the same whatever stands beside it, if the same versions are assumed. */
    record ReadMember(AssumedVersions assumed, Member member) {}

    Locations locations() {
        return locations;
    }

    List<Problem> problems() {
        return problems;
    }

    List<NotInspected> notInspected() {
        return notInspected;
    }

    List<String> unreadable() {
        return unreadable;
    }

    List<VpnObject> objects() {
        return objects;
    }

    List<Container> containers() {
        return containers;
    }

    /** {@return the files of folders whose names say that they are copies; none of those that somebody named} */
    Set<Source> backups() {
        return backups;
    }

    /** {@return of texts that include no others, the config that each is, or empty for one that is none} */
    Map<Source, Optional<ConfigFile>> readings() {
        return readings;
    }

    /** {@return the members whose configs name no other text, by these configs} */
    Map<Source, ReadMember> members() {
        return members;
    }

    /** {@return how much there is to say beside members} */
    int remarks() {
        return notInspected.size() + unreadable.size();
    }

    /** Adds what other readers have found. */
    void add(Gathered other) {
        locations.add(other.locations);
        problems.addAll(other.problems);
        notInspected.addAll(other.notInspected);
        unreadable.addAll(other.unreadable);
        objects.addAll(other.objects);
        containers.addAll(other.containers);
        readings.putAll(other.readings);
        members.putAll(other.members);
        backups.addAll(other.backups);
    }

    /** A file of that name is a source. */
    Source file(Source source) {
        locations.add(source, Locations.Origin.file(source.name()));
        return source;
    }

    void skip(Source source, String reason) {
        notInspected.add(new NotInspected(new Where.Absent(source), reason));
    }

    void skip(Span span, String reason) {
        notInspected.add(new NotInspected(new Where.At(span), reason));
    }

    /** A file whose text is not a source. */
    void skipFile(String name, String reason) {
        skip(file(Source.of(name, "")), reason);
    }

    void unreadable(String what, String why) {
        unreadable.add(what + ": " + why);
    }
}
