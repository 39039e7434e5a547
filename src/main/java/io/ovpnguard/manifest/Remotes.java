package io.ovpnguard.manifest;

import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports and protocols that a client connects to, its {@code <connection>} blocks included. */
final class Remotes {

    private static final String DEFAULT_PORT = "1194";

    private record Endpoint(String port, boolean tcp) {}

    private final List<Endpoint> endpoints;

    private Remotes(List<Endpoint> endpoints) {
        this.endpoints = endpoints;
    }

    static Remotes of(ConfigFile client) {
        var endpoints = new ArrayList<Endpoint>();
        for (var directive : client.directives()) {
            var within = directive.is("connection") ? directive.nested() : List.of(directive);
            within.stream()
                    .filter(inner -> inner.is("remote"))
                    .map(remote -> endpoint(remote, within, client.directives()))
                    .forEach(endpoints::add);
        }
        return new Remotes(endpoints);
    }

    /** {@return those servers that listen where the client calls; all of them when none or only one does} */
    List<Pairing.Tied> among(List<Pairing.Tied> servers) {
        if (servers.size() < 2 || endpoints.isEmpty()) {
            return servers;
        }
        var exact = servers.stream()
                .filter(server -> endpoints.contains(listening(server.member())))
                .toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        // A Service may map ports, but never protocols.
        var sameProtocol = servers.stream()
                .filter(server -> endpoints.stream()
                        .anyMatch(endpoint ->
                                endpoint.tcp() == listening(server.member()).tcp()))
                .map(server -> new Pairing.Tied(server.member(), true))
                .toList();
        return sameProtocol;
    }

    private static Endpoint endpoint(Directive remote, List<Directive> block, List<Directive> config) {
        var port = remote.value(1)
                .or(() -> last(block, "port", "rport"))
                .or(() -> last(config, "port", "rport"))
                .orElse(DEFAULT_PORT);
        var protocol = remote.value(2).or(() -> last(block, "proto")).or(() -> last(config, "proto"));
        return new Endpoint(port, isTcp(protocol));
    }

    private static Endpoint listening(Member server) {
        var directives = server.profile().config().directives();
        return new Endpoint(last(directives, "port", "lport").orElse(DEFAULT_PORT), isTcp(last(directives, "proto")));
    }

    /** {@return whether two servers wait at one port with one protocol} */
    static boolean listenAlike(Member one, Member other) {
        return listening(one).equals(listening(other));
    }

    private static boolean isTcp(Optional<String> protocol) {
        return protocol.filter(value -> value.startsWith("tcp")).isPresent();
    }

    private static Optional<String> last(List<Directive> directives, String... names) {
        return directives.stream()
                .filter(directive -> Stream.of(names).anyMatch(directive::is))
                .reduce((first, second) -> second)
                .flatMap(directive -> directive.value(0));
    }
}
