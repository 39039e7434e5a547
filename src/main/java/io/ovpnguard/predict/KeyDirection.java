package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import java.util.Optional;

/** Which half of a static key a side uses for what it sends. */
final class KeyDirection {

    private KeyDirection() {}

    /** {@return 0 or 1 as written last, by {@code key-direction} or behind a key file; empty for both ways alike} */
    static Optional<Integer> of(EffectiveConfig config) {
        Optional<Integer> direction = Optional.empty();
        for (var directive : config.written().inOrder()) {
            var index = switch (directive.name()) {
                case "key-direction" -> 0;
                case "tls-auth", "secret" -> 1;
                default -> -1;
            };
            if (index >= 0 && directive.arguments().size() > index) {
                direction = Optional.of(
                        Numbers.atoi(directive.arguments().get(index).value()));
            }
        }
        return direction;
    }
}
