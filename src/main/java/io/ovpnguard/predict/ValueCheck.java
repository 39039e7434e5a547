package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;
import java.util.Set;

/** The arguments that {@code add_option} of options.c refuses. */
final class ValueCheck {

    private static final int PACKET_ID_DIRECTIONS = 1;

    private static final String UNSET = " [proto-uninitialized]";
    private static final String PROTOCOLS = " [udp] [tcp-server] [tcp-client] [tcp]";
    private static final String PROTOCOLS_4 = " [udp4] [tcp4-server] [tcp4-client] [tcp4]";
    private static final String PROTOCOLS_6 = " [udp6] [tcp6-server] [tcp6-client] [tcp6]";

    private final EffectiveConfig config;
    private final Version version;

    private ValueCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new ValueCheck(process);
        for (var directive : check.config.written().inOrder()) {
            var refusal = check.of(directive);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> of(Directive directive) {
        if (directive.inline().isPresent()) {
            return directive.nested().stream()
                    .map(this::of)
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        return switch (directive.name()) {
            case "proto" -> protocol(directive, 0);
            case "remote" -> directive.arguments().size() > 2 ? protocol(directive, 2) : Optional.empty();
            case "comp-lzo", "compress", "allow-compression" -> compression(directive);
            case "topology" -> oneOf(directive, "--topology must be net30, p2p, or subnet", topologies());
            case "mode" -> oneOf(directive, "Bad --mode parameter: " + first(directive), Set.of("p2p", "server"));
            case "key-direction" -> direction(directive, 0);
            case "tls-auth", "secret" -> direction(directive, 1);
            case "fragment" -> fragment(directive);
            case "tun-mtu" -> version.isAtLeast(Version.V2_7) ? range(directive, 100, 65536) : Optional.empty();
            case "tun-mtu-max" -> tunMtuMax(directive);
            case "tun-mtu-extra" -> version.isAtLeast(Version.V2_7) ? range(directive, 0, 65536) : Optional.empty();
            case "mssfix" -> mssfix(directive);
            case "ping", "ping-restart", "ping-exit" ->
                version.isAtLeast(Version.V2_7) ? range(directive, 0, 86_400) : Optional.empty();
            case "keepalive" -> keepalive(directive);
            case "key-method" -> keyMethod(directive);
            case "auth-user-pass-verify" ->
                directive.arguments().size() == 1
                        ? Optional.of(Refusal.options(
                                "--auth-user-pass-verify requires a second parameter ('via-env' or 'via-file')",
                                directive.span()))
                        : Optional.empty();
            case "tcp-queue-limit" ->
                Numbers.atoi(first(directive)) > 0
                        ? Optional.empty()
                        : Optional.of(Refusal.options("--tcp-queue-limit parameter must be > 0", directive.span()));
            case "verify-client-cert" ->
                directive.arguments().isEmpty()
                        ? Optional.empty()
                        : oneOf(
                                directive,
                                "parameter to --verify-client-cert must be 'none', 'optional' or 'require'",
                                Set.of("none", "optional", "require"));
            case "remote-cert-tls" ->
                oneOf(directive, "--remote-cert-tls must be 'client' or 'server'", Set.of("client", "server"));
            case "ns-cert-type" ->
                oneOf(directive, "--ns-cert-type must be 'client' or 'server'", Set.of("client", "server"));
            case "verify-x509-name" -> verifyName(directive);
            case "tls-version-min", "tls-version-max" -> tlsVersion(directive);
            case "auth-retry" ->
                oneOf(
                        directive,
                        "unknown auth-retry mode: " + first(directive),
                        Set.of("none", "nointeract", "interact"));
            default -> Optional.empty();
        };
    }

    private static String first(Directive directive) {
        return directive.value(0).orElse("");
    }

    private static Set<String> topologies() {
        return Set.of(Topology.NET30.word(), Topology.P2P.word(), Topology.SUBNET.word());
    }

    private Optional<Refusal> protocol(Directive directive, int index) {
        var name = directive.value(index).orElse("");
        return Protocol.of(name, version).isPresent()
                ? Optional.empty()
                : Optional.of(Refusal.options("Bad protocol: '" + name + "'." + allowed(), directive.span()));
    }

    /** {@code proto2ascii_all} of socket.c. */
    private String allowed() {
        var names = switch (version.minor()) {
            case 2 -> PROTOCOLS;
            case 3 -> UNSET + PROTOCOLS + PROTOCOLS_6;
            default -> UNSET + PROTOCOLS + PROTOCOLS_4 + PROTOCOLS_6;
        };
        return (version.isBefore(Version.V2_5) ? "  " : " ") + "Allowed protocols with --proto option:" + names;
    }

    private Optional<Refusal> compression(Directive directive) {
        var refused = config.compression().refused();
        if (refused.isEmpty() || refused.get() != directive) {
            return Optional.empty();
        }
        var value = first(directive);
        var line = switch (directive.name()) {
            case "comp-lzo" -> "bad comp-lzo option: " + value + " -- must be 'yes', 'no', or 'adaptive'";
            case "compress" -> "bad comp option: " + value;
            default ->
                value.equals("no")
                        ? "'--allow-compression no' conflicts with  enabling compression"
                        : "Cannot set allow-compression to '" + value + "' after set to 'no'";
        };
        return Optional.of(Refusal.options(line, directive.span()));
    }

    private Optional<Refusal> direction(Directive directive, int index) {
        var text = directive.value(index);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var isNumber = text.get().equals("0") || text.get().equals("1");
        return isNumber
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "Unknown key direction '" + text.get() + "' -- must be '0' or '" + PACKET_ID_DIRECTIONS + "'",
                        directive.span()));
    }

    private Optional<Refusal> fragment(Directive directive) {
        if (version.isBefore(Version.V2_6)) {
            return Optional.empty();
        }
        if (version.isAtLeast(Version.V2_7)) {
            return range(directive, 68, Integer.MAX_VALUE);
        }
        if (Numbers.atoi(first(directive)) < 68) {
            return Optional.of(Refusal.options("--fragment needs to be at least 68", directive.span()));
        }
        return suffix(directive, Set.of("mtu"));
    }

    private Optional<Refusal> mssfix(Directive directive) {
        if (version.isBefore(Version.V2_6) || directive.arguments().isEmpty()) {
            return Optional.empty();
        }
        var refusal = version.isAtLeast(Version.V2_7) ? range(directive, 0, 65_535) : Optional.<Refusal>empty();
        return refusal.or(() -> suffix(directive, Set.of("mtu", "fixed")));
    }

    private static Optional<Refusal> suffix(Directive directive, Set<String> known) {
        var second = directive.value(1);
        return second.isEmpty() || known.contains(second.get())
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "Unknown parameter to --" + directive.name() + ": " + second.get(), directive.span()));
    }

    private Optional<Refusal> tunMtuMax(Directive directive) {
        if (version.isAtLeast(Version.V2_7)) {
            return range(directive, 1600, 65_536);
        }
        var value = Numbers.atoi(first(directive));
        return value < 68 || value > 65_536
                ? Optional.of(
                        Refusal.options("--tun-mtu-max value '" + first(directive) + "' is invalid", directive.span()))
                : Optional.empty();
    }

    private Optional<Refusal> keepalive(Directive directive) {
        var interval = Numbers.atoi(first(directive));
        var timeout = Numbers.atoi(directive.value(1).orElse(""));
        if (interval <= 0 || timeout <= 0) {
            return Optional.of(Refusal.options("--keepalive parameters must be > 0", directive.span()));
        }
        if (interval * 2L > timeout) {
            return Optional.of(Refusal.options(
                    "the second parameter to --keepalive (restart timeout=" + timeout
                            + ") must be at least twice the value of the first parameter (ping interval=" + interval
                            + ").  A ratio of 1:5 or 1:6 would be even better.  Recommended setting is --keepalive 10 60.",
                    directive.span()));
        }
        return Optional.empty();
    }

    private Optional<Refusal> keyMethod(Directive directive) {
        var value = Numbers.atoi(first(directive));
        return value >= 1 && value <= 2
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "key_method parameter (" + value + ") must be >= 1 and <= 2", directive.span()));
    }

    private Optional<Refusal> verifyName(Directive directive) {
        var type = directive.value(1);
        if (type.isEmpty() || Set.of("subject", "name", "name-prefix").contains(type.get())) {
            return Optional.empty();
        }
        return Optional.of(Refusal.options("unknown X.509 name type: " + type.get(), directive.span()));
    }

    private Optional<Refusal> tlsVersion(Directive directive) {
        var known = Set.of("1.0", "1.1", "1.2", "1.3");
        var isHighest = directive.value(1).filter("or-highest"::equals).isPresent();
        return known.contains(first(directive)) || isHighest
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "unknown " + directive.name() + " parameter: " + first(directive), directive.span()));
    }

    private static Optional<Refusal> oneOf(Directive directive, String line, Set<String> known) {
        return known.contains(first(directive))
                ? Optional.empty()
                : Optional.of(Refusal.options(line, directive.span()));
    }

    /** {@code atoi_constrained} of 2.7's options_util.c. */
    private static Optional<Refusal> range(Directive directive, int least, int most) {
        var text = first(directive);
        var isNumber = !text.isEmpty()
                && text.chars().skip(text.startsWith("-") ? 1 : 0).allMatch(Character::isDigit);
        if (!isNumber) {
            return Optional.of(
                    Refusal.options(directive.name() + ": Cannot parse '" + text + "' as integer", directive.span()));
        }
        var value = Numbers.atoi(text);
        if (value >= least && value <= most) {
            return Optional.empty();
        }
        var range = most == Integer.MAX_VALUE ? ">= " + least : "between " + least + " and " + most;
        return Optional.of(Refusal.options(
                directive.name() + ": Must be an integer " + range + ", not " + value, directive.span()));
    }
}
