package io.ovpnguard.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ovpnguard.controlplane.Helm;
import io.ovpnguard.openvpn.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart, as Helm reads it. */
record Chart(Helm helm) {

    static final Path FOLDER = Path.of("helm/ovpnguard");
    static final String NAMESPACE = "chart";
    private static final String RELEASE = "guard";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    static Chart require() {
        return new Chart(Helm.require());
    }

    /** {@return what Helm says to a release with the given options} */
    Command.Result template(String... options) {
        return run(List.of("template", RELEASE, FOLDER.toString(), "--namespace", NAMESPACE), options);
    }

    Command.Result run(List<String> words, String... options) {
        return helm.run(Stream.concat(words.stream(), Stream.of(options)).toList());
    }

    /** {@return the objects of a release} */
    List<HasMetadata> objects(String... options) {
        var result = template(options);
        if (!result.isSuccess()) {
            throw new IllegalStateException(result.output());
        }
        return parsed(result.output());
    }

    static List<HasMetadata> parsed(String yaml) {
        var objects = new ArrayList<HasMetadata>();
        for (var document : yaml.split("(?m)^---$")) {
            if (document.lines().anyMatch(line -> line.startsWith("kind:"))) {
                objects.add(YAML.unmarshal(document));
            }
        }
        return objects;
    }

    /** {@return the only object of a type} */
    static <T> T only(List<HasMetadata> objects, Class<T> type) {
        var found = objects.stream().filter(type::isInstance).map(type::cast).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " objects of " + type.getSimpleName());
        }
        return found.getFirst();
    }
}
