package io.ovpnguard.policy;

import io.ovpnguard.bundle.Demand;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.policy.LabelSelector.Requirement;
import io.ovpnguard.rule.Consistency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A policy in the making: what is not called is not said. */
public final class Sketch {

    private final String name;
    private final List<Requirement> namespaces = new ArrayList<>();
    private final List<Requirement> objects = new ArrayList<>();
    private final Map<Severity, Level> severities = new EnumMap<>(Severity.class);
    private final Map<RuleId, Level> rules = new HashMap<>();
    private final Set<RuleId> neverSuppressed = new HashSet<>();
    private final List<Exemption> exemptions = new ArrayList<>();
    private Demand demand;
    private List<String> serverLibraries = List.of();
    private List<String> clientLibraries = List.of();
    private Optional<SplitLimit> maxSplit = Optional.empty();
    private Optional<Set<Join>> joins = Optional.empty();
    private Optional<Duration> freshness = Optional.empty();
    private Optional<Versions> serverVersions = Optional.empty();
    private Optional<Versions> clientVersions = Optional.empty();
    private Optional<Consistency> consistency = Optional.empty();
    private Optional<Transition> transition = Optional.empty();
    private Optional<Set<ByAnnotation>> allowOverrides = Optional.empty();

    public Sketch(String name) {
        this.name = name;
        this.demand = Demand.nothing(name);
    }

    public Sketch namespaces(Requirement requirement) {
        namespaces.add(requirement);
        return this;
    }

    public Sketch objects(Requirement requirement) {
        objects.add(requirement);
        return this;
    }

    public Sketch severity(Severity severity, Level level) {
        severities.put(severity, level);
        return this;
    }

    public Sketch rule(RuleId rule, Level level) {
        rules.put(rule, level);
        return this;
    }

    public Sketch consistency(Consistency value) {
        consistency = Optional.of(value);
        return this;
    }

    public Sketch transition(Transition value) {
        transition = Optional.of(value);
        return this;
    }

    public Sketch allowing(ByAnnotation... values) {
        allowOverrides = Optional.of(Set.of(values));
        return this;
    }

    public Sketch neverSuppressing(RuleId rule) {
        neverSuppressed.add(rule);
        return this;
    }

    public Sketch servers(String versions) {
        serverVersions = Optional.of(Versions.parse(versions, Role.SERVER));
        return this;
    }

    public Sketch clients(String versions) {
        clientVersions = Optional.of(Versions.parse(versions, Role.CLIENT));
        return this;
    }

    public Sketch demanding(Demand value) {
        demand = value;
        return this;
    }

    public Sketch maxSplit(Duration most, String written) {
        maxSplit = Optional.of(new SplitLimit(most, written, name));
        return this;
    }

    public Sketch joins(Join... pairs) {
        joins = Optional.of(Set.of(pairs));
        return this;
    }

    public Sketch freshness(Duration most) {
        freshness = Optional.of(most);
        return this;
    }

    public Sketch libraries(List<String> ofServers, List<String> ofClients) {
        serverLibraries = ofServers;
        clientLibraries = ofClients;
        return this;
    }

    public Sketch exempting(Exemption exemption) {
        exemptions.add(exemption);
        return this;
    }

    public Policy policy() {
        return new Policy(
                name,
                new LabelSelector(namespaces),
                new LabelSelector(objects),
                severities,
                rules,
                consistency,
                transition,
                allowOverrides,
                neverSuppressed,
                serverVersions,
                clientVersions,
                serverLibraries,
                clientLibraries,
                demand,
                joins,
                freshness,
                maxSplit,
                exemptions);
    }
}
