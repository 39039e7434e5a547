package io.ovpnguard.webhook;

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
import io.ovpnguard.webhook.GivenVerdicts.Given;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Judges one change of one object beside what is stored. */
final class Judge {

    /** Whoever denies a change and has changed meanwhile is replaced by the next in question. */
    private static final int MOST_ROUNDS = 3;

    private final Counterparts counterparts;
    private final GivenVerdicts verdicts = new GivenVerdicts();
    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    Judge(Counterparts counterparts) {
        this.counterparts = Objects.requireNonNull(counterparts);
    }

    /** {@return the verdict on a change} */
    Verdict judge(Change change) {
        if (change.isNothing()) {
            return Verdict.allow(List.of(), Set.of());
        }
        var fingerprint = change.fingerprint();
        var given = verdicts.find(fingerprint).orElseGet(() -> {
            var judged = judged(change);
            verdicts.add(fingerprint, judged);
            return judged;
        });
        if (given.verdict().allowed() && !change.dryRun() && given.holds() != Holds.NOTHING) {
            counterparts.passed(ObjectRef.of(change.object()), given.holds());
        }
        return given.verdict();
    }

    private Given judged(Change change) {
        var object = ReadObject.of(change.object());
        if (object.holds() == Holds.NOTHING) {
            return new Given(Verdict.allow(List.of(), Set.of()), Holds.NOTHING, Optional.empty());
        }
        var old = change.comparable().map(ReadObject::of);
        var judgement = judgement(object, old, counterparts.of(object));
        for (var round = 0; round < MOST_ROUNDS && !judgement.doubtful().isEmpty(); round++) {
            var surroundings = counterparts.anew(judgement.surroundings(), judgement.doubtful());
            judgement = judgement(object, old, surroundings);
        }
        return new Given(
                judgement.verdict(), object.holds(), judgement.surroundings().unchanged());
    }

    private Judgement judgement(ReadObject object, Optional<ReadObject> old, Surroundings surroundings) {
        var before = old.map(replaced -> look(replaced, surroundings));
        return Judgement.of(look(object, surroundings), before, surroundings);
    }

    /** Findings on keys point at the configs that name them, so their part is what would not be found without them. */
    private View look(ReadObject object, Surroundings surroundings) {
        var inspection = surroundings.with(object);
        var ref = object.ref();
        if (object.holds() == Holds.KEYS) {
            var with = look(ref, inspection, _ -> true);
            return with.without(look(ref, ReadObject.together(surroundings.objects()), _ -> true));
        }
        return look(
                        ref,
                        inspection,
                        source -> inspection.locations().object(source).equals(Optional.of(ref)))
                .own();
    }

    private View look(ObjectRef ref, Inspection inspection, Predicate<Source> inQuestion) {
        return new View(
                ref, inspection, engine.judge(inspection.bundles(), inspection.problems(), Instant.now(), inQuestion));
    }
}
