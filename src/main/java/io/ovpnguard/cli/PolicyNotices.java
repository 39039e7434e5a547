package io.ovpnguard.cli;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.policies.Jurisdiction;
import io.ovpnguard.option.EditDistance;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.report.Snippet;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What is to be said of policies themselves, where they do not do what whoever wrote them may think. */
record PolicyNotices(Jurisdiction jurisdiction, Inspection inspection, Instant at) {

    PolicyNotices {
        Objects.requireNonNull(jurisdiction);
        Objects.requireNonNull(inspection);
        Objects.requireNonNull(at);
    }

    /**
     * Says it.
     *
     * @param found before policies have said anything
     */
    void tell(List<Finding> found, PrintWriter out) {
        Stream.concat(unused(found), limits(found)).map(Snippet::visible).forEach(out::println);
    }

    /** Says which policies speak of nothing. */
    static void tellIdle(Jurisdiction jurisdiction, PrintWriter out) {
        jurisdiction.idle().stream()
                .map(name -> told(name, "speaks of nothing that was read: its selectors ask for other labels"))
                .map(Snippet::visible)
                .forEach(out::println);
    }

    private Stream<String> unused(List<Finding> found) {
        var unused = jurisdiction.unused(found, inspection.bundles(), inspection.locations());
        // Of what it does not speak, nothing can be found for it.
        unused.keySet().removeAll(jurisdiction.idle());
        return unused.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(exemption -> told(entry.getKey(), words(exemption))));
    }

    private String words(Exemption exemption) {
        var what = "has an exception for `%s` of %s/%s, "
                .formatted(exemption.rule(), exemption.namespace(), exemption.bundle());
        if (exemption.hasEnded(at)) {
            return what + "which ended on " + exemption.until() + ", and nothing such was found: remove it";
        }
        var bundles = inspection.bundles().stream()
                .filter(bundle -> bundle.namespace().equals(exemption.namespace()))
                .map(Bundle::name)
                .toList();
        return bundles.contains(exemption.bundle())
                ? what + "where nothing such was found: mend it, or remove it"
                : what + "and no such bundle was read"
                        + EditDistance.nearest(exemption.bundle(), bundles)
                                .map(near -> "; did you mean %s/%s?".formatted(exemption.namespace(), near))
                                .orElse("");
    }

    private Stream<String> limits(List<Finding> found) {
        return jurisdiction.splitLimits(found, inspection.locations()).stream()
                .map(limit -> told(
                        limit.policy(),
                        "says `maxSplit: %s`, which counts in the audit of a cluster only: here nobody knows since when a bundle is split; `rules: {split-bundle: deny}` fails at once"
                                .formatted(limit.written())));
    }

    private static String told(String policy, String what) {
        return "policy \"" + policy + "\" " + what;
    }
}
