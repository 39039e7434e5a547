package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Suppression;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.Comment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the configs and objects of bundles put up with. A fault of one process, or between a server and one client, is
 * silenced at any of its places: each side may put up with what concerns itself, and a client's word counts for that
 * client alone. A fault that several have in common is silenced only when each of its places is.
 */
final class Suppressions {

    /** One, and the texts that it is about: a stretch of the only one, or all of each. */
    private record Entry(
            Where where,
            Optional<String> annotation,
            SuppressionText text,
            List<Source> texts,
            Optional<Span> stretch) {

        private Optional<Suppression> suppression() {
            return text.inForce();
        }

        private boolean isAbout(RuleId rule) {
            return suppression().filter(said -> said.rule().equals(rule)).isPresent();
        }

        private boolean covers(Where place) {
            return switch (place) {
                case Where.At(var span) ->
                    stretch.map(about -> about.contains(span) || span.contains(about))
                            .orElse(true);
                case Where.Absent _ -> stretch.isEmpty();
            };
        }
    }

    private final Instant at;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Source, List<Entry>> byText = new IdentityHashMap<>();
    private final Set<Entry> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private Suppressions(Instant at) {
        this.at = Objects.requireNonNull(at);
    }

    /** {@return what the configs and objects of bundles say} */
    static Suppressions of(List<Bundle> bundles, Instant at) {
        var suppressions = new Suppressions(at);
        // A file may be a part of several processes.
        var seen = new HashSet<Object>();
        for (var bundle : bundles) {
            bundle.profiles()
                    .flatMap(profile -> profile.config().comments().stream())
                    .filter(seen::add)
                    .forEach(suppressions::add);
            for (var allowance : bundle.allowances()) {
                if (seen.add(allowance)) {
                    var where = new Where.Absent(allowance.place());
                    var text = SuppressionText.of(allowance.rule(), allowance.text(), where);
                    suppressions.add(new Entry(
                            where, Optional.of(allowance.annotation()), text, allowance.texts(), Optional.empty()));
                }
            }
        }
        return suppressions;
    }

    private void add(Comment comment) {
        var text = SuppressionText.of(comment);
        var isEverywhere = text instanceof SuppressionText.Valid valid && valid.everywhere();
        // Where no option follows, it is broken, and about nothing but itself.
        var stretch = isEverywhere ? Optional.<Span>empty() : comment.subject().or(() -> Optional.of(comment.span()));
        add(new Entry(new Where.At(comment.span()), Optional.empty(), text, List.of(comment.source()), stretch));
    }

    private void add(Entry entry) {
        entries.add(entry);
        entry.texts()
                .forEach(text ->
                        byText.computeIfAbsent(text, _ -> new ArrayList<>()).add(entry));
    }

    /** {@return the same pair; what one of its sides puts up with is marked} */
    JudgedPair mark(JudgedPair judged) {
        return entries.isEmpty() ? judged : new JudgedPair(judged.pair(), markAtAny(judged.findings()));
    }

    /** {@return the same findings; those of which a place is covered are marked} */
    List<Finding> markAtAny(List<Finding> findings) {
        return entries.isEmpty()
                ? findings
                : findings.stream()
                        .map(finding -> finding.labels()
                                .flatMap(label -> covering(finding, label).stream())
                                .findFirst()
                                .map(entry -> marked(finding, entry))
                                .orElse(finding))
                        .toList();
    }

    /** {@return the same findings; those of which every place is covered are marked} */
    List<Finding> markAtAll(List<Finding> findings) {
        return entries.isEmpty()
                ? findings
                : findings.stream()
                        .map(finding -> finding.labels()
                                        .allMatch(label ->
                                                covering(finding, label).isPresent())
                                ? marked(
                                        finding,
                                        covering(finding, finding.primary()).orElseThrow())
                                : finding)
                        .toList();
    }

    private Optional<Entry> covering(Finding finding, Label label) {
        var covering = byText.getOrDefault(label.where().source(), List.of()).stream()
                .filter(entry -> entry.isAbout(finding.rule()) && entry.covers(label.where()))
                .toList();
        used.addAll(covering);
        return covering.stream()
                .filter(entry -> !entry.suppression().orElseThrow().hasEnded(at))
                .findFirst();
    }

    private static Finding marked(Finding finding, Entry entry) {
        return finding.suppressedBy(entry.suppression().orElseThrow());
    }

    /**
     * {@return each of them, in the order of the bundles}
     *
     * @param judged the rules that were run: of others nobody knows what they would have found
     */
    Stream<JudgedSuppression> judged(Set<RuleId> judged) {
        return entries.stream()
                .map(entry -> new JudgedSuppression(
                        entry.where(),
                        entry.annotation(),
                        entry.text(),
                        used.contains(entry)
                                || entry.suppression()
                                        .filter(said -> !judged.contains(said.rule()))
                                        .isPresent(),
                        at));
    }
}
