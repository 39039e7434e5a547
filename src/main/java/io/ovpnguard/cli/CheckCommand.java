package io.ovpnguard.cli;

import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.cluster.LiveCluster;
import io.ovpnguard.cluster.LiveObjects;
import io.ovpnguard.cluster.ReadFailure;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.Comparison;
import io.ovpnguard.manifest.Found;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ManifestReader;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.Overlay;
import io.ovpnguard.manifest.VpnObject;
import io.ovpnguard.manifest.policies.Jurisdiction;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.report.JsonReport;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.report.TextReport;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovpnguard check}: judges files, folders and streams, alone or over what a cluster holds. */
@Command(
        name = "check",
        description = "Say what OpenVPN would do with the servers and clients in files, manifests and folders.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    enum FailOn {
        ERROR,
        WARNING,
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Format format;

    @Option(
            names = "--consistency",
            description =
                    "How far two sides must agree, whatever policies say: ${COMPLETION-CANDIDATES}; default stated")
    private Consistency consistency;

    @Option(
            names = "--server-version",
            paramLabel = "V",
            description = "OpenVPN version of servers that state none, such as 2.6; default: 2.6 and 2.7")
    private String serverVersion;

    @Option(
            names = "--client-versions",
            paramLabel = "LIST",
            description = "OpenVPN versions of clients that state none, such as \"2.4-2.7, connect-3\";"
                    + " default: 2.4-2.7")
    private String clientVersions;

    @Option(
            names = "--client-platform",
            paramLabel = "NAME",
            defaultValue = "unknown",
            description = "What clients run on whose objects do not say it: windows; default: unknown")
    private Platform clientPlatform;

    @Option(
            names = "--fail-on",
            defaultValue = "error",
            description =
                    "Exit 1 for a finding as bad as this, or worse: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private FailOn failOn;

    @Option(
            names = "--root",
            paramLabel = "DIR",
            description = "Folder from which files that configs name may be read too; an absolute name leads into it")
    private Path root;

    @Mixin
    private PolicyOptions policyOptions;

    @ArgGroup(exclusive = false)
    private ClusterOptions live;

    @Parameters(arity = "0..*", paramLabel = "PATH|-", description = "Files, folders, or - for standard input")
    private List<String> paths = List.of();

    private Policies policies = Policies.none();

    /** Their labels, as far as the cluster has told them. */
    private Map<String, Map<String, String>> namespaces = Map.of();

    @Override
    public Integer call() {
        var read = policyOptions.read(spec.commandLine().getErr());
        if (read.isEmpty()) {
            return ExitCode.USAGE;
        }
        policies = read.get();
        if (live != null) {
            return inCluster();
        }
        if (paths.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'PATH|-'");
        }
        return alone(reader(""), List.of());
    }

    private int inCluster() {
        try (var cluster = live.open()) {
            var reader = reader(cluster.namespace());
            if (paths.isEmpty()) {
                var found = read(cluster, new TreeSet<>(Set.of(cluster.namespace())));
                found.objects().forEach(reader::read);
                return alone(reader, found.unreadable());
            }
            var contradiction = live.contradiction(reader);
            if (contradiction.isPresent()) {
                return refuse(contradiction.get());
            }
            var found = read(cluster, reader.namespaces());
            return compared(Overlay.of(reader, found.objects()), found.unreadable());
        } catch (ReadFailure failed) {
            return refuse(failed.getMessage());
        }
    }

    private LiveObjects read(LiveCluster cluster, SortedSet<String> wanted) throws ReadFailure {
        var found = live.read(cluster, wanted, policies.askForLabelsOfNamespaces());
        namespaces = found.namespaces();
        return found;
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println("check: " + Snippet.visible(reason));
        return ExitCode.USAGE;
    }

    private ManifestReader reader(String namespace) {
        var server = versions("--server-version", serverVersion, Role.SERVER);
        var client = versions("--client-versions", clientVersions, Role.CLIENT);
        var reader = new ManifestReader(
                object -> AssumedVersions.of(policyOf(object)).with(server, client, clientPlatform), root(), namespace);
        for (var path : paths) {
            if (path.equals("-")) {
                reader.read(System.in, "<stdin>");
            } else {
                reader.read(path(path));
            }
        }
        return reader;
    }

    private EffectivePolicy policyOf(VpnObject object) {
        var namespace = object.ref().map(ObjectRef::namespace).orElse("");
        return policies.of(namespace, namespaces.getOrDefault(namespace, Map.of()), object.labels());
    }

    private int alone(ManifestReader reader, List<String> unreadable) {
        var inspection = reader.inspect();
        var now = Instant.now();
        var jurisdiction = jurisdiction(reader.labels());
        var found = judge(inspection, jurisdiction, now, _ -> true);
        new PolicyNotices(jurisdiction, inspection, now)
                .tell(found, spec.commandLine().getErr());
        var findings = jurisdiction.ruled(found, inspection.bundles(), inspection.locations(), now);
        if (live == null) {
            print(
                    () -> TextReport.of(inspection, findings, Terminal.hasColours()),
                    () -> JsonReport.of(inspection, findings));
        } else {
            print(
                    () -> TextReport.withBundles(inspection, findings, Terminal.hasColours()),
                    () -> JsonReport.withBundles(inspection, findings));
        }
        return exit(inspection, unreadable, findings);
    }

    private int compared(Overlay overlay, List<String> unreadable) {
        var now = Instant.now();
        var locations = overlay.after().locations();
        var jurisdiction = jurisdiction(overlay.labels());
        var comparison = Comparison.of(
                new Found(concerned(overlay, overlay.before(), jurisdiction, now), locations),
                new Found(concerned(overlay, overlay.after(), jurisdiction, now), locations));
        var shown = overlay.shown();
        print(() -> TextReport.of(shown, comparison, Terminal.hasColours()), () -> JsonReport.of(shown, comparison));
        return exit(shown, unreadable, comparison.worse());
    }

    private List<Finding> concerned(Overlay overlay, Inspection inspection, Jurisdiction jurisdiction, Instant now) {
        var findings = judge(inspection, jurisdiction, now, overlay::concerns);
        return jurisdiction.ruled(findings, inspection.bundles(), inspection.locations(), now).stream()
                .filter(overlay::concerns)
                .toList();
    }

    private Jurisdiction jurisdiction(Map<ObjectRef, Map<String, String>> labels) {
        var jurisdiction = new Jurisdiction(policies, namespaces, labels);
        PolicyNotices.tellIdle(jurisdiction, spec.commandLine().getErr());
        return jurisdiction;
    }

    private List<Finding> judge(
            Inspection inspection, Jurisdiction jurisdiction, Instant now, Predicate<Source> inQuestion) {
        var engine = new RuleEngine(
                RuleCatalog.all(), Optional.ofNullable(consistency).orElseGet(jurisdiction::consistency));
        return engine.judge(inspection.bundles(), inspection.problems(), now, inQuestion);
    }

    private void print(Supplier<String> text, Supplier<String> json) {
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(text.get());
            case JSON -> out.println(json.get());
        }
        out.flush();
    }

    private int exit(Inspection inspection, List<String> unreadable, List<Finding> counted) {
        var unread = Stream.concat(inspection.unreadable().stream(), unreadable.stream())
                .map(Snippet::visible)
                .toList();
        unread.forEach(spec.commandLine().getErr()::println);
        if (!unread.isEmpty()) {
            return ExitCode.USAGE;
        }
        return counted.stream().anyMatch(this::fails) ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private Optional<Path> root() {
        if (root != null && !Files.isDirectory(root)) {
            throw new ParameterException(spec.commandLine(), "--root: no such folder: " + Snippet.visible("" + root));
        }
        return Optional.ofNullable(root);
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException noName) {
            throw new ParameterException(spec.commandLine(), Snippet.visible(name) + ": no name of a file", noName);
        }
    }

    private boolean fails(Finding finding) {
        return !finding.isSuppressed()
                && switch (failOn) {
                    case ERROR -> finding.severity() == Severity.ERROR;
                    case WARNING -> finding.severity() != Severity.INFO;
                    case NEVER -> false;
                };
    }

    private Optional<Versions> versions(String option, String stated, Role role) {
        if (stated == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Versions.parse(stated, role));
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), option + ": " + unknown.getMessage(), unknown);
        }
    }
}
