package io.ovpnguard.cluster.audit;

import io.ovpnguard.manifest.ObjectRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be told of one object, because it was not found there before.
 *
 * @param serious whether OpenVPN does not do what it is there for
 * @param text without the place: it stands at the object
 */
record Notice(ObjectRef object, String rule, boolean serious, String text) {

    /** Of one object, what a rule says is said once. */
    private record Subject(ObjectRef object, String rule) {}

    Notice {
        Objects.requireNonNull(object);
        Objects.requireNonNull(rule);
        Objects.requireNonNull(text);
    }

    /**
     * {@return what is new in the reports of a namespace, worst first}
     *
     * @param before its reports until now
     */
    static List<Notice> of(Collection<BundleReport> before, Collection<BundleReport> now) {
        var known = before.stream()
                .flatMap(report -> report.entries().stream())
                .filter(Notice::isTold)
                .flatMap(Notice::subjects)
                .collect(Collectors.toCollection(HashSet::new));
        var notices = new LinkedHashMap<Subject, Notice>();
        now.stream()
                .flatMap(report -> report.entries().stream())
                .filter(Notice::isTold)
                .sorted((one, other) -> one.result().compareTo(other.result()))
                .forEach(entry -> add(entry, known, notices));
        return List.copyOf(notices.values());
    }

    private static void add(Entry entry, Set<Subject> known, Map<Subject, Notice> notices) {
        subjects(entry)
                .filter(subject -> !known.contains(subject))
                .forEach(subject -> notices.putIfAbsent(
                        subject,
                        new Notice(subject.object(), subject.rule(), entry.result() == Result.FAIL, text(entry))));
    }

    private static boolean isTold(Entry entry) {
        return entry.result() == Result.FAIL
                || entry.result() == Result.WARN && entry.severity().equals("medium");
    }

    private static Stream<Subject> subjects(Entry entry) {
        return entry.resources().stream().map(object -> new Subject(object, entry.rule()));
    }

    /** Without the number of clients: the same fault is told in the same words. */
    private static String text(Entry entry) {
        return entry.message() + " (ovpnguard explain " + entry.rule() + ")";
    }
}
