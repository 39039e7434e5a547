package io.ovpnguard.predict;

import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Addresses that a server cannot have or hand out, whatever else its config says. */
final class PoolCheck {

    /** {@code IFCONFIG_POOL_MAX} of pool.h. */
    private static final int MOST_ADDRESSES = 65_536;

    private static final String NO_POOL = "nopool";

    private PoolCheck() {}

    /** {@return why {@code server}, {@code server-bridge} or {@code ifconfig-pool} is refused as it is read ({@code add_option})} */
    static Optional<Refusal> ofArguments(Directive directive) {
        return switch (directive.name()) {
            case "server" -> addresses(directive, 2).or(() -> flag(directive));
            case "ifconfig-pool" ->
                addresses(directive, directive.arguments().size()).or(() -> range(directive, 0));
            case "server-bridge" ->
                isWithPool(directive)
                        ? addresses(directive, directive.arguments().size())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Refusal> addresses(Directive directive, int count) {
        var areAddresses = IntStream.range(0, count)
                .allMatch(index -> ServerNetwork.address(directive, index).isPresent());
        return areAddresses
                ? Optional.empty()
                : Optional.of(Refusal.options("error parsing --" + directive.name() + " parameters", directive.span()));
    }

    private static Optional<Refusal> flag(Directive server) {
        return server.value(2)
                .filter(flag -> !flag.equals(NO_POOL))
                .map(flag -> Refusal.options(
                        "error parsing --server: " + flag + " is not a recognized flag", server.span()));
    }

    private static boolean isWithPool(Directive bridge) {
        return bridge.arguments().size() == 4;
    }

    /** {@return why a bridge's pool is refused ({@code verify_common_subnet} of helper.c)} */
    static Optional<Refusal> ofBridge(Directive bridge) {
        if (!isWithPool(bridge)) {
            return Optional.empty();
        }
        var own = ServerNetwork.address(bridge, 0).orElseThrow();
        var mask = ServerNetwork.address(bridge, 1).orElseThrow();
        var start = ServerNetwork.address(bridge, 2).orElseThrow();
        var end = ServerNetwork.address(bridge, 3).orElseThrow();
        for (var pair : List.of(List.of(own, start), List.of(start, end))) {
            if (!pair.getFirst().isWith(pair.getLast(), mask)) {
                return Optional.of(Refusal.options(
                        "--server-bridge IP addresses " + pair.getFirst() + " and " + pair.getLast()
                                + " are not in the same " + mask + " subnet",
                        bridge.span()));
            }
        }
        return range(bridge, 2);
    }

    /** {@code ifconfig_pool_verify_range} of pool.c. */
    private static Optional<Refusal> range(Directive pool, int first) {
        var start = ServerNetwork.address(pool, first).orElseThrow();
        var end = ServerNetwork.address(pool, first + 1).orElseThrow();
        if (Integer.compareUnsigned(start.value(), end.value()) > 0) {
            return Optional.of(Refusal.options(
                    "--ifconfig-pool start IP [" + start + "] is greater than end IP [" + end + "]", pool.span()));
        }
        return Integer.compareUnsigned(end.value() - start.value(), MOST_ADDRESSES) >= 0
                ? Optional.of(Refusal.options(
                        "--ifconfig-pool address range is too large [" + start + " -> " + end
                                + "].  Current maximum is " + MOST_ADDRESSES
                                + " addresses, as defined by IFCONFIG_POOL_MAX variable.",
                        pool.span()))
                : Optional.empty();
    }

    /** {@return whether {@code server} hands out no addresses} */
    static boolean isWithout(Directive server) {
        return server.value(2).filter(NO_POOL::equals).isPresent();
    }
}
