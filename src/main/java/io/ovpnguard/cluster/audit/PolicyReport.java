package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.ovpnguard.manifest.ObjectRef;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** A report as the API server has it: {@code PolicyReport} of the Kubernetes policy working group. */
final class PolicyReport {

    static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup("wgpolicyk8s.io")
            .withVersion("v1alpha2")
            .withKind("PolicyReport")
            .withPlural("policyreports")
            .withNamespaced(true)
            .build();

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String OURS = "ovpnguard";

    private static final String BUNDLE = "ovpnguard.io/bundle";
    private static final String SUMMARY = "ovpnguard.io/summary";
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    private PolicyReport() {}

    /** {@return a report as it is to be applied} */
    static GenericKubernetesResource of(BundleReport report, List<OwnerReference> owners) {
        var metadata = new ObjectMetaBuilder()
                .withNamespace(report.namespace())
                .withName(report.name())
                .withOwnerReferences(owners)
                .addToLabels(MANAGED_BY, OURS)
                .addToAnnotations(SUMMARY, report.line());
        report.bundle().ifPresent(bundle -> metadata.addToAnnotations(BUNDLE, bundle));
        report.bundle()
                .filter(bundle -> LABEL_VALUE.matcher(bundle).matches())
                .ifPresent(bundle -> metadata.addToLabels(BUNDLE, bundle));
        var summary = new LinkedHashMap<String, Integer>();
        for (var result : Result.values()) {
            summary.put(result.word(), report.counts().getOrDefault(result, 0));
        }
        var resource = new GenericKubernetesResource();
        resource.setApiVersion(KIND.getGroup() + "/" + KIND.getVersion());
        resource.setKind(KIND.getKind());
        resource.setMetadata(metadata.build());
        resource.setAdditionalProperty("summary", summary);
        resource.setAdditionalProperty(
                "results", report.entries().stream().map(PolicyReport::result).toList());
        return resource;
    }

    private static Map<String, Object> result(Entry entry) {
        var result = new LinkedHashMap<String, Object>();
        result.put("source", OURS);
        result.put("policy", ReportContents.POLICY);
        result.put("rule", entry.rule());
        result.put("result", entry.result().word());
        result.put("severity", entry.severity());
        result.put("category", entry.category());
        result.put("message", entry.message());
        result.put("scored", entry.result() == Result.FAIL || entry.result() == Result.PASS);
        result.put("timestamp", Map.of("seconds", entry.since().getEpochSecond(), "nanos", 0));
        result.put(
                "resources",
                entry.resources().stream()
                        .map(ref -> Map.of(
                                "apiVersion", "v1",
                                "kind", ref.kind(),
                                "namespace", ref.namespace(),
                                "name", ref.name()))
                        .toList());
        result.put("properties", entry.properties());
        return result;
    }

    /**
     * {@return what a stored report says; of one that somebody has changed, what is left}
     *
     * @param owners those that it should have: one with others is no report that we would write
     */
    static BundleReport read(GenericKubernetesResource stored, List<OwnerReference> owners) {
        var metadata = stored.getMetadata();
        var isOwned = metadata.getOwnerReferences().equals(owners);
        var annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.<String, String>of());
        var counts = new EnumMap<Result, Integer>(Result.class);
        for (var result : Result.values()) {
            counts.put(result, (int) number(stored.get("summary", result.word())));
        }
        return new BundleReport(
                metadata.getNamespace(),
                metadata.getName(),
                Optional.ofNullable(annotations.get(BUNDLE)),
                isOwned ? annotations.getOrDefault(SUMMARY, "") : "",
                counts,
                list(stored.get("results")).stream().map(PolicyReport::entry).toList());
    }

    private static Entry entry(Map<?, ?> result) {
        return new Entry(
                Result.of(text(result, "result", Result.SKIP.word())),
                text(result, "rule", ""),
                text(result, "severity", ""),
                text(result, "category", ""),
                text(result, "message", ""),
                list(result.get("resources")).stream()
                        .map(ref ->
                                new ObjectRef(text(ref, "namespace", ""), text(ref, "kind", ""), text(ref, "name", "")))
                        .toList(),
                properties(result),
                result.get("timestamp") instanceof Map<?, ?> time
                        ? Instant.ofEpochSecond(number(time.get("seconds")))
                        : Instant.MAX);
    }

    private static Map<String, String> properties(Map<?, ?> result) {
        var properties = new LinkedHashMap<String, String>();
        if (result.get("properties") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> properties.put(name.toString(), value.toString()));
        }
        return properties;
    }

    private static String text(Map<?, ?> of, String name, String otherwise) {
        return of.get(name) instanceof String text ? text : otherwise;
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    private static List<Map<?, ?>> list(Object value) {
        return value instanceof List<?> list
                ? list.stream()
                        .filter(each -> each instanceof Map<?, ?>)
                        .<Map<?, ?>>map(each -> (Map<?, ?>) each)
                        .toList()
                : List.of();
    }
}
