package io.ovpnguard.report;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was found in one bundle; or of all of a namespace that has no server, and belongs to none.
 *
 * @param name empty for what belongs to none
 * @param bundles several where members of several generations do not meet
 */
public record FoundByBundle(String namespace, String name, List<Bundle> bundles, List<Finding> findings) {

    /** Ten thousand clients without a server are no ten thousand bundles. */
    private record Key(String namespace, String name) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::namespace).thenComparing(Key::name);

        static Key of(Bundle bundle) {
            return new Key(bundle.namespace(), bundle.servers().isEmpty() ? "" : bundle.name());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    public FoundByBundle {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        bundles = List.copyOf(bundles);
        findings = List.copyOf(findings);
    }

    /** {@return findings by what they are about, in the order of names} */
    public static List<FoundByBundle> of(Inspection inspection, List<Finding> findings) {
        var bundles = new TreeMap<Key, List<Bundle>>();
        var keys = new IdentityHashMap<Source, Key>();
        for (var bundle : inspection.bundles()) {
            var key = Key.of(bundle);
            bundles.computeIfAbsent(key, _ -> new ArrayList<>()).add(bundle);
            bundle.stored().forEach(stored -> keys.putIfAbsent(stored.text(), key));
            bundle.profiles().forEach(profile -> keys.put(profile.config().source(), key));
        }
        var found = new TreeMap<Key, List<Finding>>();
        for (var finding : findings) {
            found.computeIfAbsent(key(finding, keys, inspection), _ -> new ArrayList<>())
                    .add(finding);
        }
        found.keySet().forEach(key -> bundles.putIfAbsent(key, List.of()));
        return bundles.entrySet().stream()
                .map(each -> new FoundByBundle(
                        each.getKey().namespace(),
                        each.getKey().name(),
                        each.getValue(),
                        found.getOrDefault(each.getKey(), List.of())))
                .toList();
    }

    /** {@return this, with what another one has} */
    public FoundByBundle and(FoundByBundle other) {
        return new FoundByBundle(
                namespace,
                name,
                Stream.concat(bundles.stream(), other.bundles.stream()).toList(),
                Stream.concat(findings.stream(), other.findings.stream()).toList());
    }

    private static Key key(Finding finding, Map<Source, Key> keys, Inspection inspection) {
        return finding.labels()
                .flatMap(label -> Optional.ofNullable(keys.get(label.where().source())).stream())
                .findFirst()
                .orElseGet(() -> new Key(
                        inspection
                                .locations()
                                .object(finding.primary().where().source())
                                .map(object -> object.namespace())
                                .orElse(""),
                        ""));
    }
}
