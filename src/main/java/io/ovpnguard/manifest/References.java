package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.source.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what a config means by the name of a file, among what was given and nowhere else. */
final class References {

    private final List<VpnObject> objects;
    private final List<Container> containers;
    private final Map<Path, Source> files = new HashMap<>();
    private final Optional<RootFolder> root;

    References(Gathered gathered, Optional<Path> root) {
        this.objects = gathered.objects().stream()
                .filter(object -> object.ref().isPresent())
                .toList();
        this.containers = gathered.containers();
        this.root = root.map(folder -> new RootFolder(folder, gathered));
        gathered.objects().stream()
                .filter(object -> object.ref().isEmpty())
                .forEach(folder ->
                        folder.texts().forEach((name, text) -> files.put(absolute(folder.group(), name), text)));
    }

    /** {@return the file that a config of this object names} */
    Optional<FileEntry> find(VpnObject object, String name) {
        if (object.ref().isPresent()) {
            return inVolumes(object, name);
        }
        try {
            var file = absolute(object.group(), name);
            return given(file)
                    .or(() -> root.flatMap(folder -> folder.find(file, name)))
                    .or(() -> copied(object, name).flatMap(this::given));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private Optional<FileEntry> given(Path file) {
        return Optional.ofNullable(files.get(file)).map(text -> FileEntry.of(text, FileMode.of(file)));
    }

    /** {@return the texts of a folder that a config of this object names, by file name; empty when it was not given} */
    Map<String, Source> folder(VpnObject object, String name) {
        if (object.ref().isPresent()) {
            return volume(object, name);
        }
        try {
            var folder = absolute(object.group(), name);
            var given = filesIn(folder);
            if (given.isEmpty() && root.isPresent()) {
                given = root.get().list(folder, name);
            }
            return given.isEmpty() ? copied(object, name).map(this::filesIn).orElse(Map.of()) : given;
        } catch (InvalidPathException noPath) {
            return Map.of();
        }
    }

    /** {@return the object whose text this is} */
    Optional<VpnObject> owner(Source text) {
        return objects.stream()
                .filter(object -> object.texts().containsValue(text))
                .findFirst();
    }

    /** What a container mounts decides; without one that tells, names do. */
    private Optional<FileEntry> inVolumes(VpnObject object, String name) {
        for (var file : files(object, name)) {
            var key = file.container().key(file.mount(), file.path(), objects);
            if (key.isPresent() || file.isAbsolute() && !file.mount().parts().isEmpty()) {
                return key;
            }
        }
        return Optional.ofNullable(object.texts().get(baseName(name)))
                .or(() -> sibling(object, baseName(name)))
                .map(FileEntry::of);
    }

    private Map<String, Source> volume(VpnObject object, String name) {
        return files(object, name).stream()
                .filter(file -> file.path().equals(file.mount().path()))
                .map(file -> file.container().keys(file.mount(), objects))
                .findFirst()
                .orElse(Map.of());
    }

    private record InVolume(Container container, Container.Mount mount, Path path, boolean isAbsolute) {}

    /** {@return the files in volumes that a config of this object can mean by a name} */
    private List<InVolume> files(VpnObject object, String name) {
        try {
            return containers.stream()
                    .filter(container -> container.sees(object))
                    .flatMap(container -> container.paths(object, name).stream()
                            .flatMap(path -> container
                                    .mount(path)
                                    .map(mount -> new InVolume(container, mount, path, name.startsWith("/")))
                                    .stream()))
                    .toList();
        } catch (InvalidPathException noPath) {
            return List.of();
        }
    }

    /** A secret is mounted anywhere, but under its keys' own names; two keys of one name could both be meant. */
    private Optional<Source> sibling(VpnObject object, String key) {
        var named = objects.stream()
                .filter(other -> other.texts().containsKey(key) && Member.isSibling(object, other))
                .map(other -> other.texts().get(key))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** An absolute name is that of the host to be: until then, the file usually stands beside the config. */
    private static Optional<Path> copied(VpnObject object, String name) {
        return name.startsWith("/") ? Optional.of(absolute(object.group(), baseName(name))) : Optional.empty();
    }

    private Map<String, Source> filesIn(Path folder) {
        var found = new HashMap<String, Source>();
        files.forEach((file, text) -> {
            if (folder.equals(file.getParent())) {
                found.put(file.getFileName().toString(), text);
            }
        });
        return found;
    }

    private static Path absolute(String folder, String name) {
        return Path.of(folder).resolve(name).toAbsolutePath().normalize();
    }

    private static String baseName(String path) {
        var name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
