package io.ovpnguard.batch;

import io.ovpnguard.predict.Process;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The processes of which a row asks; at least one. */
record Row(Optional<Process> server, Optional<Process> client, Instant at) {

    Row {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(at);
    }
}
