package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Allowance;
import io.ovpnguard.option.EditDistance;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which labels and annotations of ours there are: one with another name says nothing, and whoever wrote it meant something. */
public final class MarkNames {

    static final String PREFIX = "ovpnguard.io/";

    private static final String LABEL = "label";
    private static final String ANNOTATION = "annotation";

    private static final Set<String> LABELS = Set.of(Member.BUNDLE, "ovpnguard.io/check");

    private static final Set<String> ANNOTATIONS = annotations();

    private MarkNames() {}

    /**
     * A label or an annotation that there is not.
     *
     * @param message what is wrong with it
     */
    public record Unknown(String name, String message, String help) {}

    private static Set<String> annotations() {
        var names = new TreeSet<>(Overrides.names());
        names.add(Member.BUNDLE_NAMESPACE);
        return Set.copyOf(names);
    }

    /** {@return those of an object's annotations that are none of ours, in their order by name} */
    public static List<Unknown> unknownAnnotations(Collection<String> given) {
        return unknown(given, ANNOTATION, ANNOTATIONS, LABEL, LABELS);
    }

    /** {@return those of an object's labels that are none of ours, in their order by name} */
    public static List<Unknown> unknownLabels(Collection<String> given) {
        return unknown(given, LABEL, LABELS, ANNOTATION, ANNOTATIONS);
    }

    private static List<Unknown> unknown(
            Collection<String> given, String kind, Set<String> known, String otherKind, Set<String> ofOtherKind) {
        var unknown = new ArrayList<String>();
        for (var name : given) {
            if (name.startsWith(PREFIX) && !known.contains(name) && !isAllowance(name, kind)) {
                unknown.add(name);
            }
        }
        // Nearly always, and for each review.
        if (unknown.isEmpty()) {
            return List.of();
        }
        return unknown.stream()
                .sorted()
                .map(name -> new Unknown(
                        name,
                        "%s `%s` says nothing: there is no such %s".formatted(kind, name, kind),
                        ofOtherKind.contains(name) || kind.equals(LABEL) && name.startsWith(Allowance.ANNOTATION)
                                ? "write it under `%ss`".formatted(otherKind)
                                : help(name, kind, known)))
                .toList();
    }

    private static boolean isAllowance(String name, String kind) {
        return kind.equals(ANNOTATION) && name.startsWith(Allowance.ANNOTATION);
    }

    private static String help(String name, String kind, Set<String> known) {
        var isAnnotation = kind.equals(ANNOTATION);
        return (isAnnotation ? allowance(name) : Optional.<String>empty())
                .or(() -> EditDistance.nearest(name, known))
                .map(near -> "write `" + near + "`, if that is what is meant")
                .orElseGet(() -> "remove it, or write one of the %ss that there are: %s"
                        .formatted(
                                kind,
                                Stream.concat(
                                                known.stream(),
                                                isAnnotation
                                                        ? Stream.of(Allowance.ANNOTATION + "RULE")
                                                        : Stream.empty())
                                        .sorted()
                                        .map(each -> "`" + each + "`")
                                        .collect(Collectors.joining(", "))));
    }

    /** {@return the annotation that puts up with what a rule finds, where its name is almost that} */
    private static Optional<String> allowance(String name) {
        var rule = name.indexOf('.', PREFIX.length()) + 1;
        return EditDistance.nearest(name.substring(0, rule), Set.of(Allowance.ANNOTATION))
                .map(beginning -> beginning + name.substring(rule));
    }
}
