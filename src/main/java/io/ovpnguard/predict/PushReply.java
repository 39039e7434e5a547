package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server sends to a client that asks for options ({@code prepare_push_reply} of push.c). */
final class PushReply {

    /** The name of the option that has a client derive its keys as the server does. */
    static final String PROTOCOL_FLAGS = "protocol-flags";

    private final EffectiveConfig server;
    private final Optional<Written> ccd;
    private final ServerNetwork network;
    private final List<PushedOption> options = new ArrayList<>();
    private boolean isAddressKept;

    private PushReply(EffectiveConfig server, Optional<Written> ccd, ServerNetwork network) {
        this.server = server;
        this.ccd = ccd;
        this.network = network;
    }

    /**
     * {@return the options in the order in which they are sent}
     *
     * @param cipher the cipher that the server settled with this client, if it tells
     */
    static List<PushedOption> of(
            Process server, Process client, Optional<Written> ccd, ServerNetwork network, Optional<String> cipher) {
        var reply = new PushReply(server.config(), ccd, network);
        reply.common();
        reply.own();
        reply.perClient(client.version(), cipher);
        return List.copyOf(reply.options);
    }

    private void common() {
        server.pushed().options().forEach(option -> options.add(PushedOption.of(option)));
        macros();
        if (server.written().has("keepalive") && server.role().isServer()) {
            var keepalive = server.written().last("keepalive").orElseThrow();
            options.add(PushedOption.added("ping", keepalive.value(0).orElse("")));
            options.add(PushedOption.added("ping-restart", keepalive.value(1).orElse("")));
        }
    }

    private void macros() {
        if (!server.written().has("server") || network.own().isEmpty()) {
            return;
        }
        var own = network.own().get().toString();
        var topology = server.device().topology().value();
        if (ServerNetwork.isNetwork(server)) {
            options.add(PushedOption.added("route-gateway", own));
        } else if (server.written().has("client-to-client")) {
            var macro = server.written().last("server").orElseThrow();
            options.add(PushedOption.added(
                    "route", macro.value(0).orElse(""), macro.value(1).orElse("")));
        } else if (topology == Topology.NET30) {
            options.add(PushedOption.added("route", own));
        }
        if (server.device()
                .type()
                .map(Setting::value)
                .filter(DeviceType.TUN::equals)
                .isPresent()) {
            options.add(PushedOption.added("topology", topology.word()));
        }
    }

    /** The client's own file can drop what all get, and adds its own. */
    private void own() {
        if (ccd.isEmpty()) {
            return;
        }
        for (var directive : ccd.get().inOrder()) {
            if (!isKnown(directive)) {
                continue;
            }
            switch (directive.name()) {
                case "push-reset" -> options.clear();
                case "push-remove" -> remove(directive.value(0).orElse(""));
                case "push" -> pushed(directive);
                default -> {
                    // Not a matter of pushing.
                }
            }
        }
    }

    /** What a version does not know in a client's file it skips with a warning. */
    private boolean isKnown(Directive directive) {
        return OptionTable.get()
                .find(directive.name())
                .filter(spec -> spec.status(server.version()).isAccepted())
                .isPresent();
    }

    /** The address stands in no list, and is kept back from 2.5 on only. */
    private void remove(String prefix) {
        options.removeIf(option -> option.text().startsWith(prefix));
        isAddressKept =
                isAddressKept || prefix.equals("ifconfig") && server.version().isAtLeast(Version.V2_5);
    }

    private void pushed(Directive push) {
        push.nested().forEach(option -> options.add(PushedOption.of(option)));
    }

    /** {@return whether a side tells clients their number: from 2.4 on, and a single peer that is asked only in 2.4} */
    static boolean isNumbering(EffectiveConfig server) {
        return server.role().isServer()
                ? server.version().isAtLeast(Version.V2_4)
                : server.version().equals(Version.V2_4);
    }

    private void perClient(Version client, Optional<String> cipher) {
        if (network.client().isPresent() && network.clientOther().isPresent() && !isAddressKept) {
            options.add(PushedOption.added(
                    "ifconfig",
                    network.client().get().toString(),
                    network.clientOther().get().toString()));
        }
        if (isNumbering(server) && client.isAtLeast(Version.V2_3)) {
            options.add(PushedOption.added("peer-id", "0"));
        }
        cipher.ifPresent(name -> options.add(PushedOption.added("cipher", name)));
        if (server.version().isAtLeast(Version.V2_6) && client.isAtLeast(Version.V2_6)) {
            if (server.role().isServer()) {
                options.add(PushedOption.added(PROTOCOL_FLAGS, "cc-exit", "tls-ekm", "dyn-tls-crypt"));
            }
            options.add(
                    PushedOption.added("tun-mtu", server.mtu().tunMtu().value().toString()));
        }
    }
}
