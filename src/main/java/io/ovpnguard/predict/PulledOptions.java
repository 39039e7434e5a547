package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client makes of a PUSH_REPLY ({@code apply_push_options} of options.c).
 *
 * @param accepted the options that take effect, in order
 * @param rejected an option because of which a {@code pull-filter reject} ends the connection
 */
record PulledOptions(List<PushedOption> accepted, Optional<PushedOption> rejected) {

    /** Nothing is pulled. */
    static final PulledOptions NONE = new PulledOptions(List.of(), Optional.empty());

    private enum Verdict {
        ACCEPT,
        IGNORE,
        REJECT
    }

    static PulledOptions of(List<PushedOption> reply, EffectiveConfig client) {
        var accepted = new ArrayList<PushedOption>();
        for (var option : reply) {
            var verdict = verdict(option.text(), client);
            if (verdict == Verdict.REJECT) {
                return new PulledOptions(accepted, Optional.of(option));
            }
            if (verdict == Verdict.ACCEPT && isPullable(option, client)) {
                accepted.add(option);
            }
        }
        return new PulledOptions(accepted, Optional.empty());
    }

    /** {@code pull-filter} came with 2.4; the first that fits decides. */
    private static Verdict verdict(String text, EffectiveConfig client) {
        if (client.version().isBefore(Version.V2_4)) {
            return Verdict.ACCEPT;
        }
        for (var filter : client.written().all("pull-filter")) {
            if (filter.value(1).filter(text::startsWith).isPresent()) {
                return switch (filter.value(0).orElse("")) {
                    case "reject" -> Verdict.REJECT;
                    case "ignore" -> Verdict.IGNORE;
                    default -> Verdict.ACCEPT;
                };
            }
        }
        return Verdict.ACCEPT;
    }

    /** What a version does not know or does not take from a server it skips with a warning. */
    private static boolean isPullable(PushedOption option, EffectiveConfig client) {
        var isRoute = option.name().startsWith("route") && !option.name().equals("route-gateway")
                || option.name().equals("redirect-gateway")
                || option.name().equals("redirect-private");
        if (isRoute && client.written().has("route-nopull")) {
            return false;
        }
        // What the OpenVPN 3 core does not know of this it passes over, too.
        var version = client.version().isConnect() ? Version.V2_7 : client.version();
        return OptionTable.get()
                .find(option.name())
                .filter(spec -> spec.status(version).isAccepted())
                .filter(spec -> spec.isAllowed(Place.PUSH, version))
                .filter(spec -> spec.arguments(version).contains(option.words().size() - 1))
                .isPresent();
    }

    /** {@return the accepted options of that name, in order} */
    List<PushedOption> all(String name) {
        return accepted.stream().filter(option -> option.name().equals(name)).toList();
    }

    /** {@return the accepted option of that name that counts} */
    Optional<PushedOption> last(String name) {
        return all(name).stream().reduce((first, second) -> second);
    }
}
