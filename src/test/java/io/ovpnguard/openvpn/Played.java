package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Occ;
import io.ovpnguard.predict.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What two real processes did.
 *
 * @param dataCipher what the client logs as the cipher of its data channel
 * @param occ the options strings that the two log
 * @param serverLog lines without what differs from run to run
 * @param clientLog likewise
 */
public record Played(
        Outcome outcome, Optional<String> dataCipher, Occ occ, List<String> serverLog, List<String> clientLog) {

    public Played {
        serverLog = List.copyOf(serverLog);
        clientLog = List.copyOf(clientLog);
    }
}
