package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What OpenVPN would do with a pair. Each phase is judged as if those before it had passed, so that one fault does not
 * hide the next.
 *
 * @param stopsIn the first phase that stops or harms the session
 * @param unknown what cannot be known from the given files, and what for it matters
 */
public record Prediction(
        Process server,
        Process client,
        Outcome outcome,
        Optional<Phase> stopsIn,
        DataCipher dataCipher,
        Framing compression,
        DeviceTypes deviceTypes,
        PacketSizes packetSizes,
        List<String> unknown) {

    public Prediction {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(stopsIn);
        Objects.requireNonNull(dataCipher);
        Objects.requireNonNull(compression);
        Objects.requireNonNull(deviceTypes);
        Objects.requireNonNull(packetSizes);
        unknown = List.copyOf(unknown);
    }

    /** {@return whether a side prints, at usual verbosity, that options differ; from 2.6 on, only verbosity 7 shows it} */
    public boolean isComparisonLogged() {
        return server.version().isBefore(Version.V2_6) || client.version().isBefore(Version.V2_6);
    }
}
