package io.ovpnguard.predict;

import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.source.Span;
import java.util.Optional;

/** Where settings are written. */
final class Spans {

    private Spans() {}

    static Optional<Span> of(Setting<?> setting) {
        return switch (setting.origin()) {
            case Origin.Written(var span) -> Optional.of(span);
            case Origin.Pushed(var span) -> Optional.of(span);
            case Origin.Implied(var by) -> Optional.of(by);
            case Origin.Default _ -> Optional.empty();
        };
    }
}
