package io.ovpnguard.webhook;

import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.policy.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Findings on a change, weighed.
 *
 * @param replaces whether the change replaces an object that was measured alike
 * @param denying errors that the change brings
 * @param warning what is told and denies nothing, worst first
 * @param suppressed what somebody puts up with: it is in the audit log only
 */
record Judgement(
        View now,
        Surroundings surroundings,
        Terms terms,
        boolean replaces,
        List<Finding> denying,
        List<Finding> warning,
        List<Finding> suppressed) {

    Judgement {
        Objects.requireNonNull(now);
        Objects.requireNonNull(surroundings);
        Objects.requireNonNull(terms);
        denying = List.copyOf(denying);
        warning = List.copyOf(warning);
        suppressed = List.copyOf(suppressed);
    }

    /**
     * {@return what the findings mean}
     *
     * @param before what was found on the object that is replaced, if it was measured alike
     */
    static Judgement of(View now, Optional<View> before, Surroundings surroundings, Terms terms) {
        var denying = new ArrayList<Finding>();
        var warning = new ArrayList<Finding>();
        var suppressed = new ArrayList<Finding>();
        for (var finding : now.findings()) {
            if (finding.isSuppressed()) {
                suppressed.add(finding);
                continue;
            }
            var isOld = before.stream().anyMatch(then -> then.had(finding, now));
            if (finding.severity() == Severity.ERROR
                    && surroundings.gap().isEmpty()
                    && !isOld
                    && !(before.isPresent() && isTransition(finding, now, terms))
                    && !isAboutGuestsOnly(finding, now)) {
                denying.add(finding);
            } else if (finding.severity() != Severity.INFO) {
                warning.add(finding);
            }
        }
        return new Judgement(now, surroundings, terms, before.isPresent(), denying, worstFirst(warning), suppressed);
    }

    /** Where policies let both sides change one after the other, the first need not fit. */
    private static boolean isTransition(Finding finding, View now, Terms terms) {
        return terms.policy().transition() == Transition.WARN
                && now.holders(finding).anyMatch(ref -> !ref.equals(now.ref()));
    }

    /** Clients that have joined from another namespace must not hold up a change of what they have joined. */
    private static boolean isAboutGuestsOnly(Finding finding, View now) {
        var others = now.holders(finding).filter(ref -> !ref.equals(now.ref())).toList();
        return now.object().holds() != Holds.CLIENT
                && !others.isEmpty()
                && others.stream()
                        .noneMatch(ref -> ref.namespace().equals(now.ref().namespace()));
    }

    private static List<Finding> worstFirst(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).thenComparing(Finding::consequence))
                .toList();
    }

    /** {@return one object for each denying finding that rests on remembered ones alone} */
    Set<ObjectRef> doubtful() {
        return denying.stream()
                .filter(this::restsOnMemory)
                .flatMap(finding -> others(finding).stream().limit(1))
                .collect(Collectors.toSet());
    }

    private boolean restsOnMemory(Finding finding) {
        var others = others(finding);
        return !others.isEmpty() && surroundings.remembered().containsAll(others);
    }

    private List<ObjectRef> others(Finding finding) {
        return now.holders(finding)
                .filter(ref -> !ref.equals(now.ref()))
                .distinct()
                .toList();
    }

    /** {@return what the API server is told; what still rests on memory alone denies nothing} */
    Verdict verdict() {
        var sure = denying.stream().filter(finding -> !restsOnMemory(finding)).toList();
        var told = Stream.concat(denying.stream().filter(this::restsOnMemory), warning.stream())
                .toList();
        var rules = rules(Stream.concat(sure.stream(), told.stream()).toList());
        var warnings = new ArrayList<String>();
        surroundings
                .gap()
                .ifPresent(gap ->
                        warnings.add("ovpnguard: its counterparts are not all known, so nothing is denied: " + gap));
        told.stream().map(now.message()::line).forEach(warnings::add);
        warnings.addAll(now.lonely());
        warnings.addAll(terms.notices(now.ref()));
        return sure.isEmpty()
                ? Verdict.allow(warnings, rules).without(rules(suppressed))
                : Verdict.deny(denial(worstFirst(sure)), warnings, rules).without(rules(suppressed));
    }

    private static Set<RuleId> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).collect(Collectors.toSet());
    }

    private String denial(List<Finding> sure) {
        var isOneSided =
                replaces && sure.stream().anyMatch(finding -> !others(finding).isEmpty());
        var text = now.message().denial(sure);
        return isOneSided ? text + "\n" + terms.forBothSides() : text;
    }
}
