package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** How far the two processes come, and so what they get to log. */
final class Reached {

    private static final String NONE = "none";

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
    Occ occ(DataCipher cipher) {
        var isServerTold = server.config().role().isServer()
                ? starts(Phase.SERVER_START) && meetsClient()
                : server.startUp().tellsOptions();
        var isServerLogged = isServerTold && Start.isVerbose(server) && !isDyingOfNullKeys(cipher);
        var isClientLogged = client.version().isConnect()
                ? starts(Phase.SERVER_START)
                        && starts(Phase.CLIENT_START)
                        && passes(Phase.TRANSPORT)
                        && passes(Phase.CONTROL_CHANNEL)
                : starts(Phase.SERVER_START) && client.startUp().tellsOptions() && Start.isVerbose(client);
        return new Occ(
                string(server, isServerLogged, OptionsString::local),
                string(server, isServerLogged, OptionsString::expected),
                string(client, isClientLogged, OptionsString::local),
                string(client, isClientLogged && !client.version().isConnect(), OptionsString::expected));
    }

    /** From 2.6 on a side that tells all dies as it prints the keys of a null cipher, and so is run telling less. */
    private boolean isDyingOfNullKeys(DataCipher cipher) {
        var atServer = switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var own, var _) -> own;
            case DataCipher.Rejected _ -> "";
        };
        return atServer.equals(NONE)
                && server.version().isAtLeast(Version.V2_6)
                && client.version().isBefore(Version.V2_6)
                && !server.config().role().isStaticKey()
                && starts(Phase.CLIENT_START)
                && consequences.keySet().stream().allMatch(phase -> phase.compareTo(Phase.PUSH) > 0);
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
        var isKeyed = client.config().role().isStaticKey()
                && !client.version().isConnect()
                && client.startUp().makesKeys();
        if (!starts(Phase.SERVER_START) || !starts(Phase.CLIENT_START) && !isKeyed) {
            return Optional.empty();
        }
        var isMade = client.config().role().isStaticKey()
                || passes(Phase.TRANSPORT)
                        && passes(Phase.CONTROL_CHANNEL)
                        && passes(Phase.TLS)
                        && isSettled(cipher, isPulled, isConfigured);
        return isMade ? logged(named(cipher), passes(Phase.DATA_CHANNEL)) : warned();
    }

    /** A null cipher that is never used is warned of as the process starts; from 2.6 on a client that pulls may not use it. */
    private Optional<String> warned() {
        var ciphers = client.config().ciphers();
        var isOffered = client.version().isAtLeast(Version.V2_5)
                && ciphers.offered().value().contains(NONE);
        var isOwn = ciphers.cipher().value().equals(NONE)
                && (client.version().isBefore(Version.V2_6)
                        || !client.config().role().pulls());
        return (isOffered || isOwn) && !client.version().isConnect() ? logged(NONE, false) : Optional.empty();
    }

    /** Up to 2.3 a client makes its keys before it asks for options, from 2.6 on it tells of them when all is done. */
    private boolean isSettled(DataCipher cipher, boolean isPulled, boolean isConfigured) {
        var isAccepted = !(cipher instanceof DataCipher.Rejected(var by, var _, var _)
                && !(by == Side.CLIENT && client.version().isConnect()));
        if (!client.config().role().pulls()) {
            return isAccepted || client.version().isBefore(Version.V2_6);
        }
        if (client.version().isBefore(Version.V2_4)) {
            var isKeyed = isPulled || client.tls().family() == TlsLibrary.Family.OPENSSL;
            return isKeyed
                    && authentication.fault() != Authentication.Fault.NO_CERTIFICATE
                    && authentication.fault() != Authentication.Fault.NO_USER_NAME;
        }
        return isAccepted
                && passes(Phase.AUTHENTICATION)
                && isPulled
                && (client.version().isBefore(Version.V2_6) || client.version().isConnect() || isConfigured);
    }

    /** A null cipher is told of in a warning only, and not at all by 2.2; 2.5 repeats one that is pushed, and 2.6 tells of any. */
    private Optional<String> logged(String name, boolean isUsed) {
        if (!name.equals(NONE) || client.version().isConnect()) {
            return Optional.of(name);
        }
        if (client.version().isBefore(Version.V2_3)) {
            return Optional.empty();
        }
        var isPushed = isUsed
                && client.config().role().pulls()
                && client.version().equals(Version.V2_5)
                && !client.config().ciphers().cipher().value().equals(NONE);
        if (isPushed) {
            return Optional.of(NONE);
        }
        return Optional.of(isUsed && client.version().isAtLeast(Version.V2_6) ? "[null-cipher]" : "none?");
    }

    private String named(DataCipher cipher) {
        return switch (cipher) {
            case DataCipher.Agreed(var agreed) -> agreed;
            case DataCipher.Mismatched(var _, var atClient) -> atClient;
            case DataCipher.Rejected _ -> client.config().ciphers().cipher().value();
        };
    }
}
