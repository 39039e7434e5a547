package io.ovpnguard.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovpnguard.batch.Batch;
import io.ovpnguard.batch.GivenIncludes;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.manifest.SizeLimit;
import io.ovpnguard.manifest.policies.Jurisdiction;
import io.ovpnguard.option.Version;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.TlsLibrary;
import io.ovpnguard.report.PredictionJson;
import io.ovpnguard.report.PredictionText;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ovpnguard predict}: what OpenVPN would do with a server and a client. */
@Command(
        name = "predict",
        description = "Say, phase by phase, what OpenVPN would do with a server and a client.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    /** Many pairs, or one. */
    static final class Input {
        @Option(
                names = "--batch",
                required = true,
                paramLabel = "FILE|-",
                description = "Rows of JSON, a pair each; one row out for each, in order")
        private String batch;

        @ArgGroup(exclusive = false)
        private Both pair;
    }

    /** The configs of one pair. */
    static final class Both {
        @Option(names = "--server", required = true, paramLabel = "FILE", description = "Config of the server")
        private Path server;

        @Option(names = "--client", required = true, paramLabel = "FILE", description = "Config of the client")
        private Path client;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Input input;

    @Option(
            names = "--server-dir",
            paramLabel = "D",
            description = "Folder in which the server starts; without it, files that the config names are not known")
    private Path serverFolder;

    @Option(names = "--client-dir", paramLabel = "D", description = "Folder in which the client starts")
    private Path clientFolder;

    @Option(
            names = "--server-version",
            paramLabel = "V",
            description = "default: of those that policies assume 2.6, else the newest; without a policy 2.6")
    private String serverVersion;

    @Option(
            names = "--client-platform",
            paramLabel = "NAME",
            defaultValue = "unknown",
            description = "What the client runs on: windows; default: unknown")
    private Platform clientPlatform;

    @Option(names = "--client-version", paramLabel = "V", description = "default as for the server")
    private String clientVersion;

    @Option(
            names = "--server-crypto",
            paramLabel = "L",
            description = "TLS library, such as openssl-3.0@seclevel=1; "
                    + "default: what policies assume, the last by name; else what that version usually came with")
    private String serverCrypto;

    @Option(names = "--client-crypto", paramLabel = "L", description = "TLS library of the client")
    private String clientCrypto;

    @Mixin
    private PolicyOptions policyOptions;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
    private Format format;

    @Override
    public Integer call() throws InterruptedException {
        if (input.batch == null) {
            return pair();
        }
        if (policyOptions.areNamed()) {
            throw wrong("--policy: rows say themselves what is assumed of them");
        }
        try (var in = input.batch.equals("-") ? System.in : open(Path.of(input.batch));
                var out = new FileOutputStream(FileDescriptor.out)) {
            return Batch.run(in, out) ? ExitCode.OK : ExitCode.USAGE;
        } catch (IOException failed) {
            spec.commandLine().getErr().println("predict: reading or writing rows failed");
            return ExitCode.USAGE;
        }
    }

    private int pair() {
        var errors = spec.commandLine().getErr();
        var policies = policyOptions.read(errors);
        if (policies.isEmpty()) {
            return ExitCode.USAGE;
        }
        PolicyNotices.tellIdle(new Jurisdiction(policies.get(), Map.of(), Map.of()), errors);
        var policy = policies.get().of("", Map.of(), Map.of());
        var server =
                process("--server", Role.SERVER, input.pair.server, serverFolder, serverVersion, serverCrypto, policy);
        var client =
                process("--client", Role.CLIENT, input.pair.client, clientFolder, clientVersion, clientCrypto, policy);
        print(Predictor.predict(server, client, Instant.now()), policy);
        return ExitCode.OK;
    }

    private void print(Prediction prediction, EffectivePolicy policy) {
        var explained = new RuleEngine(RuleCatalog.all(), policy.consistency()).explain(prediction);
        var findings = policy.ruled(explained, List.of(), prediction.at());
        var out = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> out.print(PredictionText.of(prediction, findings, Terminal.hasColours()));
            case JSON -> {
                var json = new ObjectMapper().createObjectNode();
                PredictionJson.add(prediction, findings, json);
                out.println(json.toPrettyString());
            }
        }
        out.flush();
    }

    private Process process(
            String option, Role role, Path file, Path folder, String version, String crypto, EffectivePolicy policy) {
        var isClient = role == Role.CLIENT;
        var judged = version == null
                ? assumed(isClient ? policy.clientVersions() : policy.serverVersions())
                : (isClient ? Version.parseClient(version) : Version.parse(version))
                        .orElseThrow(() -> wrong(option + "-version: no OpenVPN version that can be judged (known: "
                                + Version.known(isClient) + ")"));
        var tls = crypto == null
                ? assumed(judged, policy.libraries(role))
                : TlsLibrary.parseKnown(crypto)
                        .orElseThrow(() -> wrong(option + "-crypto: no TLS library that can be judged; there are "
                                + TlsLibrary.NAMES.replace("`", "")));
        var text = text(option, file);
        var files = files(option, folder);
        var includes = new GivenIncludes(files);
        var config = ConfigParser.parse(Source.of(file.toString(), text), includes);
        includes.circle().ifPresent(name -> {
            throw wrong(
                    option + ": " + shown(file) + " includes a file that includes itself: " + Snippet.visible(name));
        });
        var profile = new Profile(
                role.word(),
                role,
                config,
                seen(files, config),
                Versions.stated(List.of(judged)),
                isClient ? clientPlatform : Platform.UNKNOWN,
                policy.demands(),
                List.of());
        return Process.of(profile, judged, tls);
    }

    private static Version assumed(Versions versions) {
        return versions.candidates().contains(Version.V2_6)
                ? Version.V2_6
                : versions.candidates().getLast();
    }

    /** The OpenVPN 3 core brings a library of its own. */
    private static TlsLibrary assumed(Version version, List<String> libraries) {
        return libraries.isEmpty() || version.isConnect()
                ? TlsLibrary.usualOf(version)
                : TlsLibrary.parse(libraries.getLast()).orElseThrow();
    }

    private String text(String option, Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw wrong(option + ": a folder, and no config: " + shown(file));
            }
            if (Files.size(file) > SizeLimit.CONFIG.bytes()) {
                throw wrong(option + ": " + SizeLimit.CONFIG.reason() + ": " + shown(file));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw wrong(option + ": no such file, or not readable: " + shown(file));
        }
    }

    private io.ovpnguard.bundle.Files files(String option, Path folder) {
        if (folder == null) {
            return io.ovpnguard.bundle.Files.UNKNOWN;
        }
        try {
            return GivenFolder.read(folder);
        } catch (IOException failed) {
            throw wrong(option + "-dir: no such folder, or not readable: " + shown(folder));
        }
    }

    /** The files as the process sees them; of what it names beyond its own folder, nobody knows whether it is there. */
    private static io.ovpnguard.bundle.Files seen(io.ovpnguard.bundle.Files given, ConfigFile config) {
        var files = given.after(config);
        return FileOptions.named(config).anyMatch(name -> name.startsWith("/") || name.startsWith("../"))
                ? new io.ovpnguard.bundle.Files(files.entries(), false)
                : files;
    }

    private InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw wrong("--batch: no such file: " + shown(file));
        }
        return new BufferedInputStream(Files.newInputStream(file));
    }

    private static String shown(Path file) {
        return Snippet.visible(file.toString());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
