package io.ovpnguard.option;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An OpenVPN 2 release line, such as 2.6, or the clients made from the OpenVPN 3 core. Behaviour is known by line; a patch
 * level is read and the recorded patch of that line is assumed, since those are what was run.
 */
public record Version(int major, int minor) implements Comparable<Version> {

    public static final Version V2_2 = new Version(2, 2);
    public static final Version V2_3 = new Version(2, 3);
    public static final Version V2_4 = new Version(2, 4);
    public static final Version V2_5 = new Version(2, 5);
    public static final Version V2_6 = new Version(2, 6);
    public static final Version V2_7 = new Version(2, 7);

    /** Every judged version, oldest first. */
    public static final List<Version> ALL = List.of(V2_2, V2_3, V2_4, V2_5, V2_6, V2_7);

    /**
     * OpenVPN Connect and the other clients made from the OpenVPN 3 core, as 3.11.7 is: newer than every 2.x where
     * nothing else is known. It is never a server's.
     */
    public static final Version CONNECT_3 = new Version(3, 0);

    private static final String CONNECT = "connect-3";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})(?:[._-].*)?");

    /**
     * {@return the version that {@code text} names, or empty when it is none of {@link #ALL}}
     *
     * @param text such as {@code 2.6} or {@code 2.6.14}
     */
    public static Optional<Version> parse(String text) {
        var matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var version = new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        return ALL.contains(version) ? Optional.of(version) : Optional.empty();
    }

    /** {@return what {@link #parse} and {@code connect-3} name, for what may be a client only} */
    public static Optional<Version> parseClient(String text) {
        return text.strip().equals(CONNECT) ? Optional.of(CONNECT_3) : parse(text);
    }

    /** {@return the names of all versions that a client may have, for people; of those that a server may have} */
    public static String known(boolean isClient) {
        return ALL.getFirst() + " to " + ALL.getLast() + (isClient ? ", " + CONNECT : "");
    }

    /** {@return whether it is of the OpenVPN 3 core, which shares no code with OpenVPN 2} */
    public boolean isConnect() {
        return equals(CONNECT_3);
    }

    /** {@return whether this version is {@code other} or newer} */
    public boolean isAtLeast(Version other) {
        return compareTo(other) >= 0;
    }

    /** {@return whether this version is older than {@code other}} */
    public boolean isBefore(Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Version other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return isConnect() ? CONNECT : major + "." + minor;
    }
}
