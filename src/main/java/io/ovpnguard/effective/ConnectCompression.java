package io.ovpnguard.effective;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;
import java.util.Set;

/**
 * Compression as the OpenVPN 3 core has it when nobody allows it to compress, which is how clients are shipped
 * ({@code ProtoConfig::load} and {@code parse_pushed_compression} of proto.hpp).
 */
public final class ConnectCompression {

    private static final Compression IN_FRONT = new Compression(Algorithm.STUB, Set.of());

    private static final Compression SWAPPED = new Compression(Algorithm.STUB, Set.of(Flag.SWAP));

    private static final Compression SECOND_VERSION = new Compression(Algorithm.STUB_V2, Set.of());

    private ConnectCompression() {}

    /** {@return the framing after an option of the profile, never one that compresses; empty if it refuses the option} */
    static Optional<Compression> written(Compression old, Directive option) {
        if (option.is("comp-lzo")) {
            return Optional.of(IN_FRONT);
        }
        if (!option.is("compress")) {
            return Optional.of(old);
        }
        return switch (option.value(0).orElse("stub")) {
            case "stub-v2", "lz4-v2" -> Optional.of(SECOND_VERSION);
            case "stub", "lz4", "snappy" -> Optional.of(SWAPPED);
            case "lzo", "lzo-stub", "lzo-swap" -> Optional.of(IN_FRONT);
            default -> Optional.empty();
        };
    }

    /** {@return the framing after an option of the server; empty if the client cannot read the option} */
    public static Optional<Compression> pushed(Compression old, Directive option) {
        if (!option.is("compress")) {
            return written(old, option);
        }
        if (option.value(0).isEmpty()) {
            return Optional.empty();
        }
        return switch (option.value(0).get()) {
            case "lzo" -> Optional.of(new Compression(Algorithm.LZO, Set.of()));
            case "lz4" -> Optional.of(new Compression(Algorithm.LZ4, Set.of()));
            case "lz4-v2" -> Optional.of(new Compression(Algorithm.LZ4_V2, Set.of()));
            // A method that it does not know changes nothing.
            default -> written(old, option).or(() -> Optional.of(old));
        };
    }

    /** {@return whether a client goes on with that framing ({@code check_proto_warnings} of cliproto.hpp)} */
    public static boolean isAllowed(Compression compression) {
        return compression.algorithm() == Algorithm.NONE || compression.algorithm() == Algorithm.STUB_V2;
    }
}
