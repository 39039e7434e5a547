package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Patience;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import io.ovpnguard.webhook.DryRuns.Overlaid;
import io.ovpnguard.webhook.DryRuns.Planned;
import io.ovpnguard.webhook.GivenVerdicts.RevocableVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
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

    /** On what holds nothing that is judged, or nothing new. */
    private static final RevocableVerdict UNTOUCHED =
            new RevocableVerdict(Verdict.allow(List.of(), Set.of()), Holds.NOTHING, Optional.empty());

    private final Counterparts counterparts;
    private final DryRuns dryRuns;
    private final GivenVerdicts verdicts = new GivenVerdicts();
    private final AlikeVerdicts alikes = new AlikeVerdicts();
    private final PolicyLookup policies;
    private final Map<Consistency, RuleEngine> engines = new EnumMap<>(Consistency.class);

    Judge(Counterparts counterparts, DryRuns dryRuns, PolicyLookup policies) {
        this.counterparts = Objects.requireNonNull(counterparts);
        this.dryRuns = Objects.requireNonNull(dryRuns);
        this.policies = Objects.requireNonNull(policies);
        for (var each : Consistency.values()) {
            engines.put(each, new RuleEngine(RuleCatalog.all(), each));
        }
    }

    /** {@return what is to be known of a change} */
    Question ask(Change change) {
        return new Question(change, Terms.of(change, policies));
    }

    /** {@return the verdict on a change} */
    Verdict judge(Change change) {
        return judge(ask(change));
    }

    /** {@return the verdict on a change} */
    Verdict judge(Question question) {
        var change = question.change();
        if (change.dryRun()) {
            var ref = ObjectRef.of(change.object());
            var isBesideOthers =
                    change.user().filter(user -> dryRuns.has(user, ref)).isPresent();
            var verdict = (isBesideOthers ? judged(question) : given(question)).verdict();
            change.user().ifPresent(user -> dryRuns.add(user, change.object()));
            return verdict;
        }
        return settled(change, given(question));
    }

    /** {@return the verdict on a change, if it was given a moment ago and nothing has to be read to know that it holds} */
    Optional<Verdict> known(Question question) {
        if (question.change().dryRun()) {
            return Optional.empty();
        }
        return Patience.withoutReads(() -> before(question)).map(verdict -> settled(question.change(), verdict));
    }

    private Optional<RevocableVerdict> before(Question question) {
        return question.asked().isEmpty()
                ? Optional.of(UNTOUCHED)
                : question.asked().flatMap(verdicts::find);
    }

    private Verdict settled(Change change, RevocableVerdict given) {
        if (given.verdict().allowed()) {
            var ref = ObjectRef.of(change.object());
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
        var warnings = new ArrayList<>(
                new Dependents(deleted.ref(), surroundings.with(deleted), surroundings.spared()).warnings());
        surroundings
                .gap()
                .ifPresent(gap ->
                        warnings.addFirst("ovpnguard: " + deleted.ref() + ": who needs it is not all known: " + gap));
        return Verdict.allow(warnings, Set.of());
    }

    private RevocableVerdict given(Question question) {
        return before(question).orElseGet(() -> {
            var given = question.newcomer().flatMap(alikes::find).orElseGet(() -> judged(question));
            question.asked().ifPresent(asked -> verdicts.add(asked, given));
            return given;
        });
    }

    private RevocableVerdict judged(Question question) {
        if (question.isOfNothing()) {
            return UNTOUCHED;
        }
        var object = question.object();
        var overlaid = overlaid(object, question.change());
        var judgement = judgement(question, overlaid);
        for (var round = 0; round < MOST_ROUNDS && !judgement.doubtful().isEmpty(); round++) {
            var surroundings = counterparts.anew(judgement.surroundings(), judgement.doubtful());
            overlaid = new Overlaid(surroundings, overlaid.remarks());
            judgement = judgement(question, overlaid);
        }
        var verdict = new RevocableVerdict(
                judgement.verdict(), object.holds(), judgement.surroundings().unchanged());
        if (question.newcomer().isPresent() && !question.replacesWhatOthersWorkWith()) {
            alikes.add(question.newcomer().get(), judgement, verdict);
        }
        return verdict;
    }

    private Overlaid overlaid(ReadObject object, Change change) {
        var planned = change.user()
                .filter(_ -> change.dryRun())
                .map(user -> dryRuns.planned(user, object.ref()))
                .orElse(Planned.NOTHING);
        return planned.over(counterparts.of(object, planned.objects()));
    }

    private Judgement judgement(Question question, Overlaid overlaid) {
        var policy = question.terms().policy();
        var now = look(question.object(), overlaid, policy);
        var before = now.findings().isEmpty()
                ? Optional.<View>empty()
                : question.comparable().map(replaced -> look(replaced, overlaid, policy));
        return Judgement.of(now, before, overlaid.surroundings(), question.terms());
    }

    /** Findings on keys point at the configs that name them, so their part is what would not be found without them. */
    private View look(ReadObject object, Overlaid overlaid, EffectivePolicy policy) {
        var assumed = AssumedVersions.of(policy);
        var inspection = overlaid.surroundings().with(object, assumed);
        var ref = object.ref();
        if (object.holds() == Holds.KEYS) {
            var without = ReadObject.together(overlaid.surroundings().objects(), assumed);
            return look(object, inspection, overlaid, policy, _ -> true)
                    .without(look(object, without, overlaid, policy, _ -> true));
        }
        return look(
                        object,
                        inspection,
                        overlaid,
                        policy,
                        source -> inspection.locations().object(source).equals(Optional.of(ref)))
                .own();
    }

    private View look(
            ReadObject object,
            Inspection inspection,
            Overlaid overlaid,
            EffectivePolicy policy,
            Predicate<Source> inQuestion) {
        var at = Instant.now();
        var bundles = inspection.bundles();
        var findings = engines.get(policy.consistency()).judge(bundles, inspection.problems(), at, inQuestion);
        return new View(
                object,
                inspection,
                policy.ruled(findings, bundles, at),
                overlaid.surroundings().spared(),
                overlaid.remarks());
    }
}
