package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One session being played: the phases in order, each with what the ones before it settled. */
final class Session {

    private final Process server;
    private final Process client;
    private final Instant at;
    private final EffectiveConfig serverConfig;
    private final EffectiveConfig clientConfig;
    private final boolean isStatic;
    private final List<String> unknown = new ArrayList<>();
    private final Map<Phase, Outcome> consequences = new EnumMap<>(Phase.class);

    Session(Process server, Process client, Instant at) {
        this.at = at;
        this.server = server;
        this.client = client;
        this.serverConfig = server.config();
        this.clientConfig = client.config();
        this.isStatic = serverConfig.role().isStaticKey() || clientConfig.role().isStaticKey();
    }

    Prediction play() {
        noteUnread(server);
        noteUnread(client);
        var serverRefusal = server.startUp().refusal();
        var clientRefusal = client.startUp().refusal();
        serverRefusal.ifPresent(refusal -> note(Phase.SERVER_START, Outcome.SERVER_START));
        clientRefusal.ifPresent(refusal -> note(Phase.CLIENT_START, Outcome.CLIENT_START));
        var transport = note(Phase.TRANSPORT, Transport.of(serverConfig, clientConfig));
        var handshake = isStatic ? Handshake.absent() : Handshake.of(server, client, at, unknown);
        var control = note(Phase.CONTROL_CHANNEL, handshake.control());
        var tls = note(Phase.TLS, handshake.tls());
        var authentication = note(Phase.AUTHENTICATION, Authentication.of(server, client, unknown));
        var negotiation = CipherNegotiation.between(server, client);
        var network = ServerNetwork.of(serverConfig, authentication.ccd());
        var pulled = pulled(authentication, network, negotiation.pushed());
        var push = note(Phase.PUSH, PushPhase.of(server, client, pulled, unknown));
        var cipher = negotiation.settle(pulled.last("cipher").isPresent());
        note(cipher);
        var framing = FramingPhase.of(serverConfig, clientConfig, pulled, authentication.ccd());
        note(framing instanceof Framing.Refused ? Phase.PUSH : Phase.DATA_CHANNEL, framing);
        var addressing = note(Phase.PUSH, AddressingPhase.of(serverConfig, clientConfig, network, pulled));
        var devices = devices(addressing);
        note(devices.consequence() == Outcome.NO_TRAFFIC ? Phase.DATA_CHANNEL : Phase.PUSH, devices);
        var keys = note(Phase.DATA_CHANNEL, keys(cipher));
        Optional<StaticKeys> staticKeys = isStatic
                ? Optional.of(note(Phase.DATA_CHANNEL, StaticKeys.of(server, client, cipher, keys, framing, unknown)))
                : Optional.empty();
        var fragmentation = note(Phase.DATA_CHANNEL, Fragmentation.of(serverConfig, clientConfig));
        var sizes = note(
                Phase.PACKET_SIZE,
                PacketSizePhase.of(server, client, pulled, cipher, framing, negotiation.isSettledByPush()));
        var outcome = outcome();
        var reached = new Reached(server, client, consequences, control, tls, authentication);
        return new Prediction(
                server,
                client,
                at,
                outcome,
                stopsIn(outcome),
                serverRefusal,
                clientRefusal,
                transport,
                control,
                tls,
                authentication,
                push,
                addressing,
                cipher,
                keys,
                staticKeys,
                framing,
                fragmentation,
                devices,
                sizes,
                reached.loggedCipher(
                        cipher,
                        isAnswered(push)
                                && keys.fault() != DataKeys.Fault.NO_SUCH_KEY_LENGTH
                                && !(framing instanceof Framing.Refused
                                        && client.version().isConnect()),
                        isConfigured(framing, addressing, devices)),
                reached.occ(cipher),
                unknown);
    }

    private void noteUnread(Process process) {
        var files = process.profile().files();
        var isUnread = !files.complete()
                && process.config().written().all("config").stream()
                        .anyMatch(config -> config.value(0).flatMap(files::find).isEmpty());
        if (isUnread) {
            unknown.add("what `config` of " + process.profile().name() + " includes");
        }
    }

    private PulledOptions pulled(Authentication authentication, ServerNetwork network, Optional<String> cipher) {
        return !isStatic && clientConfig.role().pulls()
                ? PulledOptions.of(PushReply.of(server, client, authentication.ccd(), network, cipher), clientConfig)
                : PulledOptions.NONE;
    }

    private static boolean isAnswered(Push push) {
        return push.fault() != Push.Fault.REJECTED_BY_FILTER;
    }

    /** Whether a client that pulls gets through all that is pushed, and its device opens. */
    private boolean isConfigured(Framing framing, Addressing addressing, DeviceTypes devices) {
        return !(framing instanceof Framing.Refused)
                && addressing.consequence() != Outcome.NO_HANDSHAKE
                && !(devices instanceof DeviceTypes.Unset)
                && devices.consequence() != Outcome.NO_HANDSHAKE
                && Scripts.passes(client, "up", new ArrayList<>());
    }

    private void note(DataCipher cipher) {
        switch (cipher) {
            case DataCipher.Agreed _ -> {}
            case DataCipher.Mismatched _ -> note(Phase.DATA_CHANNEL, cipher.consequence());
            case DataCipher.Rejected rejected -> {
                // A client that does not pull never learns that the server refused it.
                var isNoticed =
                        rejected.by() == Side.CLIENT || clientConfig.role().pulls();
                note(
                        isNoticed ? Phase.PUSH : Phase.DATA_CHANNEL,
                        isNoticed ? cipher.consequence() : Outcome.NO_TRAFFIC);
            }
        }
    }

    private DataKeys keys(DataCipher cipher) {
        var name = switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var _, var atClient) -> atClient;
            case DataCipher.Rejected _ -> clientConfig.ciphers().cipher().value();
        };
        var isNegotiated = serverConfig.version().isAtLeast(Version.V2_4)
                && !name.equals(serverConfig.ciphers().cipher().value());
        return DataKeys.of(server, client, CipherTable.get().find(name).orElse(Cipher.NONE), isNegotiated);
    }

    private DeviceTypes devices(Addressing addressing) {
        var ofServer = serverConfig.device().type();
        var ofClient = clientConfig.device().type();
        if (ofServer.isEmpty() || ofClient.isEmpty()) {
            return new DeviceTypes.Unset(ofServer.isEmpty() ? Side.SERVER : Side.CLIENT);
        }
        var one = ofServer.get().value();
        var other = ofClient.get().value();
        if (one == other) {
            return new DeviceTypes.Same(one);
        }
        // Up to 2.6 a client fails to set an address on no device. A TAP client takes a pushed peer address for a
        // netmask.
        var isFatal = other == DeviceType.NULL
                && client.version().isBefore(Version.V2_7)
                && addressing.client().isPresent()
                && clientConfig.role().pulls();
        var consequence = isFatal ? Outcome.NO_HANDSHAKE : addressing.consequence();
        return new DeviceTypes.Different(one, other, Outcome.NO_TRAFFIC.and(consequence));
    }

    private <J extends Judged> J note(Phase phase, J judged) {
        note(phase, judged.consequence());
        return judged;
    }

    private void note(Phase phase, Outcome consequence) {
        if (consequence != Outcome.WORKS) {
            consequences.merge(phase, consequence, Outcome::and);
        }
    }

    private Outcome outcome() {
        return consequences.values().stream().reduce(Outcome.WORKS, Outcome::and);
    }

    private Optional<Phase> stopsIn(Outcome outcome) {
        return consequences.entrySet().stream()
                .filter(entry -> entry.getValue() == outcome)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
