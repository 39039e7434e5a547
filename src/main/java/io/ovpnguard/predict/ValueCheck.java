package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;
import java.util.Set;

/** The arguments that {@code add_option} of options.c refuses. */
final class ValueCheck {

    private static final int PACKET_ID_DIRECTIONS = 1;

    private static final int SMALLEST_MSSFIX = 154;

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
                    .findFirst()
                    .or(() -> block(directive));
        }
        return WordCheck.refusal(directive, version)
                .or(() -> NumberCheck.refusal(directive, version))
                .or(() -> further(directive));
    }

    private static Optional<Refusal> block(Directive directive) {
        return directive.is("connection") && directive.nested().stream().noneMatch(option -> option.is("remote"))
                ? Optional.of(new Refusal(
                        "Options error: Each 'connection' block must contain exactly one 'remote' directive",
                        Optional.of(directive.nameSpan()),
                        Optional.of("remote")))
                : Optional.empty();
    }

    /** {@code setenv_str_ex} of env_set.c asserts that a name has two letters. */
    private static Optional<Refusal> variable(Directive directive) {
        return first(directive).length() < 2
                ? Optional.of(Refusal.of("Assertion failed at env_set.c (name && strlen(name) > 1)", directive.span()))
                : Optional.empty();
    }

    /** {@code TLS_CHANNEL_MTU_MIN} of 2.7. */
    private Optional<Refusal> mssfix(Directive directive) {
        var size = Numbers.atoi(first(directive));
        var isRefused = version.isAtLeast(Version.V2_7) && size > 0 && size < SMALLEST_MSSFIX;
        return isRefused
                ? Optional.of(
                        Refusal.options("mssfix needs to be >= " + SMALLEST_MSSFIX + ", not " + size, directive.span()))
                : Optional.empty();
    }

    private Optional<Refusal> further(Directive directive) {
        return switch (directive.name()) {
            case "proto" -> protocol(directive, 0);
            case "remote" -> directive.arguments().size() > 2 ? protocol(directive, 2) : Optional.empty();
            case "comp-lzo", "compress", "allow-compression" -> compression(directive);
            case "key-direction" -> direction(directive, 0);
            case "tls-auth", "secret" -> direction(directive, 1);
            case "fragment" -> fragment(directive);
            case "tun-mtu-max" -> tunMtuMax(directive);
            case "mssfix" -> suffix(directive, Set.of("mtu", "fixed")).or(() -> mssfix(directive));
            case "keepalive" -> keepalive(directive);
            case "key-method" -> keyMethod(directive);
            case "tls-version-min", "tls-version-max" -> tlsVersion(directive);
            case "ifconfig" -> addresses(directive);
            case "route-gateway" ->
                isAddress(directive, 0) || first(directive).equals("dhcp")
                        ? Optional.empty()
                        : Optional.of(Refusal.options(
                                "route-gateway parm '" + first(directive) + "' must be a valid address",
                                directive.span()));
            case "verify-hash" ->
                fingerprint(
                        directive, directive.value(1).filter("SHA256"::equals).isPresent() ? 32 : 20);
            case "peer-fingerprint" -> fingerprint(directive, 32);
            case "compat-mode" ->
                first(directive).matches("\\d+\\.\\d+.*")
                        ? Optional.empty()
                        : Optional.of(Refusal.options(
                                "cannot parse version number for --compat-mode: " + first(directive),
                                directive.span()));
            case "http-proxy" -> httpProxy(directive);
            case "resolv-retry" ->
                version.isAtLeast(Version.V2_7) && !first(directive).matches("infinite|[0-9]+")
                        ? refuse("Cannot parse argument '" + first(directive) + "' as non-negative integer", directive)
                        : Optional.empty();
            case "keying-material-exporter" ->
                first(directive).startsWith("EXPORTER")
                        ? Optional.empty()
                        : refuse("Keying material exporter label must begin with \"EXPORTER\"", directive);
            case "server-ipv6" -> network(directive);
            case "crl-verify" ->
                unless(
                        directive,
                        directive.value(1).filter(word -> !word.equals("dir")).isEmpty());
            case "server-bridge" ->
                unless(
                                directive,
                                directive.arguments().size() != 1
                                        || first(directive).equals("nogw"))
                        .or(() -> PoolCheck.ofArguments(directive));
            case "server", "ifconfig-pool" -> PoolCheck.ofArguments(directive);
            case "dns" -> DnsCheck.ofArguments(directive);
            case "setenv" -> variable(directive);
            case "verify-x509-name" -> unless(directive, !first(directive).isEmpty());
            case "help", "version", "genkey", "mktun", "rmtun", "test-crypto" -> oneShot(directive);
            case "show-ciphers", "show-digests", "show-engines", "show-tls", "show-curves", "show-groups" ->
                oneShot(directive);
            default -> Optional.empty();
        };
    }

    private static String first(Directive directive) {
        return directive.value(0).orElse("");
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
        var isTooSmall = version.equals(Version.V2_6) && Numbers.atoi(first(directive)) < 68;
        return isTooSmall
                ? Optional.of(Refusal.options("--fragment needs to be at least 68", directive.span()))
                : suffix(directive, Set.of("mtu"));
    }

    /** OpenVPN does what is asked, and ends. */
    private static Optional<Refusal> oneShot(Directive directive) {
        return Optional.of(Refusal.of("--" + directive.name() + " is done, and the process ends", directive.span()));
    }

    private static Optional<Refusal> refuse(String text, Directive directive) {
        return Optional.of(Refusal.options(text, directive.span()));
    }

    /** Some words decide whether OpenVPN recognizes the option at all. */
    private Optional<Refusal> unless(Directive directive, boolean isRecognized) {
        return isRecognized || directive.inline().isPresent()
                ? Optional.empty()
                : Optional.of(NameCheck.unrecognized(directive, version));
    }

    private Optional<Refusal> network(Directive directive) {
        var parts = first(directive).split("/", 2);
        var isAddress = parts[0].matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        var isSize = parts.length < 2 || parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= 128;
        return isAddress && isSize ? Optional.empty() : refuse("error parsing --server-ipv6 parameter", directive);
    }

    private Optional<Refusal> addresses(Directive directive) {
        return isAddress(directive, 0) && isAddress(directive, 1)
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "ifconfig parms '" + first(directive) + "' and '"
                                + directive.value(1).orElse("") + "' must be valid addresses",
                        directive.span()));
    }

    /** Names count only with {@code allow-pull-fqdn}. */
    private boolean isAddress(Directive directive, int index) {
        return config.written().has("allow-pull-fqdn")
                || directive.value(index).flatMap(Address::parse).isPresent();
    }

    private static Optional<Refusal> fingerprint(Directive directive, int bytes) {
        if (directive.inline().isPresent()) {
            return Optional.empty();
        }
        var text = first(directive);
        if (!text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2})*")) {
            return Optional.of(Refusal.options("format error in hash fingerprint: " + text, directive.span()));
        }
        var written = (text.length() + 1) / 3;
        return written == bytes
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "hash fingerprint is wrong length - expected " + bytes + " bytes, got " + written + ": " + text,
                        directive.span()));
    }

    private static Optional<Refusal> httpProxy(Directive directive) {
        return directive.arguments().size() < 2
                ? Optional.of(Refusal.options("http-proxy port number not defined", directive.span()))
                : Optional.empty();
    }

    private static Optional<Refusal> suffix(Directive directive, Set<String> known) {
        var second = directive.value(1);
        return second.isEmpty() || known.contains(second.get())
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "Unknown parameter to --" + directive.name() + ": " + second.get(), directive.span()));
    }

    private Optional<Refusal> tunMtuMax(Directive directive) {
        var value = Numbers.atoi(first(directive));
        return value < 68 || value > 65_536
                ? Optional.of(
                        Refusal.options("--tun-mtu-max value '" + first(directive) + "' is invalid", directive.span()))
                : Optional.empty();
    }

    private Optional<Refusal> keepalive(Directive directive) {
        var interval = Numbers.atoi(first(directive));
        var timeout = Numbers.atoi(directive.value(1).orElse(""));
        if (interval == 0 && timeout == 0 && version.isBefore(Version.V2_7)) {
            // As if it were not there.
            return Optional.empty();
        }
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

    private Optional<Refusal> tlsVersion(Directive directive) {
        var known = Set.of("1.0", "1.1", "1.2", "1.3");
        var isHighest = directive.value(1).filter("or-highest"::equals).isPresent();
        return known.contains(first(directive)) || isHighest
                ? Optional.empty()
                : Optional.of(Refusal.options(
                        "unknown " + directive.name() + " parameter: " + first(directive), directive.span()));
    }
}
