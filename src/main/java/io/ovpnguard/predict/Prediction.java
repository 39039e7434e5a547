package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What OpenVPN would do with a pair. Each phase is judged as if those before it had passed, so that one fault does not
 * hide the next.
 *
 * @param at when the two meet
 * @param stopsIn the first phase that stops or harms the session
 * @param serverRefusal why the server process does not start
 * @param clientRefusal why the client process does not start
 * @param loggedCipher what the client logs as its data cipher, also when the tunnel then fails
 * @param unknown what cannot be known from the given files, and what for it matters
 */
public record Prediction(
        Process server,
        Process client,
        Instant at,
        Outcome outcome,
        Optional<Phase> stopsIn,
        Optional<Refusal> serverRefusal,
        Optional<Refusal> clientRefusal,
        Transport transport,
        ControlChannel controlChannel,
        TlsHandshake tls,
        Authentication authentication,
        Push push,
        Addressing addressing,
        DataCipher dataCipher,
        DataKeys dataKeys,
        Optional<StaticKeys> staticKeys,
        Framing compression,
        Fragmentation fragmentation,
        DeviceTypes deviceTypes,
        PacketSizes packetSizes,
        Optional<String> loggedCipher,
        Occ occ,
        List<String> unknown) {

    public Prediction {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(at);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(stopsIn);
        Objects.requireNonNull(dataCipher);
        Objects.requireNonNull(compression);
        Objects.requireNonNull(deviceTypes);
        Objects.requireNonNull(packetSizes);
        unknown = List.copyOf(unknown);
    }

    /**
     * {@return what becomes of this pair because of one phase's result alone}
     *
     * <p>Two peers with a static key that cannot read each other never come up. A server with {@code opt-verify} refuses
     * a client for what elsewhere would only lose packets. And a client that does not pull never learns that it was
     * refused.
     */
    public Outcome consequence(Judged result) {
        if (!result.isHarmful()) {
            return Outcome.WORKS;
        }
        if (result instanceof DataCipher.Rejected rejected && !isNoticed(rejected)) {
            return Outcome.NO_TRAFFIC;
        }
        var isCompared = result instanceof DataCipher.Mismatched
                || result instanceof DataKeys
                || result instanceof Framing
                || result instanceof Fragmentation
                || result instanceof DeviceTypes
                || result instanceof PacketSizes;
        var isRefused = isCompared && authentication.fault() == Authentication.Fault.DIFFERENT_OPTIONS
                || staticKeys.filter(keys -> keys.isBecauseOf(result)).isPresent();
        return isRefused ? Outcome.NO_HANDSHAKE : result.consequence();
    }

    private boolean isNoticed(DataCipher.Rejected rejected) {
        return rejected.by() == Side.CLIENT || client.config().role().pulls();
    }

    /** {@return the process of a side} */
    public Process process(Side side) {
        return side == Side.SERVER ? server : client;
    }

    /** {@return why the process of a side does not start} */
    public Optional<Refusal> refusal(Side side) {
        return side == Side.SERVER ? serverRefusal : clientRefusal;
    }

    /** {@return whether a side prints, at usual verbosity, that options differ; from 2.6 on, only verbosity 7 shows it} */
    public boolean isComparisonLogged() {
        return server.version().isBefore(Version.V2_6) || client.version().isBefore(Version.V2_6);
    }
}
