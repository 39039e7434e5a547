package io.ovpnguard.predict;

import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Arguments that must be one of a few words ({@code add_option} of options.c). */
final class WordCheck {

    /**
     * Which words an option takes.
     *
     * @param from the first argument that must be one of them
     * @param all whether the further ones must be too
     * @param line what is logged, with {@code %s} for the refused word
     */
    private record Words(int from, boolean all, Set<String> known, String line) {}

    private static final Set<String> EXTENSIONS = Set.of("ext:subjectAltName", "ext:issuerAltName");

    private static final Set<String> SIDES = Set.of("client", "server");

    private static final Map<String, Words> WORDS = Map.ofEntries(
            one("auth-retry", 0, "unknown auth-retry mode: %s", Set.of("none", "nointeract", "interact")),
            one(
                    "auth-user-pass-verify",
                    1,
                    "second parm to --auth-user-pass-verify must be 'via-env' or 'via-file'",
                    Set.of("via-env", "via-file")),
            one("client-nat", 0, "client-nat: type must be 'snat' or 'dnat'", Set.of("snat", "dnat")),
            one("key-derivation", 0, "Unknown key-derivation method %s", Set.of("tls-ekm")),
            one("mode", 0, "Bad --mode parameter: %s", Set.of("p2p", "server")),
            one(
                    "mtu-disc",
                    0,
                    "invalid --mtu-disc type: '%s' -- valid types are 'yes', 'maybe', or 'no'",
                    Set.of("yes", "maybe", "no")),
            one("ns-cert-type", 0, "--ns-cert-type must be 'client' or 'server'", SIDES),
            many(
                    "protocol-flags",
                    "Unknown protocol-flags flag: %s",
                    Set.of("cc-exit", "tls-ekm", "dyn-tls-crypt", "aead-epoch")),
            one("pull-filter", 0, "Unknown --pull-filter type: %s", Set.of("accept", "ignore", "reject")),
            many("redirect-gateway", "unknown --redirect-gateway flag: %s", redirections()),
            many("redirect-private", "unknown --redirect-private flag: %s", redirections()),
            one("remap-usr1", 0, "--remap-usr1 parm must be 'SIGHUP' or 'SIGTERM'", Set.of("SIGHUP", "SIGTERM")),
            one("remote-cert-tls", 0, "--remote-cert-tls must be 'client' or 'server'", SIDES),
            many("socket-flags", "unknown socket flag: %s", Set.of("TCP_NODELAY")),
            one(
                    "topology",
                    0,
                    "--topology must be net30, p2p, or subnet",
                    Set.of(Topology.NET30.word(), Topology.P2P.word(), Topology.SUBNET.word())),
            one(
                    "verify-client-cert",
                    0,
                    "parameter to --verify-client-cert must be 'none', 'optional' or 'require'",
                    Set.of("none", "optional", "require")),
            one("verify-x509-name", 1, "unknown X.509 name type: %s", Set.of("subject", "name", "name-prefix")),
            one(
                    "vlan-accept",
                    0,
                    "--vlan-accept must be 'tagged', 'untagged' or 'all'",
                    Set.of("tagged", "untagged", "all")));

    private WordCheck() {}

    private static Set<String> redirections() {
        return Set.of("local", "autolocal", "def1", "bypass-dhcp", "bypass-dns", "block-local", "ipv6", "!ipv4");
    }

    private static Map.Entry<String, Words> one(String option, int argument, String line, Set<String> known) {
        return Map.entry(option, new Words(argument, false, known, line));
    }

    private static Map.Entry<String, Words> many(String option, String line, Set<String> known) {
        return Map.entry(option, new Words(0, true, known, line));
    }

    /** {@return why a version refuses one of the option's words} */
    static Optional<Refusal> refusal(Directive directive, Version version) {
        var words = WORDS.get(directive.name());
        if (words == null) {
            return tokens(directive, version);
        }
        return directive.arguments().stream()
                .skip(words.from())
                .limit(words.all() ? Integer.MAX_VALUE : 1)
                .map(argument -> argument.value())
                .filter(word -> !words.known().contains(word))
                .findFirst()
                .map(word -> Refusal.options(words.line().formatted(word), directive.span()));
    }

    /** Numbers that a word may follow. */
    private static Optional<Refusal> tokens(Directive directive, Version version) {
        if (directive.is("x509-username-field")) {
            return directive.arguments().stream()
                    .map(argument -> argument.value())
                    .filter(field -> field.startsWith("ext:") && !EXTENSIONS.contains(field))
                    .findFirst()
                    .map(field ->
                            Refusal.options("Unsupported x509-username-field extension: " + field, directive.span()));
        }
        if (!directive.is("auth-gen-token")) {
            return Optional.empty();
        }
        for (var index = 1; index < directive.arguments().size(); index++) {
            var word = directive.arguments().get(index).value();
            var isRenewal = index == 1 && version.isAtLeast(Version.V2_6) && word.matches("[1-9][0-9]*");
            if (!isRenewal && !word.equals("external-auth")) {
                var at = version.isAtLeast(Version.V2_6) ? " (" + (index + 1) + ")" : "";
                return Optional.of(
                        Refusal.options("Invalid argument to auth-gen-token: " + word + at, directive.span()));
            }
        }
        return Optional.empty();
    }
}
