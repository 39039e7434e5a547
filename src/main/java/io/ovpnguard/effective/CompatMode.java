package io.ovpnguard.effective;

import java.util.Optional;

/** The argument of {@code compat-mode}: the oldest OpenVPN release that a process wants to work with. */
public record CompatMode(int major, int minor, int patch) {

    static final CompatMode V2_4_0 = new CompatMode(2, 4, 0);
    static final CompatMode V2_5_0 = new CompatMode(2, 5, 0);
    static final CompatMode V2_6_0 = new CompatMode(2, 6, 0);

    /** The release in which a TLS version newer than 1.0 became possible. */
    public static final CompatMode V2_3_7 = new CompatMode(2, 3, 7);

    /** {@return the release, or empty when OpenVPN refuses the text} */
    static Optional<CompatMode> parse(String text) {
        var parts = text.split("\\.", -1);
        if (parts.length < 2 || parts.length > 3) {
            return Optional.empty();
        }
        var patch = parts.length == 3 ? Numbers.atoi(parts[2]) : 0;
        return Optional.of(new CompatMode(Numbers.atoi(parts[0]), Numbers.atoi(parts[1]), patch));
    }

    /** {@return whether behaviour of releases before {@code other} is wanted} */
    public boolean isBefore(CompatMode other) {
        return number() < other.number();
    }

    private int number() {
        return major * 10_000 + minor * 100 + patch;
    }
}
