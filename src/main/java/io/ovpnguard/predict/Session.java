package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.ControlChannel.Wrapping;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One session being played: the phases in order, each with what the ones before it settled. */
final class Session {

    private final Process server;
    private final Process client;
    private final EffectiveConfig serverConfig;
    private final EffectiveConfig clientConfig;
    private final List<String> unknown = new ArrayList<>();
    private final Map<Phase, Outcome> consequences = new EnumMap<>(Phase.class);

    Session(Process server, Process client) {
        this.server = server;
        this.client = client;
        this.serverConfig = server.config();
        this.clientConfig = client.config();
    }

    Prediction play() {
        var serverRefusal = StartUp.refusal(server);
        var clientRefusal = StartUp.refusal(client);
        serverRefusal.ifPresent(refusal -> note(Phase.SERVER_START, Outcome.SERVER_START));
        clientRefusal.ifPresent(refusal -> note(Phase.CLIENT_START, Outcome.CLIENT_START));
        var isStatic = serverConfig.role().isStaticKey() || clientConfig.role().isStaticKey();
        var transport = note(Phase.TRANSPORT, Transport.of(serverConfig, clientConfig));
        var control = isStatic
                ? new ControlChannel(Wrapping.NONE, Wrapping.NONE, ControlChannel.Fault.NONE)
                : ControlChannelPhase.of(server, client, unknown);
        note(Phase.CONTROL_CHANNEL, control);
        var tls = isStatic ? TlsHandshake.absent() : TlsHandshake.of(server, client);
        note(Phase.TLS, tls);
        var authentication = note(Phase.AUTHENTICATION, Authentication.of(server, client, unknown));
        var negotiation = CipherNegotiation.between(server, client);
        var network = ServerNetwork.of(serverConfig, authentication.ccd());
        var pulls = serverConfig.role().isServer() && clientConfig.role().pulls();
        var pulled = pulls
                ? PulledOptions.of(
                        PushReply.of(server, client, authentication.ccd(), network, negotiation.pushed()), clientConfig)
                : new PulledOptions(List.of(), Optional.empty());
        note(Phase.PUSH, push(pulled));
        var cipher = negotiation.settle(pulled.last("cipher").isPresent());
        note(
                cipher instanceof DataCipher.Mismatched ? Phase.DATA_CHANNEL : Phase.PUSH,
                isNoticed(cipher) ? cipher.consequence() : Outcome.WORKS);
        note(Phase.DATA_CHANNEL, isNoticed(cipher) ? Outcome.WORKS : Outcome.NO_TRAFFIC);
        var framing = FramingPhase.of(serverConfig, clientConfig, pulled, authentication.ccd());
        note(framing instanceof Framing.Refused ? Phase.PUSH : Phase.DATA_CHANNEL, framing);
        var addressing = note(Phase.PUSH, AddressingPhase.of(serverConfig, clientConfig, network, pulled));
        var devices = devices(addressing);
        var keys = keys(cipher);
        note(Phase.DATA_CHANNEL, keys);
        var fragmentation = note(Phase.DATA_CHANNEL, Fragmentation.of(serverConfig, clientConfig));
        note(devices.consequence() == Outcome.NO_TRAFFIC ? Phase.DATA_CHANNEL : Phase.PUSH, devices);
        var sizes = note(
                Phase.PACKET_SIZE,
                PacketSizePhase.of(server, client, pulled, cipher, framing, negotiation.isSettledByPush()));
        var outcome = outcome();
        return new Prediction(
                server,
                client,
                outcome,
                stopsIn(outcome),
                serverRefusal,
                clientRefusal,
                transport,
                control,
                tls,
                authentication,
                addressing,
                cipher,
                keys,
                framing,
                fragmentation,
                devices,
                sizes,
                Optional.empty(),
                new Occ(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                unknown);
    }

    /** A client that does not pull never learns that the server refused it. */
    private boolean isNoticed(DataCipher cipher) {
        return !(cipher instanceof DataCipher.Rejected rejected)
                || rejected.by() == Side.CLIENT
                || clientConfig.role().pulls();
    }

    private Outcome push(PulledOptions pulled) {
        if (pulled.rejected().isPresent()) {
            return Outcome.NO_HANDSHAKE;
        }
        var isServer = serverConfig.role().isServer();
        if (clientConfig.role().pulls() && !isServer && !serverConfig.role().isStaticKey()) {
            return Outcome.NO_HANDSHAKE;
        }
        // From 2.5 on a server makes the data channel's keys when a client asks for options.
        var isNeverAsked = isServer
                && !clientConfig.role().pulls()
                && serverConfig.version().isAtLeast(Version.V2_5);
        return isNeverAsked ? Outcome.NO_TRAFFIC : Outcome.WORKS;
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
        // A TAP client takes a pushed peer address for a netmask.
        return one == other
                ? new DeviceTypes.Same(one)
                : new DeviceTypes.Different(one, other, Outcome.NO_TRAFFIC.and(addressing.consequence()));
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
