package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Doubt;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts each client beside the servers that it can mean. */
final class Pairing {

    private Pairing() {}

    /** {@return every client with its servers; a client of nobody is in no pair} */
    static List<Pair> of(List<Member> servers, List<Member> clients) {
        var pairs = new ArrayList<Pair>();
        for (var client : clients) {
            var tied = tied(neighbours(client, servers), client);
            var live = sameRevision(tied, client);
            var meant = Remotes.of(client.profile().config()).among(live);
            for (var server : meant) {
                pairs.add(new Pair(
                        server.member().profile(),
                        client.profile(),
                        doubt(server, client),
                        isContested(server.member(), meant)));
            }
        }
        return pairs;
    }

    private static Optional<Doubt> doubt(Tied server, Member client) {
        if (server.guessed()) {
            return Optional.of(Doubt.UNTIED);
        }
        return server.member().revision().equals(client.revision())
                ? Optional.empty()
                : Optional.of(Doubt.OTHER_REVISION);
    }

    /** Plain files do not say on which machine each server runs; objects have Services of their own. */
    private static boolean isContested(Member server, List<Tied> meant) {
        return server.object().ref().isEmpty()
                && meant.stream()
                        .map(Tied::member)
                        .anyMatch(other -> other != server && Remotes.listenAlike(server, other));
    }

    /** A server that a client belongs to, and whether that is a guess. */
    record Tied(Member member, boolean guessed) {}

    private static List<Tied> tied(List<Member> servers, Member client) {
        var together = servers.stream()
                .filter(server -> server.object().equals(client.object()))
                .toList();
        var nearest = together.isEmpty() ? servers : together;
        // Servers side by side in one object or folder are one place to go to: the remote picks among them.
        var isAlone = together.isEmpty()
                ? servers.stream().map(Member::object).distinct().count() == 1
                : together.size() == 1;
        var certain = new ArrayList<Tied>();
        var guessed = new ArrayList<Tied>();
        for (var server : nearest) {
            switch (server.tie(client, isAlone)) {
                case CERTAIN -> certain.add(new Tied(server, false));
                case GUESSED -> guessed.add(new Tied(server, true));
                case NONE -> {}
            }
        }
        return certain.isEmpty() ? guessed : certain;
    }

    /** Members are compared with those of their own revision; without any there, with all, and then it is a guess. */
    private static List<Tied> sameRevision(List<Tied> tied, Member client) {
        var same = tied.stream()
                .filter(server -> server.member().revision().equals(client.revision()))
                .toList();
        return same.isEmpty() ? tied : same;
    }

    private static List<Member> neighbours(Member client, List<Member> servers) {
        var reachable = servers.stream()
                .filter(server -> isPeer(server) == isPeer(client))
                .filter(server -> isNeighbour(server, client))
                .toList();
        if (client.object().ref().isPresent()) {
            return reachable;
        }
        var nearest = reachable.stream()
                .mapToInt(server -> sharedFolders(server, client))
                .max()
                .orElse(0);
        return reachable.stream()
                .filter(server -> sharedFolders(server, client) == nearest)
                .toList();
    }

    private static boolean isPeer(Member member) {
        return member.profile().role() == Role.STATIC_KEY_PEER;
    }

    /** A namespace ends the neighbourhood of objects; plain files have none. */
    private static boolean isNeighbour(Member server, Member client) {
        return server.object().ref().isEmpty()
                || client.object().ref().isEmpty()
                || server.namespace().equals(client.namespace());
    }

    /** {@return how many folders lead to both, counted from the root: the more, the nearer} */
    private static int sharedFolders(Member server, Member client) {
        var one = folder(server);
        var other = folder(client);
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        var shared = 0;
        var most = Math.min(one.get().getNameCount(), other.get().getNameCount());
        while (shared < most && one.get().getName(shared).equals(other.get().getName(shared))) {
            shared++;
        }
        return shared;
    }

    private static Optional<Path> folder(Member member) {
        return member.object().ref().isPresent()
                ? Optional.empty()
                : Optional.of(Path.of(member.object().group()).toAbsolutePath().normalize());
    }
}
