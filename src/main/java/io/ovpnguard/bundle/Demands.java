package io.ovpnguard.bundle;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What policies ask of a process: each of them has to be content. */
public record Demands(List<Demand> all) {

    /** Nobody asks for anything. */
    public static final Demands NONE = new Demands(List.of());

    public Demands {
        all = List.copyOf(all);
    }

    /** {@return what these ask together} */
    public static Demands of(List<Demand> demands) {
        var asking = demands.stream().filter(demand -> !demand.isNothing()).toList();
        return asking.isEmpty() ? NONE : new Demands(asking);
    }

    /** {@return whether nobody asks for anything} */
    public boolean isNone() {
        return all.isEmpty();
    }

    /** {@return whoever does not allow a cipher of the data channel} */
    public Optional<Demand> againstCipher(String name) {
        return against(Demand::ciphers, name);
    }

    /** {@return the ciphers of the data channel that all allow; empty, too, where nobody speaks of them} */
    public List<String> ciphers() {
        return all.stream()
                .flatMap(demand -> demand.ciphers().stream())
                .distinct()
                .filter(name -> againstCipher(name).isEmpty())
                .toList();
    }

    private Optional<Demand> against(Function<Demand, List<String>> allowed, String name) {
        return all.stream()
                .filter(each ->
                        !allowed.apply(each).isEmpty() && !allowed.apply(each).contains(name))
                .findFirst();
    }
}
