package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Argument;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code dns} of 2.6 and later must look like ({@code dns_server_addr_parse} and {@code dns_options_verify} of dns.c). */
final class DnsCheck {

    private static final int MOST_ADDRESSES = 8;
    private static final int LARGEST_PORT = 65_535;

    private static final Set<String> DNSSEC = Set.of("yes", "no", "optional");
    private static final Set<String> TRANSPORTS = Set.of("plain", "DoH", "DoT");

    private static final Pattern ADDRESS_4 = Pattern.compile("([0-9.]+)(?::([0-9]{1,5}))?");
    private static final Pattern ADDRESS_6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BRACKETED_6 = Pattern.compile("\\[" + ADDRESS_6 + "\\](?::([0-9]{1,5}))?");

    private DnsCheck() {}

    /** {@return why one line is refused as it is read} */
    static Optional<Refusal> ofArguments(Directive dns) {
        var kind = dns.value(0).orElse("");
        var isSearch = kind.equals("search-domains") && dns.arguments().size() > 1;
        if (isSearch) {
            return Optional.empty();
        }
        if (!isServer(dns)) {
            return refuse("--dns: unknown option type '" + kind + "' or missing or unknown parameter", dns);
        }
        var priority = dns.value(1).orElse("");
        if (!isPriority(priority)) {
            return refuse("--dns server: invalid priority value '" + priority + "'", dns);
        }
        return property("--dns server " + Integer.parseInt(priority) + ": ", dns);
    }

    private static boolean isServer(Directive dns) {
        return dns.value(0).filter("server"::equals).isPresent()
                && dns.arguments().size() > 2;
    }

    /** One byte with a sign. */
    private static boolean isPriority(String text) {
        return text.matches("-?[0-9]{1,3}") && Integer.parseInt(text) == (byte) Integer.parseInt(text);
    }

    private static Optional<Refusal> property(String server, Directive dns) {
        var property = dns.value(2).orElse("");
        var values = dns.arguments().stream().skip(3).map(Argument::value).toList();
        var isTaken = switch (property) {
            case "address", "resolve-domains" -> !values.isEmpty();
            case "dnssec", "transport", "sni" -> values.size() == 1;
            default -> false;
        };
        if (!isTaken) {
            return refuse(server + "unknown option type '" + property + "' or missing or unknown parameter", dns);
        }
        return switch (property) {
            case "address" ->
                malformed(values)
                        .flatMap(address ->
                                refuse(server + "malformed address or maximum exceeded '" + address + "'", dns));
            case "dnssec" -> oneOf(DNSSEC, server, dns);
            case "transport" -> oneOf(TRANSPORTS, server, dns);
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> oneOf(Set<String> words, String server, Directive dns) {
        return dns.value(3)
                .filter(word -> !words.contains(word))
                .flatMap(
                        word -> refuse(server + "malformed " + dns.value(2).orElse("") + " value '" + word + "'", dns));
    }

    private static Optional<String> malformed(List<String> addresses) {
        return addresses.stream()
                .filter(address -> !isAddress(address))
                .findFirst()
                .or(() -> addresses.stream().skip(MOST_ADDRESSES).findFirst());
    }

    private static boolean isAddress(String text) {
        var four = ADDRESS_4.matcher(text);
        if (four.matches()) {
            return Address.parse(four.group(1)).isPresent() && isPort(four.group(2));
        }
        var six = BRACKETED_6.matcher(text);
        return six.matches() ? isPort(six.group(1)) : ADDRESS_6.matcher(text).matches();
    }

    private static boolean isPort(String text) {
        return text == null || Integer.parseInt(text) > 0 && Integer.parseInt(text) <= LARGEST_PORT;
    }

    /** {@return why the lines together are refused: each server needs an address} */
    static Optional<Refusal> refusal(Written written, Version version) {
        if (version.isBefore(Version.V2_6)) {
            return Optional.empty();
        }
        var servers = written.all("dns").stream().filter(DnsCheck::isServer).toList();
        return servers.stream()
                .filter(dns -> servers.stream().noneMatch(other -> isAddressOf(dns, other)))
                .findFirst()
                .map(dns -> Refusal.of(
                        "ERROR: dns server " + priority(dns) + " does not have an address assigned", dns.span()));
    }

    private static boolean isAddressOf(Directive dns, Directive other) {
        return priority(other) == priority(dns)
                && other.value(2).filter("address"::equals).isPresent();
    }

    private static int priority(Directive dns) {
        return Integer.parseInt(dns.value(1).orElseThrow());
    }

    private static Optional<Refusal> refuse(String text, Directive dns) {
        return Optional.of(Refusal.options(text, dns.span()));
    }
}
