package io.ovpnguard.effective;

import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options that a server's config pushes to its clients. */
public record Pushed(List<Directive> options) {

    public Pushed {
        options = List.copyOf(options);
    }

    static Pushed of(Written written) {
        var options = new ArrayList<Directive>();
        for (var directive : written.all("push")) {
            options.addAll(directive.nested());
        }
        return new Pushed(options);
    }

    /** {@return the pushed options of that name, in order} */
    public List<Directive> all(String name) {
        return options.stream().filter(option -> option.is(name)).toList();
    }

    /** {@return the first argument of the last pushed option of that name as C's {@code atoi} reads it} */
    public Optional<Setting<Integer>> number(String name) {
        return all(name).stream()
                .reduce((first, second) -> second)
                .flatMap(option -> option.argument(0))
                .map(argument -> new Setting<>(Numbers.atoi(argument.value()), new Origin.Pushed(argument.span())));
    }
}
