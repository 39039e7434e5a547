package io.ovpnguard.manifest.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where something stands in a policy, such as {@code spec.exceptions[2].until}.
 *
 * @param steps names of fields, and what stands in brackets
 */
public record KeyPath(List<Step> steps) {

    /** The policy itself. */
    static final KeyPath ROOT = new KeyPath(List.of());

    /** From a value to one within it. */
    public sealed interface Step {}

    /**
     * To what has a name.
     *
     * @param chosen whether its author has chosen the name; else the form has
     */
    public record Key(String name, boolean chosen) implements Step {}

    /** To a value of a list. */
    public record Item(int index) implements Step {}

    public KeyPath {
        steps = List.copyOf(steps);
    }

    KeyPath field(String name) {
        return then(new Key(name, false));
    }

    KeyPath key(String name) {
        return then(new Key(name, true));
    }

    KeyPath item(int index) {
        return then(new Item(index));
    }

    private KeyPath then(Step step) {
        var longer = new ArrayList<>(steps);
        longer.add(step);
        return new KeyPath(longer);
    }

    /** As the API server writes it. */
    @Override
    public String toString() {
        return steps.stream()
                .map(step -> switch (step) {
                    case Key(var name, var chosen) -> chosen ? "[" + name + "]" : "." + name;
                    case Item(var index) -> "[" + index + "]";
                })
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
