package io.ovpnguard.rule;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
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
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One folder below {@code cases/<rule-id>/}: configs, and what the rule says of them. */
public record Case(RuleId rule, Path folder) {

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
        var engine = new RuleEngine(RuleCatalog.all().only(rule), consistency);
        var manifest = folder.resolve("manifest.yaml");
        if (java.nio.file.Files.exists(manifest)) {
            var inspection = inspection(manifest);
            return engine.judge(inspection.bundles(), inspection.problems());
        }
        return engine.judge(List.of(bundle()), List.of());
    }

    private static Inspection inspection(Path manifest) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ByteArrayInputStream(read(manifest).getBytes(StandardCharsets.UTF_8)), "manifest.yaml");
        return reader.inspect();
    }

    /** {@return the configs of the folder, as one bundle} */
    public Bundle bundle() {
        var servers = profiles("server", Role.SERVER, "server-version", Versions.ASSUMED_SERVER);
        var clients = profiles("client", Role.CLIENT, "client-versions", Versions.ASSUMED_CLIENT);
        var pairs = servers.stream()
                .flatMap(server -> clients.stream().map(client -> new Pair(server, client, false)))
                .toList();
        return new Bundle("", name(folder), servers, clients, pairs);
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
                            clientFiles(),
                            stated == null ? assumed.narrowedBy(config) : versions(stated));
                })
                .toList();
    }

    /** {@return the clients' files of the case, as the server sees them} */
    private Files clientFiles() {
        var directory = folder.resolve("ccd");
        if (java.nio.file.Files.notExists(directory)) {
            return Files.UNKNOWN;
        }
        var entries = list(directory)
                .collect(Collectors.toMap(
                        file -> "ccd/" + name(file), file -> FileEntry.of(Source.of("ccd/" + name(file), read(file)))));
        return new Files(entries, false);
    }

    private static Versions versions(String list) {
        return Versions.stated(Arrays.stream(list.split(","))
                .map(text -> Version.parse(text).orElseThrow(() -> new IllegalArgumentException(text)))
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
