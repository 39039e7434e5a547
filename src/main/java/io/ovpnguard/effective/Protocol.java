package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The argument of {@code proto} ({@code proto_names} of socket.c).
 *
 * @param family what addresses it is bound to
 */
public record Protocol(Kind kind, Family family) {

    /** UDP without a family, the default. */
    public static final Protocol UDP = new Protocol(Kind.UDP, Family.ANY);

    /** The transport and the part in it. */
    public enum Kind {
        UDP,
        /** Which part is not said. */
        TCP,
        TCP_SERVER,
        TCP_CLIENT
    }

    /** The IP version. */
    public enum Family {
        ANY,
        V4,
        V6
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "udp", Kind.UDP,
            "tcp", Kind.TCP,
            "tcp-server", Kind.TCP_SERVER,
            "tcp-client", Kind.TCP_CLIENT);

    /** {@return the protocol of that name, or empty when that version refuses it} */
    public static Optional<Protocol> of(String name, Version version) {
        var dash = name.indexOf('-');
        var transport = dash < 0 ? name : name.substring(0, dash);
        var digit = transport.isEmpty() ? ' ' : transport.charAt(transport.length() - 1);
        var family = switch (digit) {
            case '4' -> Family.V4;
            case '6' -> Family.V6;
            default -> Family.ANY;
        };
        var bare = family == Family.ANY ? name : withoutDigit(transport, dash < 0 ? "" : name.substring(dash));
        var kind = Optional.ofNullable(KINDS.get(bare));
        var isKnown = isKnown(family, version);
        return kind.filter(any -> isKnown).map(found -> new Protocol(found, family(family, version)));
    }

    private static String withoutDigit(String transport, String part) {
        return transport.substring(0, transport.length() - 1) + part;
    }

    private static boolean isKnown(Family family, Version version) {
        return switch (family) {
            case ANY -> true;
            case V4 -> version.isAtLeast(Version.V2_4);
            case V6 -> version.isAtLeast(Version.V2_3);
        };
    }

    /** Up to 2.3 a protocol without a digit means IPv4. */
    private static Family family(Family written, Version version) {
        return written == Family.ANY && version.isBefore(Version.V2_4) ? Family.V4 : written;
    }

    /** {@return the argument of {@code proto} that says so in every version that knows families} */
    public String word() {
        var name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        var digit = switch (family) {
            case ANY -> "";
            case V4 -> "4";
            case V6 -> "6";
        };
        return name.replaceFirst("^(udp|tcp)", "$1" + digit);
    }

    /** {@return whether {@code proto-force} leaves a connection with this protocol; 2.3 looks at UDP or TCP only} */
    public boolean isTakenWhen(Protocol forced, Version version) {
        return version.isBefore(Version.V2_4) ? isUdp() == forced.isUdp() : kind == forced.kind;
    }

    public boolean isUdp() {
        return kind == Kind.UDP;
    }

    /** {@return this with a part in the connection} */
    Protocol as(Kind part) {
        return kind == Kind.TCP ? new Protocol(part, family) : this;
    }

    /** {@return every name that some version takes} */
    public static List<String> names() {
        return List.copyOf(KINDS.keySet());
    }
}
