package io.ovpnguard.finding;

import io.ovpnguard.option.Version;
import java.util.Comparator;
import java.util.Optional;

/**
 * The versions for which a finding holds.
 *
 * @param server empty when only a client is concerned
 * @param client empty when only a server is concerned
 */
public record VersionPair(Optional<Version> server, Optional<Version> client) implements Comparable<VersionPair> {

    private static final Comparator<Optional<Version>> ABSENT_FIRST =
            Comparator.comparing(side -> side.orElse(null), Comparator.nullsFirst(Comparator.<Version>naturalOrder()));

    @Override
    public int compareTo(VersionPair other) {
        return Comparator.comparing(VersionPair::server, ABSENT_FIRST)
                .thenComparing(VersionPair::client, ABSENT_FIRST)
                .compare(this, other);
    }
}
