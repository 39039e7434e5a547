package io.ovpnguard.webhook;

import io.ovpnguard.finding.RuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the API server is told of a change.
 *
 * @param message why it is denied; empty when it is allowed
 * @param warnings each one line
 * @param rules those that found something to deny or to warn of
 * @param suppressed those that found something with which somebody puts up
 */
record Verdict(
        Outcome outcome, String message, List<String> warnings, SortedSet<RuleId> rules, SortedSet<RuleId> suppressed) {

    /** What becomes of a change. */
    enum Outcome {
        ALLOWED,
        WARNED,
        DENIED,
        /** It cannot be judged, since the request contradicts itself. */
        REFUSED;

        /** {@return the word in metrics and audit logs} */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Longer ones are cut by the API server, in the middle of a word. */
    private static final int LONGEST_WARNING = 256;

    private static final int ALL_WARNINGS = 4096;

    private static final int ROOM_FOR_COUNT = "and 1000000 more".length();

    Verdict {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(message);
        warnings = fitting(warnings);
        rules = Collections.unmodifiableSortedSet(new TreeSet<>(rules));
        suppressed = Collections.unmodifiableSortedSet(new TreeSet<>(suppressed));
    }

    private Verdict(Outcome outcome, String message, List<String> warnings, Set<RuleId> rules) {
        this(outcome, message, warnings, new TreeSet<>(rules), new TreeSet<>());
    }

    static Verdict allow(List<String> warnings, Set<RuleId> rules) {
        var outcome = warnings.isEmpty() ? Outcome.ALLOWED : Outcome.WARNED;
        return new Verdict(outcome, "", warnings, rules);
    }

    static Verdict deny(String message, List<String> warnings, Set<RuleId> rules) {
        return new Verdict(Outcome.DENIED, message, warnings, rules);
    }

    static Verdict refuse(String message) {
        return new Verdict(Outcome.REFUSED, message, List.of(), Set.of());
    }

    /** {@return the same, which does not speak of what these rules have found} */
    Verdict without(Set<RuleId> findings) {
        return new Verdict(outcome, message, warnings, rules, new TreeSet<>(findings));
    }

    boolean allowed() {
        return outcome == Outcome.ALLOWED || outcome == Outcome.WARNED;
    }

    /** {@return the length of all that it says} */
    int characters() {
        return message.length() + warnings.stream().mapToInt(String::length).sum();
    }

    /** {@return what the API server's audit log is told: rule ids and the outcome, and nothing of the object} */
    Map<String, String> auditAnnotations() {
        var annotations = new TreeMap<>(Map.of("verdict", outcome.word()));
        if (!rules.isEmpty()) {
            annotations.put("rules", list(rules));
        }
        if (!suppressed.isEmpty()) {
            annotations.put("suppressed", list(suppressed));
        }
        return annotations;
    }

    private static String list(Set<RuleId> rules) {
        return rules.stream().map(RuleId::value).collect(Collectors.joining(","));
    }

    /** The API server drops in silence what is beyond its limit, so the last warning that fits tells how many do not. */
    private static List<String> fitting(List<String> warnings) {
        var fitting = new ArrayList<String>();
        var lines = warnings.stream().map(Verdict::shortened).distinct().toList();
        var room = ALL_WARNINGS - ROOM_FOR_COUNT;
        for (var line : lines) {
            room -= line.length();
            if (room < 0) {
                fitting.add("and " + (lines.size() - fitting.size()) + " more");
                break;
            }
            fitting.add(line);
        }
        return List.copyOf(fitting);
    }

    private static String shortened(String warning) {
        if (warning.length() <= LONGEST_WARNING) {
            return warning;
        }
        var end = LONGEST_WARNING - 3;
        return warning.substring(0, Character.isHighSurrogate(warning.charAt(end - 1)) ? end - 1 : end) + "...";
    }
}
