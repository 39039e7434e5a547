package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A pair to play.
 *
 * @param id what distinguishes it: the edits that made it
 */
record PairSetup(String topic, String id, Setup server, Setup client) {

    PairSetup {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
    }

    Setup of(Side side) {
        return side == Side.SERVER ? server : client;
    }

    /** {@return what it has beside the plain pair, and lacks of it} */
    String difference() {
        return Stream.of(Side.values())
                .map(side -> side.word() + ": " + of(side).difference(PairGenerator.plain(side)))
                .collect(Collectors.joining(" | "));
    }

    PairSetup with(Side side, Setup changed) {
        return new PairSetup(topic, id, side == Side.SERVER ? changed : server, side == Side.CLIENT ? changed : client);
    }
}
