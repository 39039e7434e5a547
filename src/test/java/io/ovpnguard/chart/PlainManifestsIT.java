package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code k8s/} is what the chart renders, without Helm's own labels: a file for each template, beside the namespace and
 * the list of files, which are no part of the chart. {@code -Dgolden=update} writes them anew.
 */
class PlainManifestsIT {

    private static final Path PLAIN = Path.of("k8s");
    private static final Path VALUES = Path.of("src/test/resources/chart/k8s.yaml");
    private static final String SOURCE = "# Source: ovpnguard/templates/";

    private static final Chart CHART = Chart.require();

    @Test
    void areRenderedFromTheChart() throws IOException {
        var rendered = rendered();
        for (var each : rendered.entrySet()) {
            Golden.matches(PLAIN.resolve(each.getKey()), each.getValue());
        }
        assertThat(listed()).containsAll(rendered.keySet()).contains("namespace.yaml");
        try (var files = Files.list(PLAIN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("all files are applied")
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(listed().stream(), Stream.of("kustomization.yaml"))
                                    .toList());
        }
    }

    private static TreeMap<String, String> rendered() {
        var options = List.of(
                "template",
                "ovpnguard",
                Chart.FOLDER.toString(),
                "--namespace",
                "ovpnguard",
                "--values",
                VALUES.toString());
        var files = new TreeMap<String, String>();
        for (var document : CHART.run(options).output().split("(?m)^---\n")) {
            if (document.startsWith(SOURCE)) {
                var name = document.substring(SOURCE.length(), document.indexOf('\n'));
                var plain = document.lines()
                        .skip(1)
                        .filter(line -> !line.matches("\\s*(helm.sh/chart|app.kubernetes.io/managed-by): .*"))
                        .collect(Collectors.joining("\n"))
                        .strip();
                files.merge(name, plain + "\n", (before, next) -> before + "---\n" + next);
            }
        }
        return files;
    }

    @SuppressWarnings("unchecked")
    private static List<String> listed() throws IOException {
        Map<String, Object> list = new Yaml().load(Files.readString(PLAIN.resolve("kustomization.yaml")));
        return (List<String>) list.get("resources");
    }
}
