package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ovpnguard.Golden;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What each value of the chart changes: a case is a folder with {@code values.yaml} and {@code expect.diff}, the
 * difference from a release without values. {@code -Dgolden=update} writes these anew.
 */
@ExtendWith(Installed.class)
class ChartValuesIT {

    private static final Path CASES = Path.of("src/test/resources/chart");

    private static final String DIGITS = "1234";

    private static final Chart CHART = Chart.require();

    private final ControlPlane plane;

    @TempDir
    private Path folder;

    ChartValuesIT(ControlPlane plane) {
        this.plane = plane;
    }

    /** The namespace tells by a warning when a Deployment's pods would not be as restricted as can be. */
    @BeforeAll
    static void prepare(ControlPlane plane) {
        ForeignKinds.CERT_MANAGER.install(plane);
        ForeignKinds.SERVICE_MONITORS.install(plane);
        try (var client = plane.client()) {
            for (var name : List.of(Chart.NAMESPACE, DIGITS, "team-a", "team-b")) {
                client.resource(Namespaces.named(name, Map.of("pod-security.kubernetes.io/warn", "restricted")))
                        .create();
            }
        }
    }

    static List<Path> cases() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static String values(Path folder) {
        return folder.resolve("values.yaml").toString();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aValueChangesWhatItSays(Path given) throws IOException {
        var plain = Files.writeString(folder.resolve("plain"), CHART.template().output() + "\n");
        var changed = Files.writeString(
                folder.resolve("changed"),
                CHART.template("--values", values(given)).output() + "\n");

        var difference = Command.of("diff", "-U2", "--label=without", "--label=with", plain + "", changed + "")
                .run();
        Golden.matches(given.resolve("expect.diff"), difference.output() + "\n");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lintFindsNothing(Path given) {
        var result = CHART.run(List.of("lint", "--strict", Chart.FOLDER.toString()), "--values", values(given));
        assertThat(result.isSuccess()).as(result.output()).isTrue();
    }

    /** Rights, names, expressions and unknown fields included: CEL is compiled there, also that of others' kinds. */
    @ParameterizedTest
    @MethodSource("cases")
    void theApiServerTakesAllOfIt(Path given) throws IOException {
        var objects = CHART.objects("--values", values(given));
        var manifest = Files.writeString(
                folder.resolve("all.yaml"),
                objects.stream().map(Serialization::asYaml).collect(Collectors.joining("---\n")));

        var result = plane.kubectl("apply", "--dry-run=server", "-f", manifest.toString());
        assertThat(result.isSuccess()).as(result.output()).isTrue();
        assertThat(result.output())
                .doesNotContain("Warning")
                .hasLineCount(objects.size())
                .contains("deployment.apps/");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whateverTheValuesItsOwnNamespaceIsNeverJudged(Path given) {
        assertThat(webhooks(CHART.objects("--values", values(given))))
                .filteredOn(
                        webhook -> webhook.getRules().getFirst().getResources().contains("secrets"))
                .hasSize(2)
                .allSatisfy(webhook -> {
                    assertThat(webhook.getNamespaceSelector().getMatchExpressions())
                            .anySatisfy(expression ->
                                    assertThat(expression.getValues()).contains(Chart.NAMESPACE))
                            .allSatisfy(expression ->
                                    assertThat(expression.getKey()).isEqualTo("kubernetes.io/metadata.name"));
                    assertThat(webhook.getSideEffects()).isEqualTo("None");
                });
    }

    /** YAML takes them for numbers. */
    @Test
    void namesMayBeMadeOfDigits() throws IOException {
        var rendered = CHART.run(List.of("template", "7", Chart.FOLDER.toString(), "--namespace", DIGITS));
        var manifest = Files.writeString(folder.resolve("all.yaml"), rendered.output());

        var result = plane.kubectl("apply", "--dry-run=server", "-f", manifest.toString());
        assertThat(result.isSuccess()).as(result.output()).isTrue();
    }

    private static List<ValidatingWebhook> webhooks(List<HasMetadata> objects) {
        return Chart.only(objects, ValidatingWebhookConfiguration.class).getWebhooks();
    }

    @Test
    void eachValueHasACase() throws IOException {
        var tested = new TreeSet<String>();
        for (var given : cases()) {
            tested.addAll(paths(given.resolve("values.yaml")));
        }
        assertThat(tested).containsExactlyInAnyOrderElementsOf(paths(Chart.FOLDER.resolve("values.yaml")));
    }

    /** {@return the names of the values in a file; maps beyond the second level are one value} */
    private static Set<String> paths(Path file) throws IOException {
        Map<String, Object> values = new Yaml().load(Files.readString(file));
        return values.entrySet().stream()
                .flatMap(each -> each.getValue() instanceof Map<?, ?> group && isGroup(each.getKey())
                        ? group.keySet().stream().map(key -> each.getKey() + "." + key)
                        : Stream.of(each.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A map is a group of values if the chart gives them a default each. */
    private static boolean isGroup(String name) {
        return switch (name) {
            case "podLabels", "podAnnotations", "nodeSelector", "affinity", "resources" -> false;
            default -> true;
        };
    }
}
