package io.ovpnguard.manifest;

import io.ovpnguard.option.ArgumentKind;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells OpenVPN configs from everything else by their content: {@code server.conf} may be SPIRE's or nginx's, and
 * {@code vpn.conf} WireGuard's.
 */
final class ConfigSniffer {

    /** Without one of these no process would start, whatever else is written. */
    private static final Set<String> HALLMARKS =
            Set.of("client", "server", "server-bridge", "tls-client", "tls-server", "remote", "secret", "mode");

    private static final Set<String> COMPANIONS =
            Set.of("dev", "proto", "ca", "cert", "key", "port", "dh", "pkcs12", "nobind", "ifconfig", "auth-user-pass");

    /** What a start-up script replaces, such as {@code K8S_SEARCH_DOMAINS}; no option is written so. */
    private static final Pattern FOR_SED = Pattern.compile("_*[A-Z][A-Z0-9]*_[A-Z0-9_]*");

    private ConfigSniffer() {}

    /** {@return whether a text that was read as a config is one} */
    static boolean isOpenVpn(ConfigFile config) {
        var written = config.directives().stream()
                .filter(directive -> !isPlaceholderName(directive.name()))
                .count();
        var known = config.directives().stream().filter(ConfigSniffer::isKnown).count();
        return has(config, HALLMARKS) && has(config, COMPANIONS) && known * 3 >= written * 2;
    }

    /** {@return the first directive in which some program has yet to fill in names or values} */
    static Optional<Directive> placeholder(ConfigFile config) {
        return config.directives().stream()
                .filter(directive -> isPlaceholderName(directive.name()) || hasPlaceholder(directive))
                .findFirst();
    }

    private static boolean isPlaceholderName(String name) {
        return OptionTable.get().find(name).isEmpty()
                && (isPlaceholder(name) || FOR_SED.matcher(name).matches());
    }

    /** In a command or a free text {@code ${...}} may be meant as it stands. */
    private static boolean hasPlaceholder(Directive directive) {
        var arguments = directive.arguments();
        var row = OptionTable.get().find(directive.name());
        for (var index = 0; index < arguments.size(); index++) {
            if (isPlaceholder(arguments.get(index).value())
                    && (row.isEmpty() || !isFree(row.get().kind(index)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFree(ArgumentKind kind) {
        return kind == ArgumentKind.COMMAND || kind == ArgumentKind.TEXT || kind == ArgumentKind.SECRET;
    }

    private static boolean isPlaceholder(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("${") || text.contains("<%");
    }

    private static boolean isKnown(Directive directive) {
        var endsInBrace = !directive.arguments().isEmpty()
                && directive.arguments().getLast().value().endsWith("{");
        return !endsInBrace && OptionTable.get().find(directive.name()).isPresent();
    }

    private static boolean has(ConfigFile config, Set<String> names) {
        return config.directives().stream()
                .anyMatch(directive -> names.contains(directive.name()) && isKnown(directive)
                        || directive.is("connection") && names.contains("remote"));
    }
}
