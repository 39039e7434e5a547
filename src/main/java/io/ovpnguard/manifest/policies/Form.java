package io.ovpnguard.manifest.policies;

import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Join;
import io.ovpnguard.policy.LabelSelector;
import io.ovpnguard.policy.LabelSelector.Exists;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.LabelSelector.Not;
import io.ovpnguard.policy.LabelSelector.Requirement;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.policy.SplitLimit;
import io.ovpnguard.predict.TlsLibrary;
import io.ovpnguard.rule.RuleCatalog;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a policy of its form, and finds what no schema can tell: names of rules, versions, days. */
final class Form {

    private static final KeyPath SPEC = KeyPath.ROOT.field("spec");

    private final List<Fault> faults;

    Form(List<Fault> faults) {
        this.faults = faults;
    }

    /** {@return the policy, without what is wrong in it} */
    Policy policy(String name, PolicySpec spec) {
        return new Policy(
                name,
                selector(spec.namespaceSelector(), SPEC.field("namespaceSelector")),
                selector(spec.objectSelector(), SPEC.field("objectSelector")),
                severities(spec.severities()),
                rules(spec.rules()),
                spec.consistency(),
                spec.transition(),
                spec.allowOverrides().map(Set::copyOf),
                neverSuppressed(spec.neverSuppress()),
                versions(spec, Role.SERVER),
                versions(spec, Role.CLIENT),
                libraries(spec.assume().flatMap(Assumptions::serverCrypto), "serverCrypto"),
                libraries(spec.assume().flatMap(Assumptions::clientCrypto), "clientCrypto"),
                new DemandForm(faults).demand(name, spec.require(), spec.expiry()),
                spec.joins().map(Form::joins),
                spec.freshness().map(DurationText::parse),
                spec.maxSplit().map(text -> new SplitLimit(DurationText.parse(text), text, name)),
                exemptions(spec.exceptions()));
    }

    private Map<Severity, Level> severities(Optional<SeverityLevels> said) {
        var levels = new EnumMap<Severity, Level>(Severity.class);
        said.flatMap(SeverityLevels::error).ifPresent(level -> levels.put(Severity.ERROR, level));
        said.flatMap(SeverityLevels::warning).ifPresent(level -> levels.put(Severity.WARNING, level));
        said.flatMap(SeverityLevels::info).ifPresent(level -> levels.put(Severity.INFO, level));
        if (levels.get(Severity.INFO) == Level.DENY) {
            wrong(SPEC.field("severities").field("info"), SeverityLevels.INFO_DENIES);
        }
        return levels;
    }

    private Map<RuleId, Level> rules(Map<String, Level> said) {
        var path = SPEC.field("rules");
        var levels = new HashMap<RuleId, Level>();
        said.forEach((name, level) -> rule(name, path.key(name)).ifPresent(id -> levels.put(id, level)));
        return levels;
    }

    private Set<RuleId> neverSuppressed(List<String> names) {
        var path = SPEC.field("neverSuppress");
        var rules = new HashSet<RuleId>();
        for (var index = 0; index < names.size(); index++) {
            rule(names.get(index), path.item(index)).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<RuleId> rule(String name, KeyPath path) {
        var known = RuleCatalog.all();
        var found = known.find(name).map(rule -> RuleId.of(rule.getClass()));
        if (found.isEmpty()) {
            wrong(path, known.unknown(name));
        }
        return found;
    }

    private Optional<Versions> versions(PolicySpec spec, Role role) {
        var field = role == Role.SERVER ? "serverVersions" : "clientVersions";
        try {
            return spec.assume()
                    .flatMap(role == Role.SERVER ? Assumptions::serverVersions : Assumptions::clientVersions)
                    .map(list -> Versions.parse(list, role));
        } catch (IllegalArgumentException unknown) {
            return wrong(SPEC.field("assume").field(field), unknown.getMessage());
        }
    }

    private List<String> libraries(Optional<String> said, String field) {
        var names = said.stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .toList();
        names.stream()
                .filter(name -> TlsLibrary.parseKnown(name).isEmpty())
                .forEach(name -> wrong(
                        SPEC.field("assume").field(field),
                        "`" + name + "` is no TLS library that can be judged; there are " + TlsLibrary.NAMES));
        return names;
    }

    /** What is missing was told of by the schema. */
    private static Set<Join> joins(List<JoinSpec> said) {
        return said.stream()
                .filter(join -> join.clients().isPresent() && join.bundles().isPresent())
                .map(join -> new Join(join.clients().get(), join.bundles().get()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Exemption> exemptions(List<ExceptionSpec> said) {
        var path = SPEC.field("exceptions");
        var exemptions = new ArrayList<Exemption>();
        for (var index = 0; index < said.size(); index++) {
            exemption(said.get(index), path.item(index)).ifPresent(exemptions::add);
        }
        return exemptions;
    }

    /** What is missing was told of by the schema. */
    private Optional<Exemption> exemption(ExceptionSpec said, KeyPath path) {
        var rule = said.rule().flatMap(name -> rule(name, path.field("rule")));
        var until = said.until().flatMap(day -> day(day, path.field("until")));
        if (rule.isEmpty()
                || until.isEmpty()
                || said.bundle().isEmpty()
                || said.reason().isEmpty()) {
            return Optional.empty();
        }
        var bundle = said.bundle().get().split("/", 2);
        return Optional.of(
                new Exemption(bundle[0], bundle[1], rule.get(), said.reason().get(), until.get()));
    }

    private Optional<LocalDate> day(String text, KeyPath path) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            return wrong(path, "`" + text + "` is no day: write such as `2027-03-31`");
        }
    }

    private LabelSelector selector(Optional<io.fabric8.kubernetes.api.model.LabelSelector> said, KeyPath path) {
        if (said.isEmpty()) {
            return LabelSelector.EVERYTHING;
        }
        var labels = Objects.requireNonNullElse(said.get().getMatchLabels(), Map.<String, String>of());
        var equal =
                labels.entrySet().stream().<Requirement>map(label -> new In(label.getKey(), Set.of(label.getValue())));
        var expressions =
                Objects.requireNonNullElse(said.get().getMatchExpressions(), List.<LabelSelectorRequirement>of());
        var others = new ArrayList<Requirement>();
        for (var index = 0; index < expressions.size(); index++) {
            requirement(expressions.get(index), path.field("matchExpressions").item(index))
                    .ifPresent(others::add);
        }
        return new LabelSelector(Stream.concat(equal, others.stream()).toList());
    }

    private Optional<Requirement> requirement(LabelSelectorRequirement said, KeyPath path) {
        var key = Objects.requireNonNullElse(said.getKey(), "");
        var values = Objects.requireNonNullElse(said.getValues(), List.<String>of());
        if (key.isEmpty()) {
            return wrong(path.field("key"), "is missing");
        }
        var operator = Objects.requireNonNullElse(said.getOperator(), "");
        return switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    yield wrong(path.field("values"), "is empty: `" + operator + "` needs values");
                }
                var in = new In(key, new HashSet<>(values));
                yield Optional.of(operator.equals("In") ? in : new Not(in));
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    yield wrong(path.field("values"), "is not empty: `" + operator + "` has no values");
                }
                var exists = new Exists(key);
                yield Optional.of(operator.equals("Exists") ? exists : new Not(exists));
            }
            default ->
                wrong(path.field("operator"), "`" + operator + "` is none of `DoesNotExist`, `Exists`, `In`, `NotIn`");
        };
    }

    private <T> Optional<T> wrong(KeyPath path, String message) {
        faults.add(new Fault(path, message));
        return Optional.empty();
    }
}
