package io.ovpnguard.report;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.source.Source;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows which clients of some bundles a finding is about. */
public final class AffectedClients {

    private final Map<Source, Set<Profile>> clients = new IdentityHashMap<>();
    private final Map<Source, Set<Profile>> clientsOfServer = new IdentityHashMap<>();

    public AffectedClients(Collection<Bundle> bundles) {
        for (var bundle : bundles) {
            bundle.clients().forEach(client -> texts(client).forEach(text -> add(clients, text, client)));
            var served = bundle.pairs().stream()
                    .collect(Collectors.groupingBy(
                            Pair::server, IdentityHashMap::new, Collectors.mapping(Pair::client, Collectors.toList())));
            served.forEach((server, theirs) ->
                    texts(server).forEach(text -> theirs.forEach(client -> add(clientsOfServer, text, client))));
        }
    }

    private static void add(Map<Source, Set<Profile>> readers, Source text, Profile profile) {
        readers.computeIfAbsent(text, _ -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(profile);
    }

    private static Stream<Source> texts(Profile profile) {
        return Stream.concat(
                Stream.of(profile.config().source()),
                profile.files().entries().values().stream().flatMap(file -> file.content().stream()));
    }

    /** {@return the clients whose texts a finding points at; where it points at none, those of the server whose it does} */
    public Set<Profile> of(Finding finding) {
        var named = among(clients, finding);
        return named.isEmpty() ? among(clientsOfServer, finding) : named;
    }

    private static Set<Profile> among(Map<Source, Set<Profile>> readers, Finding finding) {
        var found = Collections.<Profile>newSetFromMap(new IdentityHashMap<>());
        finding.labels()
                .map(label -> readers.get(label.where().source()))
                .filter(Objects::nonNull)
                .forEach(found::addAll);
        return found;
    }
}
