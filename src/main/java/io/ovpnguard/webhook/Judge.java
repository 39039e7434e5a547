package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ManifestReader;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges one change of one object beside what is stored. */
final class Judge {

    /** Whoever denies a change and has changed meanwhile is replaced by the next in question. */
    private static final int MOST_ROUNDS = 3;

    private final Counterparts counterparts;
    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    Judge(Counterparts counterparts) {
        this.counterparts = Objects.requireNonNull(counterparts);
    }

    /**
     * {@return the verdict on an object}
     *
     * @param old what it replaces, if it was judged by the same measure; its faults do not deny again
     */
    Verdict judge(HasMetadata object, Optional<HasMetadata> old) {
        if (old.filter(replaced -> isSame(replaced, object)).isPresent() || Holds.of(object) == Holds.NOTHING) {
            return Verdict.allow(List.of(), Set.of());
        }
        var judgement = judgement(object, old, counterparts.of(object));
        for (var round = 0; round < MOST_ROUNDS && !judgement.doubtful().isEmpty(); round++) {
            var surroundings = counterparts.anew(judgement.surroundings(), judgement.doubtful());
            judgement = judgement(object, old, surroundings);
        }
        return judgement.verdict();
    }

    /** {@return whether nothing has changed that a judgement looks at} */
    private static boolean isSame(HasMetadata one, HasMetadata other) {
        return Scope.of(one).equals(Scope.of(other)) && Content.of(one).equals(Content.of(other));
    }

    /** Notes that an object is about to be stored. */
    void passed(HasMetadata object) {
        if (Holds.of(object) != Holds.NOTHING) {
            counterparts.passed(ObjectRef.of(object));
        }
    }

    private Judgement judgement(HasMetadata object, Optional<HasMetadata> old, Surroundings surroundings) {
        var before = old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object)))
                .map(replaced -> look(replaced, surroundings));
        return Judgement.of(look(object, surroundings), before, surroundings);
    }

    /** Findings on keys point at the configs that name them, so their part is what would not be found without them. */
    private View look(HasMetadata object, Surroundings surroundings) {
        var ref = ObjectRef.of(object);
        var with = look(ref, Stream.concat(surroundings.objects().stream(), Stream.of(object)));
        return Holds.of(object) == Holds.KEYS ? with.without(look(ref, surroundings.objects().stream())) : with.own();
    }

    private View look(ObjectRef ref, Stream<HasMetadata> objects) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        objects.forEach(reader::read);
        var inspection = reader.inspect();
        return new View(ref, inspection, engine.judge(inspection.bundles(), inspection.problems(), Instant.now()));
    }
}
