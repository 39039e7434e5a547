package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.source.Source;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the files of a container are, as far as ConfigMaps and Secrets make them.
 *
 * @param pod the object that describes the container
 * @param folder in which its process starts, when stated
 */
record Container(VpnObject pod, Optional<String> folder, List<Mount> mounts) {

    Container {
        Objects.requireNonNull(pod);
        Objects.requireNonNull(folder);
        mounts = List.copyOf(mounts);
    }

    /**
     * A volume in a container.
     *
     * @param subPath the file or folder of the volume that is mounted, instead of all of it
     * @param parts empty for a volume that no ConfigMap or Secret makes
     */
    record Mount(Path path, Optional<String> subPath, List<Part> parts) {

        Mount {
            Objects.requireNonNull(path);
            Objects.requireNonNull(subPath);
            parts = List.copyOf(parts);
        }

        /** {@return the folder in which the keys of a part stand} */
        private Path folder() {
            return subPath.isPresent() && path.getParent() != null ? path.getParent() : path;
        }
    }

    /**
     * An object in a volume.
     *
     * @param items key by file name; empty for all keys under their own names
     * @param modes of the files that the keys are
     */
    record Part(String kind, String name, Map<String, String> items, VolumeModes modes) {

        Part {
            Objects.requireNonNull(kind);
            Objects.requireNonNull(name);
            items = Map.copyOf(items);
            Objects.requireNonNull(modes);
        }

        private Optional<String> mode(String key) {
            return modes.of(key);
        }

        private boolean is(ObjectRef ref) {
            return ref.kind().equals(kind) && ref.name().equals(name);
        }

        private Optional<String> key(String file) {
            return items.isEmpty() ? Optional.of(file) : Optional.ofNullable(items.get(file));
        }

        private Optional<String> file(String key) {
            return items.isEmpty()
                    ? Optional.of(key)
                    : items.entrySet().stream()
                            .filter(item -> item.getValue().equals(key))
                            .map(Map.Entry::getKey)
                            .findFirst();
        }
    }

    /** {@return whether an object's keys, or the arguments in it, are this container's} */
    boolean sees(VpnObject object) {
        return object == pod || !foldersOf(object).isEmpty();
    }

    private List<Path> foldersOf(VpnObject object) {
        return mounts.stream()
                .filter(mount -> object.group().equals(pod.group())
                        && object.ref().stream()
                                .anyMatch(ref -> mount.parts().stream().anyMatch(part -> part.is(ref))))
                .map(Mount::folder)
                .toList();
    }

    /** {@return what a name can mean to a config of this object: relative names may start at several folders} */
    List<Path> paths(VpnObject object, String name) {
        if (name.startsWith("/")) {
            return List.of(Path.of(name).normalize());
        }
        return Stream.concat(folder.map(Path::of).stream(), foldersOf(object).stream())
                .distinct()
                .map(start -> start.resolve(name).normalize())
                .toList();
    }

    /** {@return the volume that a file is in, if any} */
    Optional<Mount> mount(Path file) {
        return mounts.stream()
                .filter(mount -> file.startsWith(mount.path()))
                .reduce((one, other) -> other.path().getNameCount() > one.path().getNameCount() ? other : one);
    }

    /** {@return the key that a file of a volume is} */
    Optional<FileEntry> key(Mount mount, Path file, List<VpnObject> objects) {
        var rest = mount.path().relativize(file).toString();
        var name = mount.subPath()
                .map(start -> rest.isEmpty() ? start : start + "/" + rest)
                .orElse(rest);
        return mount.parts().stream()
                .flatMap(part -> part.key(name).stream()
                        .flatMap(key -> named(part, objects)
                                .flatMap(object ->
                                        Optional.ofNullable(object.texts().get(key)).stream())
                                .map(text -> FileEntry.of(text, part.mode(key)))))
                .findFirst();
    }

    /** {@return the keys that the files of a volume are, by file name} */
    Map<String, Source> keys(Mount mount, List<VpnObject> objects) {
        var found = new HashMap<String, Source>();
        for (var part : mount.parts()) {
            named(part, objects)
                    .forEach(object -> object.texts()
                            .forEach((key, text) -> part.file(key).ifPresent(file -> found.putIfAbsent(file, text))));
        }
        return found;
    }

    private Stream<VpnObject> named(Part part, List<VpnObject> objects) {
        return objects.stream()
                .filter(object -> object.group().equals(pod.group())
                        && object.ref().filter(part::is).isPresent());
    }
}
