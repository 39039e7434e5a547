package io.ovpnguard.effective;

import io.ovpnguard.effective.Protocol.Family;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The connections that a process tries or takes, in order ({@code options_postprocess_mutate} of options.c).
 *
 * @param connections at least one
 */
public record TransportSettings(List<Connection> connections) {

    private static final String DEFAULT_PORT = "1194";

    public TransportSettings {
        connections = List.copyOf(connections);
    }

    /** {@code proto-force} drops connections; where it leaves none, the process does not start. */
    static TransportSettings of(Written written, RoleSettings role, Version version) {
        var all = written(written, role, version);
        var forced = written.value("proto-force").flatMap(name -> Protocol.of(name.value(), version));
        var left = all.connections().stream()
                .filter(connection ->
                        forced.isEmpty() || connection.protocol().value().isTakenWhen(forced.get(), version))
                .toList();
        return left.isEmpty() ? all : new TransportSettings(left);
    }

    private static TransportSettings written(Written written, RoleSettings role, Version version) {
        var reader = new Reader(role, version);
        var blocks = written.all("connection").stream()
                .filter(block -> block.inline().isPresent())
                .toList();
        if (!blocks.isEmpty()) {
            return new TransportSettings(blocks.stream()
                    .map(block -> reader.connection(before(written, block), Optional.empty()))
                    .toList());
        }
        var remotes = written.all("remote");
        if (remotes.isEmpty()) {
            return new TransportSettings(List.of(reader.connection(written, Optional.empty())));
        }
        return new TransportSettings(remotes.stream()
                .map(remote -> reader.connection(written, Optional.of(remote)))
                .toList());
    }

    /** A block starts from what stands before it. */
    private static Written before(Written written, Directive block) {
        var directives = new ArrayList<Directive>();
        for (var directive : written.inOrder()) {
            if (directive == block) {
                break;
            }
            directives.add(directive);
        }
        directives.addAll(block.nested());
        return Written.of(directives);
    }

    /** {@return the first connection, which is all that a server has} */
    public Connection first() {
        return connections.getFirst();
    }

    /** Makes connections by the rules of one version. */
    private record Reader(RoleSettings role, Version version) {

        Connection connection(Written written, Optional<Directive> chosenRemote) {
            var remote = chosenRemote.or(() -> written.last("remote"));
            var protocol = protocol(written, remote);
            var local =
                    written.value("local").filter(setting -> !setting.value().equals("*"));
            var unset = new Setting<>(DEFAULT_PORT, new Origin.Default(version, "init_options"));
            return new Connection(
                    protocol,
                    argument(remote, 0),
                    argument(remote, 1)
                            .or(() -> lastOf(written, "rport", "port"))
                            .orElse(unset),
                    local,
                    lastOf(written, "lport", "port").orElse(unset),
                    isBound(written, protocol.value(), local.isPresent() || written.has("lport")),
                    written);
        }

        private Setting<Protocol> protocol(Written written, Optional<Directive> remote) {
            var fromRemote = argument(remote, 2).flatMap(this::parse);
            var found = fromRemote
                    .or(() -> written.value("proto").flatMap(this::parse))
                    .orElseGet(() -> new Setting<>(
                            Protocol.of("udp", version).orElseThrow(), new Origin.Default(version, "init_options")));
            return new Setting<>(found.value().as(part()), found.origin());
        }

        /** A plain {@code tcp} takes its part from {@code server} or {@code client} only; from 2.7 on all but servers call. */
        private Kind part() {
            if (role.isServer() && role.mode().origin() instanceof Origin.Implied) {
                return Kind.TCP_SERVER;
            }
            var isClient = role.pulls() && role.pull().origin() instanceof Origin.Implied
                    || version.isAtLeast(Version.V2_7) && !role.isServer();
            return isClient ? Kind.TCP_CLIENT : Kind.TCP;
        }

        private Optional<Setting<Protocol>> parse(Setting<String> text) {
            return Protocol.of(text.value(), version).map(protocol -> new Setting<>(protocol, text.origin()));
        }

        private static Optional<Setting<String>> lastOf(Written written, String one, String other) {
            return Stream.of(written.last(one), written.last(other))
                    .flatMap(Optional::stream)
                    .reduce((first, second) ->
                            written.inOrder().indexOf(first) > written.inOrder().indexOf(second) ? first : second)
                    .flatMap(directive -> argument(Optional.of(directive), 0));
        }

        private static Optional<Setting<String>> argument(Optional<Directive> directive, int index) {
            return directive
                    .flatMap(found -> found.argument(index))
                    .map(argument -> new Setting<>(argument.value(), new Origin.Written(argument.span())));
        }

        private boolean isBound(Written written, Protocol protocol, boolean hasLocal) {
            if (written.has("nobind")) {
                return false;
            }
            if (hasLocal || written.has("bind")) {
                return true;
            }
            var isSocks = protocol.isUdp() && written.has("socks-proxy");
            var isPulling = role.pulls() && version.isAtLeast(Version.V2_6);
            var isOldTcp6 = version.isBefore(Version.V2_4) && protocol.family() == Family.V6;
            return !(protocol.kind() == Kind.TCP_CLIENT && !isOldTcp6 || isSocks || isPulling);
        }
    }
}
