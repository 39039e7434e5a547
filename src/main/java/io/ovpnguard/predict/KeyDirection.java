package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.syntax.Argument;
import java.util.Optional;

/** Which half of a static key a side uses for what it sends. */
public final class KeyDirection {

    private KeyDirection() {}

    /** {@return 0 or 1 as written last, by {@code key-direction} or behind a key file; empty for both ways alike} */
    public static Optional<Setting<Integer>> stated(EffectiveConfig config) {
        Optional<Argument> direction = Optional.empty();
        for (var directive : config.written().inOrder()) {
            var found = switch (directive.name()) {
                case "key-direction" -> directive.argument(0);
                case "tls-auth", "secret" -> directive.argument(1);
                default -> Optional.<Argument>empty();
            };
            if (found.isPresent()) {
                direction = found;
            }
        }
        return direction
                .map(found -> new Setting<>(Numbers.atoi(found.value()), new Origin.Written(found.span())))
                .filter(number -> number.value() == 0 || number.value() == 1);
    }

    static Optional<Integer> of(EffectiveConfig config) {
        return stated(config).map(Setting::value);
    }
}
