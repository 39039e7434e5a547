package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.source.Source;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is asked about: findings point at the texts of what they are about, so what reads none of these texts need not be
 * judged.
 */
record Question(Predicate<Source> texts) {

    Question {
        Objects.requireNonNull(texts);
    }

    boolean isAbout(Bundle bundle) {
        return bundle.profiles().anyMatch(this::isAbout)
                || bundle.stored().stream().map(Stored::text).anyMatch(texts);
    }

    boolean isAbout(Pair pair) {
        return isAbout(pair.server()) || isAbout(pair.client());
    }

    boolean isAbout(Profile profile) {
        var files = profile.files().entries().values().stream()
                .map(FileEntry::content)
                .flatMap(Optional::stream);
        return Stream.concat(Stream.of(profile.config().source()), files).anyMatch(texts);
    }
}
