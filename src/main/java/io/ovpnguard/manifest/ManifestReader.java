package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads files, folders and streams into objects, and these into bundles. */
public final class ManifestReader {

    private static final Set<String> MANIFEST_ENDINGS = Set.of("yaml", "yml", "json");

    /** Larger files are no configs and no manifests that an API server would take. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Locations locations = new Locations();
    private final List<Problem> problems = new ArrayList<>();
    private final List<NotInspected> notInspected = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<VpnObject> objects = new ArrayList<>();
    private final Map<String, Map<String, Source>> folders = new TreeMap<>();
    private final AssumedVersions assumed;

    public ManifestReader(AssumedVersions assumed) {
        this.assumed = assumed;
    }

    /** Reads a file, or every file below a folder in the order of their names. */
    public void read(Path path) {
        if (!Files.isDirectory(path)) {
            file(path);
            return;
        }
        try {
            folder(path, path.toRealPath());
        } catch (IOException failed) {
            unreadable.add(path + ": cannot be listed");
        }
    }

    private void folder(Path folder, Path root) {
        List<Path> entries;
        try (var listed = Files.list(folder)) {
            entries = listed.sorted().toList();
        } catch (IOException | UncheckedIOException failed) {
            unreadable.add(folder + ": cannot be listed");
            return;
        }
        for (var entry : entries) {
            if (Files.isSymbolicLink(entry)) {
                link(entry, root);
            } else if (Files.isDirectory(entry) && !isPrivate(entry)) {
                folder(entry, root);
            } else if (Files.isRegularFile(entry)) {
                file(entry);
            }
        }
    }

    /** The kubelet's own folders, whose files are linked from above, and those of Git. */
    private static boolean isPrivate(Path folder) {
        var name = folder.getFileName().toString();
        return name.startsWith("..") || name.equals(".git");
    }

    /** A linked file is read when it lies below the given folder; linked folders are not followed. */
    private void link(Path link, Path root) {
        try {
            var target = link.toRealPath();
            if (!target.startsWith(root)) {
                var source = Source.of(link.toString(), "");
                notInspected.add(new NotInspected(
                        new Where.Absent(source), "a symbolic link that leads out of the given folder"));
            } else if (Files.isRegularFile(target)) {
                file(link);
            }
        } catch (IOException dangling) {
            unreadable.add(link + ": leads nowhere");
        }
    }

    /** Reads a stream of manifests, such as the output of {@code helm template}. */
    public void read(InputStream stream, String name) {
        try {
            bytes(name, stream.readAllBytes(), true);
        } catch (IOException failed) {
            unreadable.add(name + ": cannot be read");
        }
    }

    /** Reads an object as the API server has it; kinds other than ConfigMap and Secret hold nothing for us. */
    public void read(HasMetadata object) {
        new ApiObjects(locations, notInspected).read(object).ifPresent(objects::add);
    }

    /** {@return what was found so far} */
    public Inspection inspect() {
        folders.forEach(
                (folder, texts) -> objects.add(new VpnObject(Optional.empty(), folder, Map.of(), Map.of(), texts)));
        folders.clear();
        var assembler = new BundleAssembler(assumed, notInspected, unreadable);
        return new Inspection(assembler.assemble(objects), problems, notInspected, locations, unreadable);
    }

    private void file(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES) {
                unreadable.add(path + ": larger than " + MAX_BYTES + " bytes");
                return;
            }
            bytes(path.toString(), Files.readAllBytes(path), isManifest(path.toString()));
        } catch (IOException failed) {
            unreadable.add(path + ": " + (Files.exists(path) ? "cannot be read" : "no such file or folder"));
        }
    }

    private static boolean isManifest(String path) {
        return MANIFEST_ENDINGS.contains(path.substring(path.lastIndexOf('.') + 1));
    }

    private void bytes(String name, byte[] bytes, boolean manifest) {
        var text = Utf8.decode(bytes);
        if (text.isEmpty()) {
            notUtf8(name, bytes, manifest);
        } else if (manifest) {
            manifest(name, text.get());
        } else {
            plain(name, Source.of(name, text.get()));
        }
    }

    /** OpenVPN takes bytes as they are, so a config in another encoding is judged; a manifest must be UTF-8. */
    private void notUtf8(String name, byte[] bytes, boolean manifest) {
        var source = Source.of(name, manifest ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
        if (manifest) {
            locations.add(source, new Locations.Origin(name, Optional.empty(), Optional.empty(), Optional.empty()));
            problems.add(new Problem(
                    true, source.whole(), "the manifest is not UTF-8", Optional.of("save the file as UTF-8")));
        } else if (bytes.length > 0 && source.lines().lineCount() > 1 && !isBinary(bytes)) {
            plain(name, source);
        }
    }

    private static boolean isBinary(byte[] bytes) {
        for (var value : bytes) {
            if (value == 0) {
                return true;
            }
        }
        return false;
    }

    private void plain(String name, Source source) {
        locations.add(source, new Locations.Origin(name, Optional.empty(), Optional.empty(), Optional.empty()));
        var path = Path.of(name);
        var folder = path.getParent() == null ? "." : path.getParent().toString();
        folders.computeIfAbsent(folder, _ -> new LinkedHashMap<>())
                .put(path.getFileName().toString(), source);
    }

    private void manifest(String name, String text) {
        // A manifest may hold Secrets, so its own text is shown no more than theirs.
        var source = Source.of(name, text, Sensitivity.SECRET);
        locations.add(source, new Locations.Origin(name, Optional.empty(), Optional.empty(), Optional.empty()));
        if (isTemplate(text)) {
            notInspected.add(new NotInspected(
                    new Where.Absent(source),
                    "a template: render it first, as in `helm template ... | ovpnguard check -`"));
            return;
        }
        var documents = new YamlDocuments(source, text, problems).read();
        objects.addAll(new ObjectReader(name, source, text, locations, problems, notInspected).read(documents));
    }

    /** Helm's and Jinja's control blocks make a file that is no YAML; values such as {@code "{{ x }}"} may be. */
    private static boolean isTemplate(String text) {
        return text.contains("{{-")
                || text.contains("{%")
                || text.contains("{{ .Values")
                || text.contains("{{ include");
    }
}
