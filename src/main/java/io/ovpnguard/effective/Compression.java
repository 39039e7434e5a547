package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The compression framing of one side, as {@code struct compress_options} holds it (comp.h).
 *
 * @param algorithm what stands in front of each packet
 */
public record Compression(Algorithm algorithm, Set<Flag> flags) {

    /** No framing at all. */
    public static final Compression NONE = new Compression(Algorithm.NONE, Set.of());

    /** The framing, which decides what a receiver understands. */
    public enum Algorithm {
        /** No header: packets as they are. */
        NONE,
        /** A header that always says "not compressed". */
        STUB,
        LZO,
        LZ4,
        /** A header only where a packet could be taken for a compressed one. */
        STUB_V2,
        LZ4_V2;

        /** {@return whether it can carry compressed packets ({@code comp_non_stub_enabled})} */
        public boolean isCompressing() {
            return this == LZO || this == LZ4 || this == LZ4_V2;
        }
    }

    /** What modifies the framing. */
    public enum Flag {
        ADAPTIVE,
        /** Sent packets are compressed, too. */
        COMPRESSES,
        /** The header takes the place of the first byte, which moves to the end. */
        SWAP,
        ADVERTISES_STUBS_ONLY,
        STUBS_ONLY,
        MIGRATES,
        ASYMMETRIC
    }

    /** How a receiver finds the packet; two sides with different ones do not understand each other. */
    public enum Header {
        NONE,
        /** One byte in front, as {@code comp-lzo} has it. */
        IN_FRONT,
        /** One byte in place of the first, which moves to the end, as {@code compress} has it. */
        SWAPPED,
        /** Only where it is needed, as {@code compress stub-v2} has it. */
        SECOND_VERSION
    }

    public Compression {
        flags = Set.copyOf(flags);
    }

    /** {@return what stands in front of packets that are not compressed} */
    public Header header() {
        return switch (algorithm) {
            case NONE -> Header.NONE;
            case LZO -> Header.IN_FRONT;
            case STUB -> has(Flag.SWAP) ? Header.SWAPPED : Header.IN_FRONT;
            case LZ4 -> Header.SWAPPED;
            case STUB_V2, LZ4_V2 -> Header.SECOND_VERSION;
        };
    }

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /**
     * {@return the framing after one more option, or empty when that version refuses the option}
     *
     * @param option {@code comp-lzo}, {@code comp-noadapt}, {@code compress} or {@code allow-compression}
     */
    public Optional<Compression> with(Directive option, Version version) {
        if (version.isConnect()) {
            return ConnectCompression.written(this, option);
        }
        var argument = option.value(0);
        var next = EnumSet.noneOf(Flag.class);
        next.addAll(flags);
        return switch (option.name()) {
            case "comp-lzo" -> compLzo(argument.orElse("adaptive"), version, next);
            case "comp-noadapt" -> {
                next.remove(Flag.ADAPTIVE);
                yield Optional.of(new Compression(algorithm, next));
            }
            case "compress" -> compress(argument, version, next);
            case "allow-compression" -> allow(argument.orElse(""), version, next);
            default -> Optional.of(this);
        };
    }

    private Optional<Compression> compLzo(String mode, Version version, EnumSet<Flag> next) {
        var known = mode.equals("no") || mode.equals("yes") || mode.equals("adaptive");
        if (version.isBefore(Version.V2_5)) {
            return known ? Optional.of(oldLzo(mode, version)) : Optional.empty();
        }
        if (mode.equals("no")) {
            next.remove(Flag.SWAP);
            next.remove(Flag.ADAPTIVE);
            return Optional.of(new Compression(Algorithm.STUB, next));
        }
        if (!known || version.equals(Version.V2_5) && has(Flag.STUBS_ONLY)) {
            return Optional.empty();
        }
        next.remove(Flag.SWAP);
        if (version.isBefore(Version.V2_7)) {
            if (mode.equals("adaptive")) {
                next.add(Flag.ADAPTIVE);
            } else {
                next.remove(Flag.ADAPTIVE);
            }
        }
        return Optional.of(new Compression(Algorithm.LZO, next));
    }

    private static Compression oldLzo(String mode, Version version) {
        return switch (mode) {
            // Up to 2.3 it does not compress, but understands what is compressed.
            case "no" -> new Compression(version.isBefore(Version.V2_4) ? Algorithm.LZO : Algorithm.STUB, Set.of());
            case "yes" -> new Compression(Algorithm.LZO, Set.of(Flag.COMPRESSES));
            default -> new Compression(Algorithm.LZO, Set.of(Flag.COMPRESSES, Flag.ADAPTIVE));
        };
    }

    private Optional<Compression> compress(Optional<String> argument, Version version, EnumSet<Flag> next) {
        if (version.isBefore(Version.V2_4)) {
            return Optional.empty();
        }
        var isRead = version.isAtLeast(Version.V2_5);
        if (!isRead) {
            next.clear();
        }
        var name = argument.orElse("stub");
        switch (name) {
            case "stub" -> {
                next.add(Flag.SWAP);
                if (argument.isPresent() || version.isAtLeast(Version.V2_6)) {
                    next.add(Flag.ADVERTISES_STUBS_ONLY);
                }
                return Optional.of(new Compression(Algorithm.STUB, next));
            }
            case "stub-v2" -> {
                next.add(Flag.ADVERTISES_STUBS_ONLY);
                return Optional.of(new Compression(Algorithm.STUB_V2, next));
            }
            case "migrate" -> {
                return version.isAtLeast(Version.V2_6)
                        ? Optional.of(new Compression(Algorithm.NONE, Set.of(Flag.MIGRATES)))
                        : Optional.empty();
            }
            case "lzo", "lz4", "lz4-v2" -> {
                if (version.equals(Version.V2_5) && has(Flag.STUBS_ONLY)) {
                    return Optional.empty();
                }
                if (!isRead) {
                    next.add(Flag.COMPRESSES);
                }
                return Optional.of(compressing(name, next));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private static Compression compressing(String name, EnumSet<Flag> next) {
        return switch (name) {
            case "lzo" -> {
                next.remove(Flag.ADAPTIVE);
                next.remove(Flag.SWAP);
                yield new Compression(Algorithm.LZO, next);
            }
            case "lz4" -> {
                next.add(Flag.SWAP);
                yield new Compression(Algorithm.LZ4, next);
            }
            default -> new Compression(Algorithm.LZ4_V2, next);
        };
    }

    private Optional<Compression> allow(String mode, Version version, EnumSet<Flag> next) {
        if (version.isBefore(Version.V2_5)) {
            return Optional.empty();
        }
        if (mode.equals("no")) {
            return algorithm.isCompressing()
                    ? Optional.empty()
                    : Optional.of(new Compression(algorithm, Set.of(Flag.STUBS_ONLY, Flag.ADVERTISES_STUBS_ONLY)));
        }
        if (has(Flag.STUBS_ONLY)) {
            return Optional.empty();
        }
        switch (mode) {
            case "asym" -> {
                next.remove(Flag.COMPRESSES);
                if (version.isAtLeast(Version.V2_6)) {
                    next.add(Flag.ASYMMETRIC);
                }
            }
            case "yes" -> next.add(version.isAtLeast(Version.V2_7) ? Flag.ASYMMETRIC : Flag.COMPRESSES);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Compression(algorithm, next));
    }
}
