package io.ovpnguard.manifest;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the pods that a manifest describes: what their containers mount, and the OpenVPN options that they are given. */
final class PodReader {

    private final Mapping spec;

    private PodReader(Mapping spec) {
        this.spec = spec;
    }

    /** {@return the pod of an object, or empty for a kind that has none} */
    static Optional<PodReader> of(Mapping object, String kind) {
        var path = switch (kind) {
            case "Pod" -> List.of("spec");
            case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job" -> List.of("spec", "template", "spec");
            case "CronJob" -> List.of("spec", "jobTemplate", "spec", "template", "spec");
            default -> List.<String>of();
        };
        var found = Optional.of(object).filter(_ -> !path.isEmpty());
        for (var step : path) {
            found = found.flatMap(mapping -> mapping.mapping(step));
        }
        return found.map(PodReader::new);
    }

    /** Adds the containers to what was gathered, and the arguments of those that start OpenVPN. */
    void read(VpnObject shell, NodePlaces places, Enclosure enclosure, Gathered gathered) {
        var volumes = volumes();
        Stream.concat(spec.mappings("initContainers").stream(), spec.mappings("containers").stream())
                .forEach(container -> {
                    var arguments = new ContainerArguments(container, places).read(shell, enclosure, gathered);
                    var object = arguments
                            .map(text -> shell.with(Map.of(text.name(), text)))
                            .orElse(shell);
                    arguments.ifPresent(_ -> gathered.objects().add(object));
                    gathered.containers()
                            .add(new Container(object, container.text("workingDir"), mounts(container, volumes)));
                });
    }

    private Map<String, List<Container.Part>> volumes() {
        var volumes = new HashMap<String, List<Container.Part>>();
        for (var volume : spec.mappings("volumes")) {
            var parts = new ArrayList<>(parts(volume, Optional.empty()));
            volume.mapping("projected")
                    .ifPresent(projected -> projected
                            .mappings("sources")
                            .forEach(source -> parts.addAll(parts(source, Optional.of(projected)))));
            volume.text("name").ifPresent(name -> volumes.put(name, parts));
        }
        return volumes;
    }

    /** A Secret's name has two spellings: one for volumes, one for projected sources. */
    private List<Container.Part> parts(Mapping volume, Optional<Mapping> projected) {
        var map = volume.mapping("configMap");
        var secret = volume.mapping("secret");
        return Stream.concat(
                        map.stream()
                                .flatMap(found -> found
                                        .text("name")
                                        .map(name -> new Container.Part(
                                                "ConfigMap", name, items(found), modes(found, projected)))
                                        .stream()),
                        secret.stream()
                                .flatMap(found -> found
                                        .text("secretName")
                                        .or(() -> found.text("name"))
                                        .map(name -> new Container.Part(
                                                "Secret", name, items(found), modes(found, projected)))
                                        .stream()))
                .toList();
    }

    private VolumeModes modes(Mapping part, Optional<Mapping> projected) {
        var hasGroup = spec.mapping("securityContext")
                .flatMap(context -> context.text("fsGroup"))
                .isPresent();
        return VolumeModes.read(projected.orElse(part), part, hasGroup);
    }

    private static Map<String, String> items(Mapping volume) {
        var items = new HashMap<String, String>();
        for (var item : volume.mappings("items")) {
            item.text("key").ifPresent(key -> items.put(item.text("path").orElse(key), key));
        }
        return items;
    }

    private static List<Container.Mount> mounts(Mapping container, Map<String, List<Container.Part>> volumes) {
        var mounts = new ArrayList<Container.Mount>();
        for (var mount : container.mappings("volumeMounts")) {
            try {
                var path = Path.of(mount.text("mountPath").orElse("/")).normalize();
                var parts = mount.text("name").map(volumes::get).orElse(List.of());
                mounts.add(new Container.Mount(path, mount.text("subPath"), parts));
            } catch (InvalidPathException noPath) {
                // The API server refuses it; nothing is mounted.
                continue;
            }
        }
        return mounts;
    }
}
