package io.ovpnguard.cli;

import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.ManifestReader;
import io.ovpnguard.report.JsonReport;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.report.TextReport;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovpnguard check}: judges files, folders and streams. */
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
            defaultValue = "stated",
            description = "How far two sides must agree: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
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

    @Parameters(arity = "1..*", paramLabel = "PATH|-", description = "Files, folders, or - for standard input")
    private List<String> paths;

    @Override
    public Integer call() {
        var assumed = new AssumedVersions(
                versions("--server-version", serverVersion, Role.SERVER, Versions.ASSUMED_SERVER),
                versions("--client-versions", clientVersions, Role.CLIENT, Versions.ASSUMED_CLIENT),
                clientPlatform);
        var reader = new ManifestReader(assumed, root());
        for (var path : paths) {
            if (path.equals("-")) {
                reader.read(System.in, "<stdin>");
            } else {
                reader.read(path(path));
            }
        }
        var inspection = reader.inspect();
        var findings = new RuleEngine(RuleCatalog.all(), consistency)
                .judge(inspection.bundles(), inspection.problems(), Instant.now());
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(TextReport.of(inspection, findings, Terminal.hasColours()));
            case JSON -> out.println(JsonReport.of(inspection, findings));
        }
        out.flush();
        inspection.unreadable().stream()
                .map(Snippet::visible)
                .forEach(spec.commandLine().getErr()::println);
        if (!inspection.unreadable().isEmpty()) {
            return ExitCode.USAGE;
        }
        return findings.stream().anyMatch(this::fails) ? ExitCode.FINDINGS : ExitCode.OK;
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
        return switch (failOn) {
            case ERROR -> finding.severity() == Severity.ERROR;
            case WARNING -> finding.severity() != Severity.INFO;
            case NEVER -> false;
        };
    }

    private Versions versions(String option, String stated, Role role, Versions otherwise) {
        if (stated == null) {
            return otherwise;
        }
        try {
            return Versions.parse(stated, role);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), option + ": " + unknown.getMessage(), unknown);
        }
    }
}
