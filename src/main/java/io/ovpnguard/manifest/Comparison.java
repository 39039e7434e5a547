package io.ovpnguard.manifest;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a change makes of findings. One that several clients have in common is divided where the change concerns some of
 * them only.
 *
 * @param worse those that are new
 * @param same those that were there already
 * @param better those that are there no more
 */
public record Comparison(List<Finding> worse, List<Finding> same, List<Finding> better) {

    public Comparison {
        worse = List.copyOf(worse);
        same = List.copyOf(same);
        better = List.copyOf(better);
    }

    /** {@return all that are there now} */
    public List<Finding> after() {
        return Stream.concat(worse.stream(), same.stream()).toList();
    }

    /** {@return how findings differ} */
    public static Comparison of(Found before, Found after) {
        var worse = new ArrayList<Finding>();
        var same = new ArrayList<Finding>();
        for (var finding : after.findings()) {
            var known = before.had(finding, after.locations())
                    ? finding.labels().toList()
                    : before.clientsHad(finding, after);
            var unknown = without(finding, known::contains);
            if (known.isEmpty()) {
                worse.add(finding);
            } else if (unknown.isEmpty()) {
                same.add(finding);
            } else {
                same.add(part(finding, known));
                worse.add(part(finding, unknown));
            }
        }
        var better = before.findings().stream()
                .flatMap(finding -> gone(finding, before, after, worse).stream())
                .toList();
        return new Comparison(worse, same, better);
    }

    /** A defect whose value has changed is told as a new one, and is not gone either. */
    private static Optional<Finding> gone(Finding finding, Found before, Found after, List<Finding> worse) {
        var home = before.home(finding);
        var spots = home.map(Set::of).orElseGet(() -> before.spots(finding));
        var stays = after.findings().stream().filter(now -> after.isHeadedAlike(now, finding, before.locations()));
        var changed = worse.stream()
                .filter(now -> now.rule().equals(finding.rule()))
                .filter(now -> !Collections.disjoint(after.spots(now), spots));
        var told = Stream.concat(stays, changed)
                .filter(now -> isAsBad(now, finding))
                .flatMap(now -> after.spots(now).stream())
                .collect(Collectors.toSet());
        if (told.isEmpty()) {
            return Optional.of(finding);
        }
        home.ifPresent(told::add);
        var gone = without(finding, label -> told.contains(before.spot(label)));
        return gone.isEmpty() ? Optional.empty() : Optional.of(part(finding, gone));
    }

    /** {@return a finding at some of its clients only} */
    private static Finding part(Finding finding, List<Label> clients) {
        if (finding.cause().isEmpty()) {
            return finding.withRelated(clients);
        }
        // What is shared is told where it is first.
        return finding.withPrimary(new Label(clients.getFirst().where(), finding.message()))
                .withRelated(clients.subList(1, clients.size()));
    }

    private static boolean isAsBad(Finding now, Finding then) {
        return now.severity().compareTo(then.severity()) <= 0
                && now.consequence().compareTo(then.consequence()) <= 0;
    }

    private static List<Label> without(Finding finding, Predicate<Label> dropped) {
        return Found.clients(finding).filter(dropped.negate()).toList();
    }
}
