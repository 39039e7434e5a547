package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How far the two processes come, and so what they get to log. */
final class Reached {

    private final Process server;
    private final Process client;
    private final Map<Phase, Outcome> consequences;
    private final ControlChannel control;
    private final TlsHandshake tls;
    private final Authentication authentication;

    Reached(
            Process server,
            Process client,
            Map<Phase, Outcome> consequences,
            ControlChannel control,
            TlsHandshake tls,
            Authentication authentication) {
        this.authentication = authentication;
        this.control = control;
        this.tls = tls;
        this.server = server;
        this.client = client;
        this.consequences = consequences;
    }

    /** A server tells its options strings when a client comes, any other process when it starts. */
    Occ occ() {
        var isServerTold = server.config().role().isServer()
                ? starts(Phase.SERVER_START) && meetsClient()
                : StartUp.tellsOptions(server);
        var isServerLogged = isServerTold && Start.isVerbose(server);
        var isClientLogged = client.version().isConnect()
                ? starts(Phase.SERVER_START)
                        && starts(Phase.CLIENT_START)
                        && passes(Phase.TRANSPORT)
                        && passes(Phase.CONTROL_CHANNEL)
                : starts(Phase.SERVER_START) && StartUp.tellsOptions(client) && Start.isVerbose(client);
        return new Occ(
                string(server, isServerLogged, OptionsString::local),
                string(server, isServerLogged, OptionsString::expected),
                string(client, isClientLogged, OptionsString::local),
                string(client, isClientLogged && !client.version().isConnect(), OptionsString::expected));
    }

    private static Optional<String> string(Process side, boolean isLogged, Function<Process, String> kind) {
        return isLogged ? Optional.of(kind.apply(side)) : Optional.empty();
    }

    private boolean starts(Phase start) {
        return !consequences.containsKey(start);
    }

    /**
     * Over TCP a connection is enough. Over UDP a packet must pass the control channel's protection; from 2.6 on the
     * server first answers and waits for the next one.
     */
    private boolean meetsClient() {
        if (!starts(Phase.CLIENT_START) || !passes(Phase.TRANSPORT)) {
            return false;
        }
        var isUdp = server.config().transport().first().protocol().value().isUdp();
        if (!isUdp || server.version().isBefore(Version.V2_6)) {
            return !isUdp || control.isHeard();
        }
        var isHello = !tls.client().isEmpty() || !client.tls().isOpenSslSince(3, 2, 0);
        return passes(Phase.CONTROL_CHANNEL) && isHello;
    }

    private boolean passes(Phase phase) {
        return consequences.getOrDefault(phase, Outcome.WORKS) != Outcome.NO_HANDSHAKE;
    }

    /**
     * {@return what the client logs as its data cipher}
     *
     * @param isPulled whether the client gets a push reply and accepts it
     * @param isConfigured whether the client gets through what is pushed to it
     */
    Optional<String> loggedCipher(DataCipher cipher, boolean isPulled, boolean isConfigured) {
        if (!starts(Phase.SERVER_START) || !starts(Phase.CLIENT_START)) {
            return Optional.empty();
        }
        var isMade = client.config().role().isStaticKey()
                || passes(Phase.TRANSPORT)
                        && passes(Phase.CONTROL_CHANNEL)
                        && passes(Phase.TLS)
                        && isSettled(cipher, isPulled, isConfigured);
        return isMade ? logged(named(cipher)) : Optional.empty();
    }

    /** Up to 2.3 a client makes its keys before it asks for options, from 2.6 on it tells of them when all is done. */
    private boolean isSettled(DataCipher cipher, boolean isPulled, boolean isConfigured) {
        var isAccepted = !(cipher instanceof DataCipher.Rejected(var by, var _, var _)
                && !(by == Side.CLIENT && client.version().isConnect()));
        if (!client.config().role().pulls()) {
            return isAccepted || client.version().isBefore(Version.V2_6);
        }
        if (client.version().isBefore(Version.V2_4)) {
            return authentication.fault() != Authentication.Fault.NO_CERTIFICATE
                    && authentication.fault() != Authentication.Fault.NO_USER_NAME;
        }
        return isAccepted
                && passes(Phase.AUTHENTICATION)
                && isPulled
                && (client.version().isBefore(Version.V2_6) || client.version().isConnect() || isConfigured);
    }

    /** A null cipher is told of in a warning only, and not at all by 2.2. */
    private Optional<String> logged(String name) {
        if (!name.equals("none") || client.version().isConnect()) {
            return Optional.of(name);
        }
        return client.version().isBefore(Version.V2_3) ? Optional.empty() : Optional.of("none?");
    }

    private String named(DataCipher cipher) {
        return switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var _, var atClient) -> atClient;
            case DataCipher.Rejected _ -> client.config().ciphers().cipher().value();
        };
    }
}
