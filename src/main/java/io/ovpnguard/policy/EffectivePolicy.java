package io.ovpnguard.policy;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What holds for an object: of all that the policies which select it say, the strictest; where none speaks, what holds
 * without them.
 */
public final class EffectivePolicy {

    /** Holds where no policy selects the object. */
    public static final EffectivePolicy NONE = of(List.of());

    private final List<Policy> policies;
    private final Consistency consistency;
    private final Transition transition;
    private final Set<ByAnnotation> allowedOverrides;
    private final Set<RuleId> neverSuppressed;
    private final Versions serverVersions;
    private final Versions clientVersions;
    private final List<String> serverLibraries;
    private final List<String> clientLibraries;
    private final Demands demands;
    private final Joins joins;
    private final Optional<Duration> freshness;
    private final Optional<SplitLimit> maxSplit;

    private EffectivePolicy(List<Policy> policies) {
        this.policies = List.copyOf(policies);
        this.consistency = policies.stream()
                .flatMap(policy -> policy.consistency().stream())
                .reduce(EffectivePolicy::stricter)
                .orElse(Consistency.STATED);
        this.transition = policies.stream()
                .flatMap(policy -> policy.transition().stream())
                .max(Comparator.naturalOrder())
                .orElse(Transition.DENY);
        var allowed = EnumSet.allOf(ByAnnotation.class);
        policies.forEach(policy -> policy.allowOverrides().ifPresent(allowed::retainAll));
        this.allowedOverrides = Collections.unmodifiableSet(allowed);
        this.neverSuppressed = policies.stream()
                .flatMap(policy -> policy.neverSuppressed().stream())
                .collect(Collectors.toUnmodifiableSet());
        this.serverVersions = together(policies, Policy::serverVersions, Versions.ASSUMED_SERVER);
        this.clientVersions = together(policies, Policy::clientVersions, Versions.ASSUMED_CLIENT);
        this.serverLibraries = each(policies, Policy::serverLibraries);
        this.clientLibraries = each(policies, Policy::clientLibraries);
        this.joins = new Joins(policies.stream()
                .flatMap(policy -> policy.joins().map(pairs -> new Joins.Said(policy.name(), pairs)).stream())
                .toList());
        this.freshness =
                policies.stream().flatMap(policy -> policy.freshness().stream()).min(Comparator.naturalOrder());
        this.maxSplit = policies.stream()
                .flatMap(policy -> policy.maxSplit().stream())
                .min(Comparator.comparing(SplitLimit::most));
        this.demands = Demands.of(policies.stream().map(Policy::demand).toList());
    }

    /** The worst that happens at one of the versions decides, so more of them are stricter. */
    private static Versions together(
            List<Policy> policies, Function<Policy, Optional<Versions>> versions, Versions otherwise) {
        var all = policies.stream()
                .flatMap(policy -> versions.apply(policy).stream())
                .flatMap(said -> said.candidates().stream())
                .toList();
        return all.isEmpty() ? otherwise : Versions.stated(all);
    }

    private static List<String> each(List<Policy> policies, Function<Policy, List<String>> libraries) {
        return policies.stream()
                .flatMap(policy -> libraries.apply(policy).stream())
                .sorted()
                .distinct()
                .toList();
    }

    static EffectivePolicy of(List<Policy> policies) {
        return new EffectivePolicy(policies);
    }

    /** {@return that by which two sides must agree further} */
    public static Consistency stricter(Consistency one, Consistency other) {
        return strictness(other) > strictness(one) ? other : one;
    }

    private static int strictness(Consistency consistency) {
        return switch (consistency) {
            case EFFECTIVE -> 0;
            case STATED -> 1;
            case WRITTEN -> 2;
        };
    }

    /**
     * {@return what becomes of a finding}
     *
     * @param bundles those that were judged, to find out whose finding it is
     * @param at the time of judgement
     */
    public Ruling ruling(Finding finding, List<Bundle> bundles, Instant at) {
        if (policies.isEmpty()) {
            return Ruling.of(Level.of(finding.severity()));
        }
        var strictest = Optional.<Ruling>empty();
        var ended = Optional.<Exemption>empty();
        for (var policy : policies) {
            var exemptions = policy.exemptions(finding, bundles);
            var holding = exemptions.stream()
                    .filter(exemption -> !exemption.hasEnded(at))
                    .findFirst();
            if (holding.isEmpty()) {
                ended = ended.or(() -> exemptions.stream().findFirst());
            }
            strictest = stricter(strictest, ruling(policy, finding, holding));
        }
        var ruling = strictest.orElseGet(() -> Ruling.of(Level.of(finding.severity())));
        return ruling.with(ruling.level().atMost(ceiling(finding)), ended);
    }

    /**
     * {@return a finding on several objects as the strictest that is said of one of them says; empty where nobody is to be told}
     *
     * @param policies of the objects that the finding points at
     * @param bundles those that were judged, to find out whose finding it is
     * @param at the time of judgement
     */
    public static Optional<Finding> ruled(
            Collection<EffectivePolicy> policies, Finding finding, List<Bundle> bundles, Instant at) {
        return policies.stream()
                .map(policy -> policy.ruling(finding, bundles, at))
                .reduce(Ruling::or)
                .orElseGet(() -> NONE.ruling(finding, bundles, at))
                .of(finding)
                .map(ruled -> policies.stream()
                        .filter(policy -> !policy.maySuppress(finding.rule()))
                        .findFirst()
                        .map(policy -> policy.heard(ruled))
                        .orElse(ruled));
    }

    /** {@return findings on one object, as this says} */
    public List<Finding> ruled(List<Finding> findings, List<Bundle> bundles, Instant at) {
        return policies.isEmpty()
                ? findings
                : findings.stream()
                        .flatMap(finding -> ruling(finding, bundles, at).of(finding).stream())
                        .map(this::heard)
                        .toList();
    }

    /** {@return a finding that is told all the same where nobody may suppress it} */
    private Finding heard(Finding finding) {
        return finding.isSuppressed() && !maySuppress(finding.rule())
                ? finding.unsuppressed("its suppression does not count: policy \"" + forbidding(finding.rule())
                        + "\" does not allow it")
                : finding;
    }

    private String forbidding(RuleId rule) {
        return policies.stream()
                .filter(policy -> policy.neverSuppressed().contains(rule) || policy.forbids(ByAnnotation.SUPPRESSION))
                .map(Policy::name)
                .findFirst()
                .orElseThrow();
    }

    /** {@return the policies that do not let an object's annotations say that} */
    public List<String> against(ByAnnotation override) {
        return policies.stream()
                .filter(policy -> policy.forbids(override))
                .map(Policy::name)
                .toList();
    }

    /** An exemption only takes back what its own policy says, or what holds where that one is silent. */
    private static Optional<Ruling> ruling(Policy policy, Finding finding, Optional<Exemption> exemption) {
        var said = policy.level(finding);
        return exemption
                .map(holding -> {
                    var level = said.orElse(Level.of(finding.severity())).atMost(Level.AUDIT);
                    return new Ruling(level, level, Optional.of(policy.name()), exemption, Optional.empty());
                })
                .or(() -> said.map(level -> Ruling.of(level, policy.name())));
    }

    private static Optional<Ruling> stricter(Optional<Ruling> one, Optional<Ruling> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return other.get().level().compareTo(one.get().level()) > 0 ? other : one;
    }

    /** A rule that failed has judged nothing, and a finding that may be none must not stop anybody. */
    private static Level ceiling(Finding finding) {
        return finding.tentative() || finding.rule().equals(RuleEngine.INTERNAL_ERROR) ? Level.WARN : Level.DENY;
    }

    /** {@return the names of the policies that it is made of, sorted} */
    public List<String> names() {
        return policies.stream().map(Policy::name).toList();
    }

    /** {@return how far two sides must agree} */
    public Consistency consistency() {
        return consistency;
    }

    /** {@return the versions of servers that state none} */
    public Versions serverVersions() {
        return serverVersions;
    }

    /** {@return the versions of clients that state none} */
    public Versions clientVersions() {
        return clientVersions;
    }

    /** {@return the TLS libraries that processes of a role may have; empty for the usual ones of their versions} */
    public List<String> libraries(Role role) {
        return role == Role.SERVER ? serverLibraries : clientLibraries;
    }

    /** {@return what all of them ask of processes} */
    public Demands demands() {
        return demands;
    }

    /** {@return which clients may join bundles of other namespaces} */
    public Joins joins() {
        return joins;
    }

    /** {@return how long ago a counterpart may have been read, if anybody says} */
    public Optional<Duration> freshness() {
        return freshness;
    }

    /** {@return for how long a bundle may be split, if anybody says} */
    public Optional<SplitLimit> maxSplit() {
        return maxSplit;
    }

    /** {@return what becomes of a change of one side} */
    public Transition transition() {
        return transition;
    }

    /** {@return whether an object's annotations may say that} */
    public boolean allows(ByAnnotation override) {
        return allowedOverrides.contains(override);
    }

    /** {@return whether an object or a config may suppress findings of a rule} */
    public boolean maySuppress(RuleId rule) {
        return allows(ByAnnotation.SUPPRESSION) && !neverSuppressed.contains(rule);
    }
}
