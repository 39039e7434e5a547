package io.ovpnguard.rule;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes one finding of one cause. */
final class Merge {

    private static final Comparator<Finding> BY_PLACE = Comparator.<Finding, String>comparing(
                    finding -> finding.primary().where().source().name())
            .thenComparingInt(finding -> offset(finding.primary().where()))
            .thenComparing(Finding::rule)
            .thenComparing(Finding::message);

    private Merge() {}

    static List<Finding> ordered(List<Finding> findings) {
        // Two processes may include one file: what is wrong there is wrong once.
        return findings.stream().sorted(BY_PLACE).distinct().toList();
    }

    /**
     * One subject was judged once per version: of the findings at the same places, the worst outcome stays, with all
     * versions for which it holds.
     */
    static List<Finding> acrossVersions(List<Finding> findings) {
        record Cause(RuleId rule, Where primary, List<Where> related) {}
        var worst = new LinkedHashMap<Cause, Finding>();
        for (var finding : findings) {
            var cause = new Cause(
                    finding.rule(),
                    finding.primary().where(),
                    finding.related().stream().map(Label::where).toList());
            worst.merge(cause, finding, Merge::worse);
        }
        return List.copyOf(worst.values());
    }

    /** {@return of what is wrong with processes alone, what no finding of a pair tells at the same place} */
    static List<Finding> untold(List<Finding> ofProcesses, List<Finding> ofPairs) {
        record Place(RuleId rule, Where where) {}
        // What one side of a pair puts up with is still a fault of the other.
        var told = ofPairs.stream()
                .filter(finding -> !finding.isSuppressed())
                .map(finding -> new Place(finding.rule(), finding.primary().where()))
                .collect(Collectors.toSet());
        return ofProcesses.stream()
                .filter(finding -> !told.contains(
                        new Place(finding.rule(), finding.primary().where())))
                .toList();
    }

    private static Finding worse(Finding one, Finding other) {
        var order = Comparator.comparing(Finding::severity)
                .thenComparing(Finding::consequence)
                .compare(one, other);
        if (order != 0) {
            return order < 0 ? one : other;
        }
        return one.withVersions(Stream.concat(one.versions().stream(), other.versions().stream())
                .toList());
    }

    /**
     * Clients with one fault against one server, or with one certificate or file, make one finding with a label for each
     * client.
     */
    static List<Finding> acrossClients(List<Finding> findings) {
        record Cause(
                RuleId rule,
                Severity severity,
                Optional<String> doubt,
                Object what,
                Object help,
                Object consequence,
                Object versions,
                Object suppressed) {}
        var merged = new LinkedHashMap<Cause, List<Finding>>();
        for (var finding : findings) {
            var cause = new Cause(
                    finding.rule(),
                    finding.severity(),
                    finding.doubt(),
                    what(finding),
                    finding.help(),
                    finding.consequence(),
                    finding.versions(),
                    finding.suppressed());
            merged.computeIfAbsent(cause, _ -> new ArrayList<>()).add(finding);
        }
        return merged.values().stream().map(Merge::together).toList();
    }

    private static Object what(Finding finding) {
        return finding.cause()
                .<Object>map(shared -> List.of(shared, finding.message()))
                .orElse(finding.primary());
    }

    private static Finding together(List<Finding> alike) {
        var first = alike.getFirst();
        var head = first.primary().where();
        return first.withRelated(alike.stream()
                .flatMap(finding -> Stream.concat(
                        Stream.of(finding.primary().where())
                                .filter(place -> !place.equals(head))
                                .map(place -> new Label(place, "the same here")),
                        finding.related().stream()))
                .distinct()
                .toList());
    }

    private static int offset(Where where) {
        return switch (where) {
            case Where.At(var span) -> span.start();
            case Where.Absent _ -> -1;
        };
    }
}
