package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads files, folders and streams into objects, and these into bundles. */
public final class ManifestReader {

    private static final Set<String> MANIFEST_ENDINGS = Set.of("yaml", "yml", "json");

    private final Gathered gathered = new Gathered();
    private final FileTree files = new FileTree(gathered, this::bytes);
    private final Map<String, Map<String, Source>> folders = new TreeMap<>();
    private final Function<VpnObject, AssumedVersions> assumptions;
    private final Optional<Path> root;
    private final String namespace;

    public ManifestReader(AssumedVersions assumed) {
        this(assumed, Optional.empty());
    }

    /**
     * Makes a reader.
     *
     * @param root a folder that files which configs name may be read from, beside those that are given
     */
    public ManifestReader(AssumedVersions assumed, Optional<Path> root) {
        this(assumed, root, "");
    }

    /**
     * Makes a reader.
     *
     * @param root a folder that files which configs name may be read from, or empty
     * @param namespace of the objects in files that state none
     */
    public ManifestReader(AssumedVersions assumed, Optional<Path> root, String namespace) {
        this(_ -> assumed, root, namespace);
    }

    /**
     * Makes a reader.
     *
     * @param assumptions what is assumed of the processes of an object
     * @param root a folder that files which configs name may be read from, or empty
     * @param namespace of the objects in files that state none
     */
    public ManifestReader(Function<VpnObject, AssumedVersions> assumptions, Optional<Path> root, String namespace) {
        this.assumptions = assumptions;
        this.root = root;
        this.namespace = namespace;
    }

    /** Reads a file or a pipe, or every file below a folder in the order of their names. */
    public void read(Path path) {
        files.read(path);
    }

    /** Reads a stream: manifests, such as the output of {@code helm template}, or a config. */
    public void read(InputStream stream, String name) {
        files.read(stream, name);
    }

    /** Reads an object as the API server has it. */
    public void read(HasMetadata object) {
        new ApiObjects(gathered).read(object);
    }

    /** Takes an object that was read before. */
    public void read(ReadObject object) {
        read(object.gathered());
    }

    /** {@return a reader that has read the same so far} */
    ManifestReader copy() {
        var copy = empty();
        copy.read(gathered);
        folders.forEach((folder, texts) -> copy.folders.put(folder, new LinkedHashMap<>(texts)));
        return copy;
    }

    /** {@return a reader like this one that has read nothing} */
    ManifestReader empty() {
        return new ManifestReader(assumptions, root, namespace);
    }

    /** {@return the objects that were read so far} */
    Set<ObjectRef> refs() {
        return named().map(object -> object.ref().orElseThrow()).collect(Collectors.toSet());
    }

    /** {@return the labels of the objects that were read so far} */
    public Map<ObjectRef, Map<String, String>> labels() {
        var labels = new HashMap<ObjectRef, Map<String, String>>();
        named().forEach(object -> labels.put(object.ref().orElseThrow(), object.labels()));
        return labels;
    }

    private Stream<VpnObject> named() {
        return Stream.concat(
                        gathered.objects().stream(),
                        gathered.containers().stream().map(Container::pod))
                .filter(object -> object.ref().isPresent());
    }

    /** {@return what was read so far and is of another namespace} */
    public Stream<ObjectRef> outside(String other) {
        return refs().stream()
                .filter(ref -> !ref.namespace().equals(other))
                .sorted(Comparator.comparing(ObjectRef::toString));
    }

    /** {@return the namespaces in which what was read so far has, or may have, its counterparts} */
    public SortedSet<String> namespaces() {
        var namespaces = refs().stream().map(ObjectRef::namespace).collect(Collectors.toCollection(TreeSet::new));
        copy().inspect().bundles().stream()
                .map(bundle -> bundle.namespace().isEmpty() ? namespace : bundle.namespace())
                .forEach(namespaces::add);
        return namespaces;
    }

    /** Takes what was read before. */
    void read(Gathered before) {
        gathered.add(before);
    }

    /** Tells another, that has read the same, what it need not find out again. */
    void tell(Gathered other) {
        other.readings().putAll(gathered.readings());
        other.members().putAll(gathered.members());
    }

    /** {@return the processes that were found so far} */
    List<Member> members() {
        return new MemberReader(assumptions, gathered, new References(gathered, root)).read();
    }

    /** {@return what was found so far} */
    public Inspection inspect() {
        folders.forEach((folder, texts) ->
                gathered.objects().add(new VpnObject(Optional.empty(), folder, Map.of(), Map.of(), Map.of(), texts)));
        folders.clear();
        var bundles = BundleAssembler.assemble(members(), gathered.objects());
        return new Inspection(
                bundles, gathered.problems(), gathered.notInspected(), gathered.locations(), gathered.unreadable());
    }

    /** {@return the texts of all objects and folders, configs or not} */
    Stream<Source> texts() {
        return gathered.objects().stream().flatMap(object -> object.texts().values().stream());
    }

    private void bytes(String name, byte[] bytes, boolean named) {
        var text = Utf8.decode(bytes);
        if (text.isEmpty()) {
            notUtf8(name, bytes, named);
        } else if (isCalledManifest(name) || named && ManifestText.isOne(text.get())) {
            manifest(name, text.get());
        } else if (!ManifestText.isOne(text.get())) {
            plain(name, Source.of(name, text.get()), named);
        }
    }

    private static boolean isCalledManifest(String name) {
        return MANIFEST_ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Of binary files those alone are of use. */
    private static boolean isCalledPkcs12(String name) {
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    private void notUtf8(String name, byte[] bytes, boolean named) {
        var manifest = isCalledManifest(name);
        if (Utf8.isUtf16(bytes) && manifest) {
            manifest(name, new String(bytes, StandardCharsets.UTF_16));
        } else if (Utf8.isUtf16(bytes)) {
            gathered.skipFile(name, "UTF-16 text, which OpenVPN cannot read: save it as UTF-8");
        } else if (manifest) {
            var source = gathered.file(Source.of(name, ""));
            gathered.problems()
                    .add(new Problem(
                            true, source.whole(), "the manifest is not UTF-8", Optional.of("save the file as UTF-8")));
        } else {
            Utf8.decodeConfig(bytes)
                    .or(() -> isCalledPkcs12(name) ? Optional.of(Utf8.ofAny(bytes)) : Optional.empty())
                    .ifPresent(text -> plain(name, Source.of(name, text), named));
        }
    }

    private void plain(String name, Source source, boolean named) {
        gathered.file(source);
        var path = Path.of(name);
        if (!named && BackupName.isOne(path.getFileName().toString())) {
            gathered.backups().add(source);
        }
        var folder = path.getParent() == null ? "." : path.getParent().toString();
        folders.computeIfAbsent(folder, _ -> new LinkedHashMap<>())
                .put(path.getFileName().toString(), source);
    }

    private void manifest(String name, String text) {
        // A manifest may hold Secrets, so its own text is shown no more than theirs.
        var source = gathered.file(Source.of(name, text, Sensitivity.SECRET));
        var documents = new YamlDocuments(source, text, gathered.problems());
        new ObjectReader(Enclosure.file(name, namespace), source, text, gathered).read(documents.read());
        documents.templates().stream().findFirst().ifPresent(template -> gathered.skip(template, Enclosure.TEMPLATE));
    }
}
