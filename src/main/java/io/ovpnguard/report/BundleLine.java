package io.ovpnguard.report;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.option.Version;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle in one line: who is in it, and what would become of its clients.
 *
 * @param serverVersions those that its servers may run, ascending
 * @param clientVersions those that its clients may run, ascending
 * @param outcomes how many clients would not work, by the worst that would happen to each, worst first
 * @param certificates how many have ended or end soon
 * @param revisions the generations that it is made of; an empty one for what says none
 */
public record BundleLine(
        String namespace,
        String name,
        int servers,
        List<Version> serverVersions,
        int clients,
        List<Version> clientVersions,
        Map<Consequence, Integer> outcomes,
        int certificates,
        List<String> revisions) {

    private static final RuleId CERTIFICATE = new RuleId("expired-certificate");

    public BundleLine {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(name);
        revisions = List.copyOf(revisions);
        serverVersions = List.copyOf(serverVersions);
        clientVersions = List.copyOf(clientVersions);
        outcomes = Collections.unmodifiableMap(
                outcomes.isEmpty() ? new EnumMap<>(Consequence.class) : new EnumMap<>(outcomes));
    }

    /** {@return the lines of all bundles, by namespace and name; of what has no server, one for each namespace} */
    public static List<BundleLine> all(Inspection inspection, List<Finding> findings) {
        return FoundByBundle.of(inspection, findings).stream()
                .filter(found -> !found.bundles().isEmpty())
                .map(BundleLine::of)
                .toList();
    }

    /** {@return the line of a bundle} */
    public static BundleLine of(FoundByBundle found) {
        var bundles = found.bundles();
        var servers =
                bundles.stream().flatMap(bundle -> bundle.servers().stream()).toList();
        var clients =
                bundles.stream().flatMap(bundle -> bundle.clients().stream()).toList();
        var certificates = found.findings().stream()
                .filter(finding -> finding.rule().equals(CERTIFICATE))
                .count();
        return new BundleLine(
                found.namespace(),
                found.name(),
                servers.size(),
                versions(servers),
                clients.size(),
                versions(clients),
                outcomes(bundles, found.findings()),
                (int) certificates,
                servers.isEmpty() ? List.of() : revisions(bundles));
    }

    private static List<String> revisions(List<Bundle> bundles) {
        return bundles.stream()
                .flatMap(bundle -> bundle.revisions().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Version> versions(List<Profile> profiles) {
        return profiles.stream()
                .flatMap(profile -> profile.versions().candidates().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** What policies say of a finding changes nothing for the client. */
    private static Map<Consequence, Integer> outcomes(Collection<Bundle> bundles, Collection<Finding> findings) {
        var worst = new IdentityHashMap<Profile, Consequence>();
        var affected = new AffectedClients(bundles);
        findings.stream()
                .filter(finding -> finding.unruled() == Severity.ERROR)
                .filter(finding -> finding.consequence().compareTo(Consequence.LARGE_LOST) <= 0)
                .forEach(finding -> affected.of(finding)
                        .forEach(client -> worst.merge(
                                client,
                                finding.consequence(),
                                (one, other) -> one.compareTo(other) <= 0 ? one : other)));
        var outcomes = new EnumMap<Consequence, Integer>(Consequence.class);
        worst.values().forEach(consequence -> outcomes.merge(consequence, 1, Integer::sum));
        return outcomes;
    }

    /** {@return which bundle it is, for people} */
    public String title() {
        var where = namespace.isEmpty() ? "" : namespace + "/";
        return name.isEmpty() ? (namespace + " without a server").strip() : where + name;
    }

    /** {@return whether its members are of several generations} */
    public boolean isSplit() {
        return revisions.size() > 1;
    }

    /** {@return the generations, for people} */
    public String generations() {
        return revisions.stream()
                .map(revision -> revision.isEmpty() ? "none" : "`" + revision + "`")
                .collect(Collectors.joining(" and "));
    }

    /** {@return whether nothing is known that would keep a client from working} */
    public boolean isFine() {
        return outcomes.isEmpty();
    }

    /** Such as {@code 1 server (2.6, 2.7), 41 clients (2.4 to 2.7): 3 of 41 clients would lose large packets}. */
    @Override
    public String toString() {
        var parties = Stream.of(plural(servers, "server", serverVersions), plural(clients, "client", clientVersions))
                .collect(Collectors.joining(", "));
        var troubles = Stream.of(
                        outcomes.entrySet().stream()
                                .map(outcome -> outcome.getValue() + " of " + plural(clients, "client") + " would "
                                        + would(outcome.getKey())),
                        Stream.of(plural(certificates, "certificate")
                                        + (certificates == 1 ? " has ended or ends soon" : " have ended or end soon"))
                                .filter(_ -> certificates > 0),
                        Stream.of("split between revisions " + generations()).filter(_ -> isSplit()))
                .flatMap(each -> each)
                .toList();
        return parties + ": " + (troubles.isEmpty() ? "nothing is known against it" : String.join("; ", troubles));
    }

    private static String would(Consequence consequence) {
        return switch (consequence) {
            case SERVER_START -> "find no server, as it does not start";
            case CLIENT_START -> "not start";
            case NO_HANDSHAKE -> "never complete the handshake";
            case NO_TRAFFIC -> "move no packet";
            case LARGE_LOST -> "lose large packets";
            case WORKS_WITH_WARNING, NONE -> "work";
        };
    }

    private static String plural(int count, String word, List<Version> versions) {
        return plural(count, word) + (versions.isEmpty() ? "" : " (" + words(versions) + ")");
    }

    private static String plural(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /** A run of versions is named by its ends. */
    private static String words(Collection<Version> versions) {
        var all = new TreeSet<>(versions);
        var range = Version.ALL.stream()
                .filter(version -> version.isAtLeast(all.first()) && all.last().isAtLeast(version))
                .toList();
        return all.size() > 2 && range.equals(List.copyOf(all))
                ? all.first() + " to " + all.last()
                : all.stream().map(Version::toString).collect(Collectors.joining(", "));
    }
}
