package io.ovpnguard.rule;

import io.ovpnguard.Committed;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Where;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ManifestReader;
import io.ovpnguard.manifest.policies.PolicyReader;
import io.ovpnguard.option.Version;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One folder below {@code cases/<rule-id>/}: configs, and what the rule says of them. */
public record Case(RuleId rule, Path folder) {

    private static final String SERVER_FILES = "server";
    private static final String MODE = "server-mode.";

    /** What every process finds beside its config. */
    private static final Map<String, FileEntry> CERTIFICATES = Committed.pki().entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, file -> FileEntry.of(Source.of(file.getKey(), file.getValue()))));

    /** When all is judged. */
    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");

    /** {@return every case of every rule} */
    public static List<Case> all() {
        var root = Path.of("src/test/resources/cases");
        return list(root)
                .filter(family -> !family.getFileName().toString().startsWith("_"))
                .flatMap(family -> list(family).map(folder -> new Case(new RuleId(name(family)), folder)))
                .toList();
    }

    /** {@return what the rule of this case says, as the expect file has it; empty when it says nothing} */
    public String play() {
        var text = new StringBuilder();
        findings().forEach(finding -> write(finding, text));
        return text.toString();
    }

    /** {@return the findings of this case's rule alone} */
    public List<Finding> findings() {
        var consistency = Consistency.valueOf(
                properties().getProperty("consistency", "stated").toUpperCase(Locale.ROOT));
        // What a suppression hides, the other rules find.
        var isOfSuppressions = RuleCatalog.all().find(rule.value()).orElseThrow() instanceof SuppressionRule;
        var engine = new RuleEngine(
                isOfSuppressions ? RuleCatalog.all() : RuleCatalog.all().only(rule), consistency);
        return found(engine).stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private List<Finding> found(RuleEngine engine) {
        var manifest = folder.resolve("manifest.yaml");
        if (java.nio.file.Files.exists(manifest)) {
            var inspection = inspection(manifest);
            return engine.judge(inspection.bundles(), inspection.problems(), AT);
        }
        return engine.judge(List.of(bundle()), List.of(), AT);
    }

    private Inspection inspection(Path manifest) {
        var reader = new ManifestReader(AssumedVersions.of(policy()));
        reader.read(new ByteArrayInputStream(read(manifest).getBytes(StandardCharsets.UTF_8)), "manifest.yaml");
        return reader.inspect();
    }

    /** {@return the configs of the folder, as one bundle} */
    public Bundle bundle() {
        var servers = profiles("server", Role.SERVER, "server-version", Versions.ASSUMED_SERVER);
        var clients = profiles("client", Role.CLIENT, "client-versions", Versions.ASSUMED_CLIENT);
        var pairs = servers.stream()
                .flatMap(server -> clients.stream().map(client -> new Pair(server, client)))
                .toList();
        return new Bundle("", name(folder), servers, clients, pairs, List.of());
    }

    public Properties properties() {
        var properties = new Properties();
        var file = folder.resolve("case.properties");
        if (java.nio.file.Files.exists(file)) {
            try (var in = java.nio.file.Files.newBufferedReader(file)) {
                properties.load(in);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return properties;
    }

    private List<Profile> profiles(String prefix, Role role, String versionKey, Versions assumed) {
        return list(folder)
                .filter(file -> name(file).startsWith(prefix) && name(file).endsWith(".conf"))
                .map(file -> {
                    var source = Source.of(name(file), read(file));
                    var stated = properties().getProperty(versionKey);
                    var config = ConfigParser.parse(source, Includes.NONE);
                    return new Profile(
                            name(file),
                            role,
                            config,
                            files(prefix),
                            stated == null ? assumed.narrowedBy(config) : versions(stated),
                            platform(role),
                            policy().demands(),
                            policy().libraries(role));
                })
                .toList();
    }

    /** {@return the clients' files of the case, as the server sees them} */
    private Files clientFiles() {
        var entries = new HashMap<>(CERTIFICATES);
        var directory = folder.resolve("ccd");
        if (java.nio.file.Files.exists(directory)) {
            list(directory)
                    .forEach(file ->
                            entries.put("ccd/" + name(file), FileEntry.of(Source.of("ccd/" + name(file), read(file)))));
        }
        return new Files(entries, false);
    }

    /** {@return the texts of the folder beside the configs that the server starts from, by name; directories end in /} */
    public SortedMap<String, String> serverFiles() {
        var texts = new TreeMap<String, String>();
        var root = folder.resolve(SERVER_FILES);
        if (java.nio.file.Files.notExists(root)) {
            return texts;
        }
        try (var tree = java.nio.file.Files.walk(root)) {
            for (var path : tree.filter(path -> !path.equals(root)).toList()) {
                var isDirectory = java.nio.file.Files.isDirectory(path);
                texts.put(root.relativize(path) + (isDirectory ? "/" : ""), isDirectory ? "" : read(path));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return texts;
    }

    /** {@return the modes that {@code case.properties} gives to files of the server} */
    public SortedMap<String, String> serverModes() {
        var modes = new TreeMap<String, String>();
        properties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(MODE))
                .forEach(key ->
                        modes.put(key.substring(MODE.length()), properties().getProperty(key)));
        return modes;
    }

    /** Where a case brings files of the server, all files are known. */
    private Files files(String side) {
        if (java.nio.file.Files.notExists(folder.resolve(SERVER_FILES))) {
            return clientFiles();
        }
        var entries = new HashMap<>(CERTIFICATES);
        if (side.equals(SERVER_FILES)) {
            serverFiles()
                    .forEach((name, text) -> entries.put(
                            name,
                            new FileEntry(
                                    name.endsWith("/") ? Optional.empty() : Optional.of(Source.of(name, text)),
                                    name.endsWith("/"),
                                    Optional.ofNullable(serverModes().get(name)),
                                    Optional.of("root"))));
        }
        return new Files(entries, true);
    }

    private Platform platform(Role role) {
        var stated = role == Role.CLIENT ? properties().getProperty("client-platform", "unknown") : "unknown";
        return Platform.valueOf(stated.toUpperCase(Locale.ROOT));
    }

    /** {@return what holds by the case's `policy.yaml`, if there is one} */
    private EffectivePolicy policy() {
        var file = folder.resolve("policy.yaml");
        if (java.nio.file.Files.notExists(file)) {
            return EffectivePolicy.NONE;
        }
        var read = PolicyReader.read("policy.yaml", read(file));
        if (!read.faults().isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", read.faults()));
        }
        return Policies.of(read.policies()).of("", Map.of(), Map.of());
    }

    private static Versions versions(String list) {
        return Versions.stated(Arrays.stream(list.split(","))
                .map(text -> Version.parseClient(text).orElseThrow(() -> new IllegalArgumentException(text)))
                .toList());
    }

    private static void write(Finding finding, StringBuilder text) {
        text.append(place(finding.primary()))
                .append(finding.severity().word())
                .append('[')
                .append(finding.rule())
                .append("]: ")
                .append(finding.message())
                .append('\n');
        finding.related()
                .forEach(label -> text.append("  note: ")
                        .append(place(label))
                        .append(label.text())
                        .append('\n'));
        finding.help().ifPresent(help -> text.append("  help: ").append(help).append('\n'));
    }

    private static String place(Label label) {
        return switch (label.where()) {
            case Where.At(var span) -> span.source().name() + ":" + span.from() + ": ";
            case Where.Absent(var source) -> source.name() + ": ";
        };
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    static String read(Path file) {
        try {
            return java.nio.file.Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (var entries = java.nio.file.Files.list(folder)) {
            return entries.sorted().toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
