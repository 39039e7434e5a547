package io.ovpnguard.bundle;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What policies ask of a process: each of them has to be content. */
public record Demands(List<Demand> all) {

    /** Nobody asks for anything. */
    public static final Demands NONE = new Demands(List.of());

    /**
     * The least that is asked for of something that is counted.
     *
     * @param policy who asks for the most
     */
    public record Least(int value, String policy) {}

    public Demands {
        all = List.copyOf(all);
    }

    /** {@return what these ask together} */
    public static Demands of(List<Demand> demands) {
        var asking = demands.stream().filter(demand -> !demand.isNothing()).toList();
        return asking.isEmpty() ? NONE : new Demands(asking);
    }

    /** {@return what is asked of two processes that have to agree} */
    public Demands and(Demands other) {
        if (other.isNone() || other.equals(this)) {
            return this;
        }
        return isNone()
                ? other
                : new Demands(Stream.concat(all.stream(), other.all.stream())
                        .distinct()
                        .toList());
    }

    /** {@return whether nobody asks for anything} */
    public boolean isNone() {
        return all.isEmpty();
    }

    /** {@return the policy that does not allow a cipher of the data channel, if there is one} */
    public Optional<String> againstCipher(String name) {
        return against(Demand::ciphers, name);
    }

    /** {@return the policy that does not allow a digest for {@code auth}, if there is one} */
    public Optional<String> againstDigest(String name) {
        return against(Demand::digests, name);
    }

    private Optional<String> against(Function<Demand, List<String>> allowed, String name) {
        return all.stream()
                .filter(each ->
                        !allowed.apply(each).isEmpty() && !allowed.apply(each).contains(name))
                .map(Demand::policy)
                .findFirst();
    }

    /** {@return the ciphers of the data channel that all allow; empty, too, where nobody speaks of them} */
    public List<String> ciphers() {
        return allowedByAll(Demand::ciphers);
    }

    /** {@return the digests for {@code auth} that all allow; empty, too, where nobody speaks of them} */
    public List<String> digests() {
        return allowedByAll(Demand::digests);
    }

    /** {@return whether anybody speaks of the digests for {@code auth}} */
    public boolean limitDigests() {
        return all.stream().anyMatch(demand -> !demand.digests().isEmpty());
    }

    private List<String> allowedByAll(Function<Demand, List<String>> allowed) {
        return all.stream()
                .flatMap(demand -> allowed.apply(demand).stream())
                .distinct()
                .filter(name -> against(allowed, name).isEmpty())
                .toList();
    }

    /** {@return the oldest TLS version that may be used, as 10 for TLS 1.0 to 13 for TLS 1.3} */
    public Optional<Least> leastTls() {
        return least(Demand::leastTls);
    }

    /** {@return the bits that RSA keys of certificates have to have} */
    public Optional<Least> leastRsaBits() {
        return least(Demand::leastRsaBits);
    }

    /** {@return the bits that keys of certificates on curves have to have} */
    public Optional<Least> leastEcBits() {
        return least(Demand::leastEcBits);
    }

    /** {@return how many days before its end a certificate is told of} */
    public Optional<Least> certificateDays() {
        return least(Demand::certificateDays);
    }

    /** {@return how many days before its end a revocation list is told of} */
    public Optional<Least> crlDays() {
        return least(Demand::crlDays);
    }

    private Optional<Least> least(Function<Demand, Optional<Integer>> asked) {
        return all.stream()
                .flatMap(demand -> asked.apply(demand).map(value -> new Least(value, demand.policy())).stream())
                .max(Comparator.comparingInt(Least::value));
    }
}
