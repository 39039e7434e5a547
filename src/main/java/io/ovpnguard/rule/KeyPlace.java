package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.bundle.Stored.Storage;
import io.ovpnguard.finding.Where;
import io.ovpnguard.pki.HeldKey;
import io.ovpnguard.pki.KeyFacts;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key of a bundle, where it stands, and which configs use it.
 *
 * @param storage what holds it
 * @param uses empty for a key that no config names
 */
public record KeyPlace(HeldKey key, Where where, Storage storage, List<Use> uses) {

    /** A config that takes a key, and by which option. */
    public record Use(Profile profile, String option) {}

    /** What is taken as a key. A PKCS#12 file is no text in which keys are seen. */
    private static final Set<String> OPTIONS =
            Set.of("key", "cert", "ca", "extra-certs", "tls-auth", "tls-crypt", "tls-crypt-v2", "secret");

    public KeyPlace {
        Objects.requireNonNull(key);
        Objects.requireNonNull(where);
        Objects.requireNonNull(storage);
        uses = List.copyOf(uses);
    }

    /** {@return the keys of a bundle: within configs, in the files that they name, and beside these} */
    static List<KeyPlace> of(Bundle bundle) {
        return new Search(bundle).places();
    }

    /** {@return whether a config takes it by that option} */
    public boolean isUsedAs(String option) {
        return uses.stream().anyMatch(use -> use.option().equals(option));
    }

    /** {@return where a config takes it: one file may serve many, so the option that names it tells them apart} */
    public Where where(Use use) {
        return use.profile()
                .config()
                .last(use.option())
                .<Where>map(directive ->
                        new Where.At(directive.inline().isPresent() ? directive.nameSpan() : directive.valueSpan()))
                .orElse(where);
    }

    /** {@return the private key's public half, if it is a private key that can be read} */
    public Optional<String> fingerprint() {
        return key instanceof HeldKey.Private held ? held.key().map(KeyFacts::fingerprint) : Optional.empty();
    }

    private record Search(Bundle bundle) {

        List<KeyPlace> places() {
            var storages =
                    bundle.stored().stream().collect(Collectors.toMap(Stored::text, Stored::storage, (one, _) -> one));
            var places = new ArrayList<KeyPlace>();
            var seen = new HashSet<Source>();
            bundle.profiles().forEach(profile -> {
                seen.add(profile.config().source());
                places.addAll(inline(profile, storages));
            });
            var files = Stream.concat(
                    bundle.stored().stream().map(Stored::text),
                    bundle.profiles()
                            .flatMap(profile -> profile.files().entries().values().stream())
                            .flatMap(file -> file.content().stream()));
            var usesOfFiles = usesOfFiles();
            files.filter(seen::add).forEach(text -> {
                var storage = storages.getOrDefault(text, Storage.FILE);
                var uses = usesOfFiles.getOrDefault(text, List.of());
                HeldKey.in(KeyText.of(text))
                        .forEach(key -> places.add(new KeyPlace(key, new Where.Absent(text), storage, uses)));
            });
            return places;
        }

        private static List<KeyPlace> inline(Profile profile, Map<Source, Storage> storages) {
            return profile.config()
                    .ownDirectives()
                    .filter(directive -> OPTIONS.contains(directive.name()))
                    .flatMap(directive -> directive.inline().stream()
                            .flatMap(block -> HeldKey.in(KeyText.of(block.text())).stream())
                            .map(key -> new KeyPlace(
                                    key,
                                    new Where.At(directive.nameSpan()),
                                    storages.getOrDefault(directive.span().source(), Storage.FILE),
                                    List.of(new Use(profile, directive.name())))))
                    .toList();
        }

        private Map<Source, List<Use>> usesOfFiles() {
            var uses = new HashMap<Source, List<Use>>();
            bundle.profiles()
                    .forEach(profile -> profile.config()
                            .ownDirectives()
                            .filter(directive -> OPTIONS.contains(directive.name()))
                            .forEach(directive -> directive
                                    .value(0)
                                    .flatMap(profile.files()::find)
                                    .flatMap(file -> file.content())
                                    .ifPresent(text -> uses.computeIfAbsent(text, _ -> new ArrayList<>())
                                            .add(new Use(profile, directive.name())))));
            return uses;
        }
    }
}
