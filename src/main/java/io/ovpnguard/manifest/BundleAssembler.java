package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Allowance;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.bundle.Stored.Storage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts servers beside the clients that belong to them. */
final class BundleAssembler {

    private BundleAssembler() {}

    /** {@return bundles, by namespace and name; a client without a server is a bundle of its own} */
    static List<Bundle> assemble(List<Member> members, List<VpnObject> objects) {
        var servers = members.stream().filter(Member::listens).toList();
        var clients = members.stream().filter(member -> !member.listens()).toList();
        var pairs = Pairing.of(servers, clients);
        return connected(members, pairs).stream()
                .map(together -> bundle(together, pairs, objects))
                .sorted(Comparator.comparing(Bundle::namespace).thenComparing(Bundle::name))
                .toList();
    }

    /** {@return the members, divided so that pairs stay together} */
    private static List<List<Member>> connected(List<Member> members, List<Pair> pairs) {
        var groups = new IdentityHashMap<Profile, List<Member>>();
        members.forEach(member -> groups.put(member.profile(), new ArrayList<>(List.of(member))));
        for (var pair : pairs) {
            var ours = groups.get(pair.server());
            var theirs = groups.get(pair.client());
            if (ours != theirs) {
                ours.addAll(theirs);
                theirs.forEach(member -> groups.put(member.profile(), ours));
            }
        }
        var seen = Collections.<List<Member>>newSetFromMap(new IdentityHashMap<>());
        return members.stream()
                .map(member -> groups.get(member.profile()))
                .filter(seen::add)
                .toList();
    }

    private static Bundle bundle(List<Member> together, List<Pair> pairs, List<VpnObject> objects) {
        var first = together.stream().filter(Member::listens).findFirst().orElse(together.getFirst());
        var profiles = Collections.<Profile>newSetFromMap(new IdentityHashMap<>());
        together.forEach(member -> profiles.add(member.profile()));
        var beside = beside(together, objects).toList();
        return new Bundle(
                first.object().ref().isPresent() ? first.namespace() : "",
                first.bundleName(),
                together.stream().filter(Member::listens).map(Member::profile).toList(),
                together.stream()
                        .filter(member -> !member.listens())
                        .map(Member::profile)
                        .toList(),
                pairs.stream().filter(pair -> profiles.contains(pair.client())).toList(),
                beside.stream().flatMap(BundleAssembler::stored).toList(),
                together.stream()
                        .map(member -> member.revision().orElse(""))
                        .collect(Collectors.toCollection(TreeSet::new)),
                beside.stream().flatMap(BundleAssembler::allowances).toList());
    }

    /** {@return where members stand, what they read, and what is labelled to belong to them} */
    private static Stream<VpnObject> beside(List<Member> together, List<VpnObject> objects) {
        var homes = Collections.<VpnObject>newSetFromMap(new IdentityHashMap<>());
        together.forEach(member -> homes.add(member.object()));
        var read = together.stream()
                .flatMap(member -> member.profile().files().entries().values().stream())
                .flatMap(file -> file.content().stream())
                .collect(Collectors.toSet());
        // A thousand clients have few labels.
        var families = homes.stream()
                .collect(Collectors.toMap(
                        home -> List.of(home.group(), home.label(Member.BUNDLE), home.label(Member.INSTANCE)),
                        home -> home,
                        (one, _) -> one))
                .values();
        return objects.stream()
                .filter(object -> homes.contains(object)
                        || object.texts().values().stream().anyMatch(read::contains)
                        || families.stream().anyMatch(home -> Member.isSibling(object, home)));
    }

    private static Stream<Stored> stored(VpnObject object) {
        var storage = object.ref().map(BundleAssembler::storage).orElse(Storage.FILE);
        return object.texts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Stored(entry.getValue(), storage));
    }

    private static Stream<Allowance> allowances(VpnObject object) {
        return object.allowances().entrySet().stream()
                .filter(_ -> !object.texts().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(annotation -> new Allowance(
                        annotation.getKey().substring(Allowance.ANNOTATION.length()),
                        object.annotations().get(annotation.getKey()),
                        annotation.getValue(),
                        object.texts().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(Map.Entry::getValue)
                                .toList()));
    }

    private static Storage storage(ObjectRef ref) {
        return switch (ref.kind()) {
            case "ConfigMap" -> Storage.CONFIG_MAP;
            case "Secret" -> Storage.SECRET;
            default -> Storage.FILE;
        };
    }
}
