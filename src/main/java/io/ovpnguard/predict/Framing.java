package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/** Whether each side understands the other's compression framing. */
public sealed interface Framing extends Judged {

    /** {@return what the server uses with this client} */
    Compression server();

    /** {@return what the client uses after the server's push} */
    Compression client();

    /** {@return the compression option that the server pushed, if any} */
    Optional<Directive> pushed();

    /** Everything that one side sends, the other understands. */
    record Compatible(Compression server, Compression client, Optional<Directive> pushed) implements Framing {
        @Override
        public Outcome consequence() {
            return Outcome.WORKS;
        }
    }

    /**
     * Some of what one side sends, the other does not understand.
     *
     * @param sender the side whose packets are lost; the server if both are
     * @param consequence nothing passes, or only what is too small to be compressed
     */
    record Mismatched(
            Compression server, Compression client, Optional<Directive> pushed, Side sender, Outcome consequence)
            implements Framing {}

    /** The client gets its options, and ends the connection: it has no framing of the first version (OpenVPN 3). */
    record Forbidden(Compression server, Compression client, Optional<Directive> pushed) implements Framing {
        @Override
        public Outcome consequence() {
            return Outcome.NO_TRAFFIC;
        }
    }

    /** The client does not accept the option that the server pushed, and ends the connection. */
    record Refused(Compression server, Compression client, Optional<Directive> pushed) implements Framing {
        @Override
        public Outcome consequence() {
            return Outcome.NO_HANDSHAKE;
        }
    }
}
