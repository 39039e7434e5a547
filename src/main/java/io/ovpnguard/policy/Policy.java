package io.ovpnguard.policy;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Demand;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.Consistency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one policy says; where it is silent, others speak, and then what holds without any policy.
 *
 * @param name what messages call it
 * @param namespaces what it speaks of: objects in namespaces with these labels
 * @param objects and with these labels of their own
 * @param severities levels of the rules that {@code rules} does not name
 * @param allowOverrides empty when it says nothing of annotations
 * @param neverSuppressed rules that nobody may suppress
 * @param serverVersions of servers that state none; empty when it says nothing of them
 * @param clientVersions of clients that state none; empty when it says nothing of them
 * @param serverLibraries TLS libraries of servers; empty when it says nothing of them
 * @param clientLibraries TLS libraries of clients; empty when it says nothing of them
 * @param demand what it asks of processes
 * @param joins which clients may join bundles of other namespaces; empty when it says nothing of that
 * @param freshness how long ago a counterpart may have been read; empty when it says nothing of that
 * @param maxSplit for how long a bundle may be split; empty when it says nothing of that
 */
public record Policy(
        String name,
        LabelSelector namespaces,
        LabelSelector objects,
        Map<Severity, Level> severities,
        Map<RuleId, Level> rules,
        Optional<Consistency> consistency,
        Optional<Transition> transition,
        Optional<Set<ByAnnotation>> allowOverrides,
        Set<RuleId> neverSuppressed,
        Optional<Versions> serverVersions,
        Optional<Versions> clientVersions,
        List<String> serverLibraries,
        List<String> clientLibraries,
        Demand demand,
        Optional<Set<Join>> joins,
        Optional<Duration> freshness,
        Optional<SplitLimit> maxSplit,
        List<Exemption> exemptions) {

    public Policy {
        Objects.requireNonNull(name);
        Objects.requireNonNull(namespaces);
        Objects.requireNonNull(objects);
        severities = Map.copyOf(severities);
        rules = Map.copyOf(rules);
        Objects.requireNonNull(consistency);
        Objects.requireNonNull(transition);
        allowOverrides = allowOverrides.map(Set::copyOf);
        neverSuppressed = Set.copyOf(neverSuppressed);
        Objects.requireNonNull(serverVersions);
        Objects.requireNonNull(clientVersions);
        serverLibraries = List.copyOf(serverLibraries);
        clientLibraries = List.copyOf(clientLibraries);
        Objects.requireNonNull(demand);
        joins = joins.map(Set::copyOf);
        Objects.requireNonNull(freshness);
        Objects.requireNonNull(maxSplit);
        exemptions = List.copyOf(exemptions);
    }

    boolean forbids(ByAnnotation override) {
        return allowOverrides.filter(allowed -> !allowed.contains(override)).isPresent();
    }

    boolean selects(Map<String, String> namespaceLabels, Map<String, String> objectLabels) {
        return namespaces.selects(namespaceLabels) && objects.selects(objectLabels);
    }

    /** {@return what it says of a finding, if it does} */
    Optional<Level> level(Finding finding) {
        var level = rules.get(finding.rule());
        return Optional.ofNullable(level == null ? severities.get(finding.severity()) : level);
    }

    /** {@return those of its exemptions, over or not, that are about a finding of one of these bundles} */
    public List<Exemption> exemptions(Finding finding, List<Bundle> bundles) {
        return exemptions.isEmpty()
                ? List.of()
                : exemptions.stream()
                        .filter(exemption -> exemption.rule().equals(finding.rule())
                                && bundles.stream().anyMatch(bundle -> exemption.isAbout(bundle, finding)))
                        .toList();
    }
}
