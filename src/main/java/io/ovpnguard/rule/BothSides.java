package io.ovpnguard.rule;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.Where;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.source.Source;
import java.util.stream.Stream;

/**
 * Names both processes in what is found between them. One of the two may have all that is wrong in its texts; it is the
 * other that does not work with it, which whoever stores that other one is told, and of several clients each is named.
 */
final class BothSides {

    private BothSides() {}

    /** {@return the same finding, with a place at each side} */
    static Finding named(Finding finding, Prediction prediction) {
        var unnamed = Stream.of(Side.values())
                .filter(side -> !isNamed(prediction.process(side), finding))
                .map(side ->
                        new Label(new Where.Absent(prediction.process(side).source()), "concerns this " + side.word()))
                .toList();
        return unnamed.isEmpty()
                ? finding
                : finding.withRelated(Stream.concat(finding.related().stream(), unnamed.stream())
                        .toList());
    }

    /** What a config names may change without it, and several may share it; only what it includes is its own text. */
    private static boolean isNamed(Process process, Finding finding) {
        return finding.labels()
                .map(label -> label.where().source())
                .anyMatch(text -> text == process.source() || isIncluded(process, text));
    }

    private static boolean isIncluded(Process process, Source text) {
        return process.profile().config().directives().stream()
                .anyMatch(directive -> directive.span().source() == text);
    }
}
