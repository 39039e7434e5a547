package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import io.ovpnguard.webhook.DryRuns.Overlaid;
import io.ovpnguard.webhook.GivenVerdicts.RevocableVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Judges one change of one object beside what is stored. */
final class Judge {

    /** Whoever denies a change and has changed meanwhile is replaced by the next in question. */
    private static final int MOST_ROUNDS = 3;

    private final Counterparts counterparts;
    private final DryRuns dryRuns;
    private final GivenVerdicts verdicts = new GivenVerdicts();
    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    Judge(Counterparts counterparts, DryRuns dryRuns) {
        this.counterparts = Objects.requireNonNull(counterparts);
        this.dryRuns = Objects.requireNonNull(dryRuns);
    }

    /** {@return the verdict on a change} */
    Verdict judge(Change change) {
        var ref = ObjectRef.of(change.object());
        if (change.dryRun()) {
            var isBesideOthers =
                    change.user().filter(user -> dryRuns.has(user, ref)).isPresent();
            var verdict = (isBesideOthers ? judged(change) : given(change)).verdict();
            change.user().ifPresent(user -> dryRuns.add(user, change.object()));
            return verdict;
        }
        var given = given(change);
        if (given.verdict().allowed()) {
            change.user().ifPresent(user -> dryRuns.retire(user, ref));
            if (given.holds() != Holds.NOTHING) {
                counterparts.passed(ref, given.holds());
            }
        }
        return given.verdict();
    }

    /** {@return the verdict on an object's end, which is never denied} */
    Verdict judgeDeletion(HasMetadata object, Optional<User> user, boolean dryRun) {
        var deleted = ReadObject.of(object);
        if (deleted.holds() == Holds.NOTHING || deleted.holds() == Holds.CLIENT) {
            return Verdict.allow(List.of(), Set.of());
        }
        if (!dryRun) {
            counterparts.passed(deleted.ref(), deleted.holds());
        }
        if (user.filter(User::clearsAway).isPresent()) {
            return Verdict.allow(List.of(), Set.of());
        }
        var surroundings = counterparts.of(deleted);
        var warnings = new ArrayList<>(new Dependents(deleted.ref(), surroundings.with(deleted)).warnings());
        surroundings
                .gap()
                .ifPresent(gap ->
                        warnings.addFirst("ovpnguard: " + deleted.ref() + ": who needs it is not all known: " + gap));
        return Verdict.allow(warnings, Set.of());
    }

    private RevocableVerdict given(Change change) {
        if (change.isNothing()) {
            return new RevocableVerdict(Verdict.allow(List.of(), Set.of()), Holds.NOTHING, Optional.empty());
        }
        var fingerprint = change.fingerprint();
        return verdicts.find(fingerprint).orElseGet(() -> {
            var judged = judged(change);
            verdicts.add(fingerprint, judged);
            return judged;
        });
    }

    private RevocableVerdict judged(Change change) {
        var object = ReadObject.of(change.object());
        if (object.holds() == Holds.NOTHING) {
            return new RevocableVerdict(Verdict.allow(List.of(), Set.of()), Holds.NOTHING, Optional.empty());
        }
        var old = change.comparable().map(ReadObject::of);
        var overlaid = overlaid(counterparts.of(object), change);
        var judgement = judgement(object, old, overlaid);
        for (var round = 0; round < MOST_ROUNDS && !judgement.doubtful().isEmpty(); round++) {
            var surroundings = counterparts.anew(judgement.surroundings(), judgement.doubtful());
            overlaid = new Overlaid(surroundings, overlaid.remarks());
            judgement = judgement(object, old, overlaid);
        }
        return new RevocableVerdict(
                judgement.verdict(), object.holds(), judgement.surroundings().unchanged());
    }

    private Overlaid overlaid(Surroundings stored, Change change) {
        return change.user()
                .filter(_ -> change.dryRun())
                .map(user -> dryRuns.over(stored, user, ObjectRef.of(change.object())))
                .orElseGet(() -> new Overlaid(stored, Map.of()));
    }

    private Judgement judgement(ReadObject object, Optional<ReadObject> old, Overlaid overlaid) {
        var now = look(object, overlaid);
        var before = now.findings().isEmpty() ? Optional.<View>empty() : old.map(replaced -> look(replaced, overlaid));
        return Judgement.of(now, before, overlaid.surroundings());
    }

    /** Findings on keys point at the configs that name them, so their part is what would not be found without them. */
    private View look(ReadObject object, Overlaid overlaid) {
        var inspection = overlaid.surroundings().with(object);
        var ref = object.ref();
        if (object.holds() == Holds.KEYS) {
            var without = ReadObject.together(overlaid.surroundings().objects());
            return look(object, inspection, overlaid, _ -> true).without(look(object, without, overlaid, _ -> true));
        }
        return look(
                        object,
                        inspection,
                        overlaid,
                        source -> inspection.locations().object(source).equals(Optional.of(ref)))
                .own();
    }

    private View look(ReadObject object, Inspection inspection, Overlaid overlaid, Predicate<Source> inQuestion) {
        var findings = engine.judge(inspection.bundles(), inspection.problems(), Instant.now(), inQuestion);
        return new View(object, inspection, findings, overlaid.remarks());
    }
}
