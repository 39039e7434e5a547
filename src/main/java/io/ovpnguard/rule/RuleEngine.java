package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.VersionPair;
import io.ovpnguard.finding.Where;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Runs the rules over bundles: every profile at each version that it may run, every pair at each pair of versions. A pair
 * is predicted once per version pair, whatever the number of rules.
 */
public final class RuleEngine {

    /** Of a rule that has failed, whichever it is. */
    public static final RuleId INTERNAL_ERROR = new RuleId("internal-error");

    /** So many pairs are judged sooner than threads are told to. */
    private static final int ONE_AFTER_THE_OTHER = 250;

    /** A rule, and what each of its many runs needs to know of it. */
    private record Known<R extends Rule>(R rule, RuleId id, Severity severity) {}

    private final List<Known<InputRule>> inputRules;
    private final List<Known<ProfileRule>> profileRules;
    private final List<Known<PairRule>> pairRules;
    private final List<Known<BundleRule>> bundleRules;
    private final List<Known<NeighbourRule>> neighbourRules;
    private final List<Known<SuppressionRule>> suppressionRules;
    private final Set<RuleId> ids;
    private final Consistency consistency;
    private final Faultless faultless = new Faultless();

    public RuleEngine(RuleCatalog catalog, Consistency consistency) {
        this.inputRules = rules(catalog, InputRule.class);
        this.profileRules = rules(catalog, ProfileRule.class);
        this.pairRules = rules(catalog, PairRule.class);
        this.bundleRules = rules(catalog, BundleRule.class);
        this.neighbourRules = rules(catalog, NeighbourRule.class);
        this.suppressionRules = rules(catalog, SuppressionRule.class);
        this.ids = rules(catalog, Rule.class).stream().map(Known::id).collect(Collectors.toUnmodifiableSet());
        this.consistency = Objects.requireNonNull(consistency);
    }

    /**
     * {@return the findings of all bundles and of the problems met on the way to them, ordered by place}
     *
     * @param at the time of judgement
     */
    public List<Finding> judge(List<Bundle> bundles, List<Problem> problems, Instant at) {
        return judge(bundles, problems, at, _ -> true);
    }

    /**
     * {@return the findings that may point at the texts in question; what cannot is not looked for}
     *
     * @param inQuestion which texts
     */
    public List<Finding> judge(List<Bundle> bundles, List<Problem> problems, Instant at, Predicate<Source> inQuestion) {
        var findings = new ArrayList<Finding>();
        for (var problem : problems) {
            findings.addAll(ofProblem(problem));
        }
        var question = new Question(inQuestion);
        var suppressions = Suppressions.of(bundles, at);
        var whole = bundles.stream().map(WholeBundle::new).toList();
        for (var bundle : whole) {
            if (question.isAbout(bundle.bundle())) {
                findings.addAll(judge(bundle, question, suppressions, at));
            }
        }
        findings.addAll(suppressions.markAtAll(ofNeighbours(whole)));
        findings.addAll(ofSuppressions(suppressions, inQuestion));
        return Merge.ordered(findings);
    }

    private List<Finding> judge(WholeBundle whole, Question question, Suppressions suppressions, Instant at) {
        var bundle = whole.bundle();
        var ofProfiles = new ArrayList<Finding>();
        var processes = new Processes();
        var lookalikes = new Lookalikes(bundle.servers(), faultless, at);
        bundle.servers().stream()
                .filter(question::isAbout)
                .forEach(server -> ofProfiles.addAll(ofProfile(server, processes, at)));
        bundle.clients().stream()
                .filter(question::isAbout)
                .forEach(client -> ofProfiles.addAll(lookalikes.of(client, () -> ofProfile(client, processes, at))));
        var pairs = bundle.pairs().stream().filter(question::isAbout).toList();
        var ofPairs = JudgedPair.told(ofPairs(pairs, lookalikes, processes, at).stream()
                .map(suppressions::mark)
                .toList());
        var findings = new ArrayList<>(Merge.acrossClients(suppressions.markAtAny(Merge.untold(ofProfiles, ofPairs))));
        findings.addAll(Merge.acrossClients(ofPairs));
        findings.addAll(suppressions.markAtAll(ofBundle(whole)));
        return findings;
    }

    private List<JudgedPair> ofPairs(List<Pair> pairs, Lookalikes lookalikes, Processes processes, Instant at) {
        if (pairs.size() <= ONE_AFTER_THE_OTHER) {
            return pairs.stream()
                    .map(pair -> new JudgedPair(pair, lookalikes.of(pair, () -> ofPair(pair, processes, at))))
                    .toList();
        }
        var parts = pairs.stream()
                .gather(Gatherers.windowFixed(ONE_AFTER_THE_OTHER))
                .toList();
        // A process remembers what was asked of it, and so is for one thread.
        return parts.parallelStream()
                .flatMap(part -> ofPairs(part, lookalikes, new Processes(), at).stream())
                .toList();
    }

    private List<Finding> ofProblem(Problem problem) {
        var findings = new ArrayList<Finding>();
        for (var rule : inputRules) {
            findings.addAll(run(
                    rule,
                    noVersion(),
                    problem.span().source(),
                    report -> rule.rule().check(problem, report)));
        }
        return findings;
    }

    private List<Finding> ofProfile(Profile profile, Processes processes, Instant at) {
        var findings = new ArrayList<Finding>();
        for (var process : processes.of(profile)) {
            findings.addAll(ofProcess(process, at));
        }
        return Merge.acrossVersions(findings);
    }

    private List<Finding> ofProcess(Process process, Instant at) {
        var seen = new ProfileInVersion(process, at);
        var versions = switch (seen.side()) {
            case SERVER -> new VersionPair(Optional.of(process.version()), Optional.empty());
            case CLIENT -> new VersionPair(Optional.empty(), Optional.of(process.version()));
        };
        var findings = new ArrayList<Finding>();
        for (var rule : profileRules) {
            findings.addAll(
                    run(rule, versions, process.source(), report -> rule.rule().check(seen, report)));
        }
        return findings;
    }

    /** {@return what is wrong with one pair of processes: with each of them, and between them} */
    public List<Finding> explain(Prediction prediction) {
        var ofProcesses = new ArrayList<>(ofProcess(prediction.server(), prediction.at()));
        ofProcesses.addAll(ofProcess(prediction.client(), prediction.at()));
        var ofPair = between(prediction);
        return Merge.ordered(Stream.concat(Merge.untold(ofProcesses, ofPair).stream(), ofPair.stream())
                .toList());
    }

    /**
     * {@return what is wrong with one process}
     *
     * @param at the time of judgement
     */
    public List<Finding> explain(Process process, Instant at) {
        return Merge.ordered(ofProcess(process, at));
    }

    private List<Finding> ofPair(Pair pair, Processes processes, Instant at) {
        var findings = new ArrayList<Finding>();
        for (var server : processes.of(pair.server())) {
            for (var client : processes.of(pair.client())) {
                findings.addAll(between(Predictor.predict(server, client, at)));
            }
        }
        var merged = Merge.acrossVersions(findings);
        return pair.doubt()
                .map(doubt -> merged.stream()
                        .map(finding -> finding.asTentative(doubt.words()))
                        .toList())
                .orElse(merged);
    }

    /** What a process refuses to start for is not told a second time for what it would do to the pair. */
    private List<Finding> between(Prediction prediction) {
        var versions = new VersionPair(
                Optional.of(prediction.server().version()),
                Optional.of(prediction.client().version()));
        var findings = new ArrayList<Finding>();
        for (var rule : pairRules) {
            findings.addAll(run(
                    rule,
                    versions,
                    prediction.server().source(),
                    report -> rule.rule().check(prediction, consistency, report)));
        }
        if (findings.isEmpty()) {
            return findings;
        }
        var refused = Stream.of(Side.values())
                .flatMap(side -> Stream.concat(
                        prediction.refusal(side).stream(),
                        Predictor.refusalsOfMaterial(prediction.process(side)).stream()))
                .flatMap(refusal -> refusal.at().stream())
                .toList();
        return findings.stream()
                .filter(finding -> refused.stream().noneMatch(span -> finding.isAt(span)))
                .map(finding -> BothSides.named(finding, prediction))
                .toList();
    }

    private List<Finding> ofBundle(WholeBundle bundle) {
        return beside(List.of(bundle), bundleRules, (rule, report) -> rule.check(bundle, report));
    }

    private List<Finding> ofNeighbours(List<WholeBundle> bundles) {
        return beside(bundles, neighbourRules, (rule, report) -> rule.check(bundles, report));
    }

    private List<Finding> ofSuppressions(Suppressions suppressions, Predicate<Source> inQuestion) {
        return suppressions
                .judged(ids)
                .filter(each -> inQuestion.test(each.where().source()))
                .flatMap(each -> suppressionRules.stream()
                        .flatMap(rule ->
                                run(
                                        rule,
                                        noVersion(),
                                        each.where().source(),
                                        report -> rule.rule().check(each, report))
                                        .stream()))
                .toList();
    }

    /** What a rule that fails has looked at is told by its first config. */
    private static <R extends Rule> List<Finding> beside(
            List<WholeBundle> bundles, List<Known<R>> rules, BiConsumer<R, Report> check) {
        return bundles.stream()
                .map(WholeBundle::bundle)
                .flatMap(Bundle::profiles)
                .findFirst()
                .map(first -> rules.stream()
                        .flatMap(rule -> run(
                                rule, noVersion(), first.config().source(), report -> check.accept(rule.rule(), report))
                                .stream())
                        .toList())
                .orElse(List.of());
    }

    private static <R extends Rule> List<Known<R>> rules(RuleCatalog catalog, Class<R> kind) {
        return catalog.rules().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .map(rule -> new Known<>(
                        rule, RuleId.of(rule.getClass()), RuleCatalog.info(rule).severity()))
                .toList();
    }

    private static VersionPair noVersion() {
        return new VersionPair(Optional.empty(), Optional.empty());
    }

    private static List<Finding> run(Known<?> rule, VersionPair versions, Source subject, Consumer<Report> check) {
        var report = new Report(rule.id(), rule.severity(), versions);
        try {
            check.accept(report);
            return report.findings();
        } catch (RuntimeException broken) {
            // The exception's own text may quote the config, so only its kind is told.
            return List.of(internalError(rule.id(), broken, subject, versions));
        }
    }

    private static Finding internalError(RuleId rule, RuntimeException broken, Source subject, VersionPair versions) {
        return new Finding(
                INTERNAL_ERROR,
                Severity.WARNING,
                new Label(
                        new Where.Absent(subject),
                        "rule `" + rule + "` failed with " + broken.getClass().getSimpleName() + " and judged nothing"),
                List.of(),
                Optional.of("report this with `ovpnguard --version` and, if you can, the config"),
                Consequence.NONE,
                List.of(versions),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
