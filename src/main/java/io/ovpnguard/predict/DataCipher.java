package io.ovpnguard.predict;

import java.util.List;

/** Which cipher protects the data channel. */
public sealed interface DataCipher extends Judged {

    /** Both sides use the same. */
    record Agreed(String cipher) implements DataCipher {
        @Override
        public Outcome consequence() {
            return Outcome.WORKS;
        }
    }

    /** Both sides take the tunnel for up, and neither can read the other's packets. */
    record Mismatched(String server, String client) implements DataCipher {
        @Override
        public Outcome consequence() {
            return Outcome.NO_TRAFFIC;
        }
    }

    /**
     * Negotiation fails, and the side that notices ends the connection.
     *
     * @param by who ends it
     * @param server what the server would accept
     * @param client what the client would accept
     */
    record Rejected(Side by, List<String> server, List<String> client) implements DataCipher {

        public Rejected {
            server = List.copyOf(server);
            client = List.copyOf(client);
        }

        @Override
        public Outcome consequence() {
            return Outcome.NO_HANDSHAKE;
        }
    }
}
