package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.AssumedVersions;
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
        if (old.filter(replaced -> isSame(replaced, object)).isPresent() || !View.holdsConfig(object)) {
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
        counterparts.passed(ObjectRef.of(object));
    }

    private Judgement judgement(HasMetadata object, Optional<HasMetadata> old, Surroundings surroundings) {
        var before = old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object)))
                .map(replaced -> look(replaced, surroundings));
        return Judgement.of(look(object, surroundings), before, surroundings);
    }

    private View look(HasMetadata object, Surroundings surroundings) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        surroundings.objects().forEach(reader::read);
        reader.read(object);
        var inspection = reader.inspect();
        return View.of(object, inspection, engine.judge(inspection.bundles(), inspection.problems(), Instant.now()));
    }
}
