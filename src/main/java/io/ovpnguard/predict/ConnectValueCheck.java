package io.ovpnguard.predict;

import io.ovpnguard.effective.Connection;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.TransportSettings;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The values that the OpenVPN 3 core refuses in a profile ({@code ParseClientConfig}, {@code ProtoConfig::load}). */
final class ConnectValueCheck {

    private static final int LEAST_MTU = 576;

    private static final int MOST = 65_535;

    /** Every cipher and digest that it has a name for, whether it uses it or not ({@code algs} of cryptoalgs.hpp). */
    private static final Set<String> ALGORITHMS = Set.of(
            "NONE",
            "AES-128-CBC",
            "AES-192-CBC",
            "AES-256-CBC",
            "DES-CBC",
            "DES-EDE3-CBC",
            "BF-CBC",
            "AES-256-CTR",
            "AES-128-GCM",
            "AES-192-GCM",
            "AES-256-GCM",
            "CHACHA20-POLY1305",
            "MD4",
            "MD5",
            "SHA1",
            "SHA224",
            "SHA256",
            "SHA384",
            "SHA512");

    /** How many arguments it reads from options whatever else stands there. */
    private static final Map<String, Integer> NEEDED = Map.ofEntries(
            Map.entry("cipher", 1),
            Map.entry("auth", 1),
            Map.entry("dev", 1),
            Map.entry("remote", 1),
            Map.entry("key-direction", 1),
            Map.entry("key-method", 1),
            Map.entry("keepalive", 2),
            Map.entry("static-challenge", 1),
            Map.entry("verify-x509-name", 1),
            Map.entry("remote-cert-eku", 1),
            Map.entry("windows-driver", 1),
            Map.entry("server-poll-timeout", 1),
            Map.entry("pull-filter", 2),
            Map.entry("http-proxy", 2));

    private static final List<String> SECONDS =
            List.of("reneg-sec", "tran-window", "hand-window", "tls-timeout", "ping", "ping-restart", "keepalive");

    /** Options that take certain words only. */
    private static final Map<String, Set<String>> WORDS = Map.of(
            "key-direction", Set.of("0", "1", "bidirectional", "bi"),
            "remote-cert-tls", Set.of("client", "server"),
            "ns-cert-type", Set.of("client", "server"),
            "tls-cert-profile", Set.of("legacy", "preferred", "suiteb"),
            "pull-filter", Set.of("accept", "ignore", "reject"));

    private static final Set<String> TLS_VERSIONS = Set.of("1.0", "1.1", "1.2", "1.3");

    private static final Set<String> NAME_TYPES = Set.of("subject", "name", "name-prefix");

    private final Written written;

    private ConnectValueCheck(Written written) {
        this.written = written;
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new ConnectValueCheck(process.config().written());
        return check.argument()
                .or(check::remote)
                .or(() -> family(process.config().transport()))
                .or(check::device)
                .or(() -> check.algorithm("cipher"))
                .or(() -> check.algorithm("auth"))
                .or(check::protection)
                .or(check::word)
                .or(() -> process.config()
                        .compression()
                        .refused()
                        .map(option -> refusal(
                                "Unknown compressor: '" + option.value(0).orElse("") + "'", option)))
                .or(check::size)
                .or(check::seconds)
                .or(check::tlsVersion)
                .or(check::nameType);
    }

    private Optional<Refusal> argument() {
        return written.inOrder().stream()
                .filter(option ->
                        option.inline().isEmpty() && option.arguments().size() < NEEDED.getOrDefault(option.name(), 0))
                .findFirst()
                .map(option -> refusal(
                        "option '" + option.name() + "' must have at least " + NEEDED.get(option.name()) + " arguments",
                        option));
    }

    private Optional<Refusal> remote() {
        var remotes = Stream.concat(
                        written.all("remote").stream(),
                        written.all("connection").stream()
                                .flatMap(block -> block.nested().stream())
                                .filter(option -> option.is("remote")))
                .toList();
        if (remotes.isEmpty()) {
            return Optional.of(new Refusal(
                    "ERR_INVALID_CONFIG: option_error: remote option not specified",
                    Optional.empty(),
                    Optional.of("remote")));
        }
        return remotes.stream()
                .flatMap(remote -> port(remote, 1).or(() -> protocol(remote, 2)).stream())
                .findFirst()
                .or(() -> written.last("port").flatMap(port -> port(port, 0)))
                .or(() -> written.last("proto").flatMap(proto -> protocol(proto, 0)));
    }

    /** An address of the other family leaves it nothing to send to. */
    private static Optional<Refusal> family(TransportSettings transport) {
        return transport.connections().stream().allMatch(ConnectValueCheck::isOfOtherFamily)
                ? Optional.of(new Refusal(
                        "remote_list_error: current remote server endpoint is undefined",
                        transport.first().remote().flatMap(Spans::of)))
                : Optional.empty();
    }

    private static boolean isOfOtherFamily(Connection connection) {
        var family = connection.protocol().value().family();
        var host = connection.remote().map(Setting::value).orElse("");
        return family == Protocol.Family.V6 && Address.parse(host).isPresent()
                || family == Protocol.Family.V4 && host.indexOf(':') >= 0;
    }

    private static Optional<Refusal> port(Directive option, int index) {
        return option.value(index)
                .filter(text -> !isNumber(text, 1, MOST))
                .map(text -> refusal("bad port number: " + text, option));
    }

    private static Optional<Refusal> protocol(Directive option, int index) {
        return option.value(index)
                .filter(text -> Protocol.of(text.toLowerCase(Locale.ROOT), Version.CONNECT_3)
                        .filter(protocol -> protocol.kind() != Protocol.Kind.TCP_SERVER)
                        .isEmpty())
                .map(text -> refusal("error parsing protocol: " + text, option));
    }

    private Optional<Refusal> device() {
        return written.last("dev-type")
                .or(() -> written.last("dev"))
                .filter(option -> !option.value(0).orElse("").startsWith("tun"))
                .map(option -> refusal(
                        option.value(0).orElse("").startsWith("tap") ? "TAP mode is not supported" : "bad dev-type",
                        option));
    }

    private Optional<Refusal> algorithm(String name) {
        return written.value(name)
                .filter(text -> !ALGORITHMS.contains(text.value().toUpperCase(Locale.ROOT)))
                .map(text -> new Refusal("crypto_alg: " + text.value() + ": not found", Spans.of(text)));
    }

    private Optional<Refusal> protection() {
        var wrappings = Stream.of("tls-auth", "tls-crypt", "tls-crypt-v2")
                .filter(written::has)
                .toList();
        return wrappings.size() < 2
                ? Optional.empty()
                : Optional.of(refusal(
                        wrappings.get(0) + " and " + wrappings.get(1) + " are mutually exclusive",
                        written.last(wrappings.get(1)).orElseThrow()));
    }

    private Optional<Refusal> word() {
        return written.inOrder().stream()
                .filter(option -> WORDS.containsKey(option.name())
                        && !WORDS.get(option.name()).contains(option.value(0).orElse("")))
                .findFirst()
                .map(option -> refusal("bad " + option.name() + " parameter", option));
    }

    private Optional<Refusal> size() {
        return Stream.of("tun-mtu", "tun-mtu-max")
                .flatMap(name -> written.last(name).stream())
                .filter(option -> option.value(0)
                        .filter(text -> !isNumber(text, LEAST_MTU, MOST))
                        .isPresent())
                .findFirst()
                .map(option -> refusal(
                        "option '" + option.name() + "'[1] must be in the range [" + LEAST_MTU + "," + MOST + "]",
                        option));
    }

    private Optional<Refusal> seconds() {
        return SECONDS.stream()
                .flatMap(name -> written.last(name).stream())
                .filter(option -> !isNumber(option.value(0).orElse(""), 0, Integer.MAX_VALUE))
                .findFirst()
                .map(option -> refusal(option.name() + ": error parsing number of seconds", option));
    }

    private Optional<Refusal> tlsVersion() {
        return written.last("tls-version-min")
                .filter(option -> !TLS_VERSIONS.contains(option.value(0).orElse(""))
                        && option.value(1).filter("or-highest"::equals).isEmpty())
                .map(option -> refusal("tls-version-min: unrecognized TLS version", option));
    }

    private Optional<Refusal> nameType() {
        return written.last("verify-x509-name")
                .filter(option -> option.value(1)
                        .filter(type -> !NAME_TYPES.contains(type))
                        .isPresent())
                .map(option -> refusal(
                        "Invalid verify-x509-name type: " + option.value(1).orElse(""), option));
    }

    private static Refusal refusal(String text, Directive option) {
        return Refusal.of("option_error: " + text, option.span());
    }

    private static boolean isNumber(String text, long least, long most) {
        if (!text.matches("\\d{1,10}")) {
            return false;
        }
        var number = Long.parseLong(text);
        return number >= least && number <= most;
    }
}
