package io.ovpnguard.syntax;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.Collectors;

/** Directives in reading order, which are found by name as well: rules ask for hundreds of names. */
public final class Directives extends AbstractList<Directive> implements RandomAccess {

    private final List<Directive> inOrder;
    private final Map<String, List<Directive>> byName;

    Directives(List<Directive> inOrder) {
        this.inOrder = List.copyOf(inOrder);
        this.byName = this.inOrder.stream().collect(Collectors.groupingBy(Directive::name));
    }

    /** {@return those of that name, in order} */
    List<Directive> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    @Override
    public Directive get(int index) {
        return inOrder.get(index);
    }

    @Override
    public int size() {
        return inOrder.size();
    }
}
