package io.ovpnguard.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ovpnguard.finding.Concession;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportContentsTest {

    private static final Instant AT = Instant.parse("2026-11-26T08:00:00.123Z");
    private static final Instant LATER = AT.plusSeconds(600);
    private static final int MIB = 1024 * 1024;

    @Test
    void eachBundleHasAReportAndWhatHasNoServerHasOneTogether() {
        var reports = reports(
                        server("a", "office"),
                        client("b", "office", "tun-mtu 1400\n"),
                        server("c", "Lab_1"),
                        client("d", "nobody", ""),
                        client("e", "nowhere", ""))
                .stream()
                .toList();

        assertThat(reports)
                .extracting(BundleReport::bundle)
                .containsExactly(Optional.empty(), Optional.of("Lab_1"), Optional.of("office"));
        assertThat(reports).extracting(BundleReport::name).contains("ovpnguard", "ovpnguard-office");
        assertThat(reports.get(1).counts()).isEqualTo(Map.of(Result.PASS, 1));
        assertThat(reports.get(2).counts()).containsEntry(Result.FAIL, 1).doesNotContainKey(Result.PASS);
        assertThat(reports.get(2).line())
                .isEqualTo("1 server (2.6, 2.7), 1 client (2.4 to 2.7): 1 of 1 client would lose large packets");
    }

    @Test
    void whatIsFoundAgainKeepsItsDateAndIsTheSameReport() {
        var objects = new HasMetadata[] {server("a", "office"), client("b", "office", "tun-mtu 1400\n")};
        var first = contents(AT, objects).reports().getFirst();

        var again = contents(LATER, objects).reports().getFirst();

        assertThat(again).isNotEqualTo(first);
        assertThat(again.since(first)).isEqualTo(first);
    }

    @Test
    void oneClientMoreWithTheSameFaultIsNoNewFault() {
        var before = contents(AT, server("a", "office"), client("b", "office", "tun-mtu 1400\n"))
                .reports()
                .getFirst();

        var after = contents(
                        LATER,
                        server("a", "office"),
                        client("b", "office", "tun-mtu 1400\n"),
                        client("c", "office", "tun-mtu 1400\n"))
                .reports()
                .getFirst()
                .since(before);

        assertThat(after.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.since()).isEqualTo("2026-11-26T08:00:00Z");
            assertThat(entry.resources()).hasSize(3);
            assertThat(entry.properties())
                    .containsEntry("what-happens", "for 2 of 2 clients, small packets pass, large packets are lost");
        });
    }

    @Test
    void theOrderOfObjectsChangesNothing() {
        var objects = new ArrayList<HasMetadata>(List.of(server("a", "office")));
        IntStream.range(0, 30)
                .forEach(index -> objects.add(client("c" + index, "office", "tun-mtu 14" + (10 + index % 3) + "\n")));
        var expected = contents(AT, objects.toArray(HasMetadata[]::new));
        Collections.reverse(objects);

        assertThat(contents(AT, objects.toArray(HasMetadata[]::new))).isEqualTo(expected);
    }

    @Test
    void anObjectOfTheApiServerHasRoomForIt() {
        var objects = new ArrayList<HasMetadata>(List.of(server("a", "office")));
        IntStream.range(0, 4000)
                .forEach(index -> objects.add(client("c" + index, "office", "unknown-" + index + " \"\\\" é\n")));

        var report = contents(AT, objects.toArray(HasMetadata[]::new)).reports().getFirst();

        var json = new KubernetesSerialization().asJson(PolicyReport.of(report, List.of()));
        assertThat(json.getBytes(StandardCharsets.UTF_8).length).isBetween(MIB / 2, MIB);
        var left = report.entries().getLast();
        assertThat(left.rule()).isEqualTo("not-listed");
        assertThat(report.counts().values().stream().mapToInt(count -> count).sum())
                .as("what is not listed is counted")
                .isEqualTo(report.entries().size()
                        - 1
                        + Integer.parseInt(left.properties().get("count")));
    }

    @Test
    void ofManyObjectsAFewAreNamed() {
        var objects = new ArrayList<HasMetadata>(List.of(server("a", "office")));
        IntStream.range(0, 100).forEach(index -> objects.add(client("c" + index, "office", "tun-mtu 1400\n")));

        var entry = contents(AT, objects.toArray(HasMetadata[]::new))
                .reports()
                .getFirst()
                .entries()
                .getFirst();

        assertThat(entry.resources())
                .hasSize(ReportContents.MOST_RESOURCES)
                .startsWith(new ObjectRef("vpn", "ConfigMap", "a"));
        assertThat(entry.properties()).containsEntry("objects", "101");
    }

    @Test
    void whatAPolicyPutsUpWithIsSkippedAndSaysWhyAndUntilWhen() {
        var mtu = new Concession("known", "the old routers", LocalDate.parse("2027-03-31"));
        var inspection = inspection(server("a", "office"), client("b", "office", "tun-mtu 1400\n"));
        var findings = findings(AT, inspection).stream()
                .map(finding -> finding.ruled(Severity.INFO, List.of("put up with"), Optional.of(mtu)))
                .toList();

        var report =
                ReportContents.of("vpn", inspection, findings, AT).reports().getFirst();

        assertThat(report.counts()).isEqualTo(Map.of(Result.SKIP, 1));
        assertThat(report.entries().getFirst().result()).isEqualTo(Result.SKIP);
        assertThat(report.entries().getFirst().properties())
                .containsEntry("exception", "known")
                .containsEntry("reason", "the old routers")
                .containsEntry("until", "2027-03-31");
    }

    @Test
    void whatIsOnlyCountedIsNoLessTrueOfTheBundle() {
        var inspection = inspection(server("a", "office"), client("b", "office", "tun-mtu 1400\n"));
        var findings = findings(AT, inspection).stream()
                .map(finding -> finding.ruled(Severity.INFO, List.of("only counted"), Optional.empty()))
                .toList();

        var report =
                ReportContents.of("vpn", inspection, findings, AT).reports().getFirst();

        assertThat(report.counts()).isEqualTo(Map.of(Result.WARN, 1));
        assertThat(report.line()).endsWith(": 1 of 1 client would lose large packets");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var report = contents(AT, server("a", "office"), client("b", "office", "tun-mtu 1400\n"))
                .reports()
                .getFirst();

        assertThat(PolicyReport.read(PolicyReport.of(report, List.of()), List.of()))
                .isEqualTo(report);
    }

    @Test
    void findingsAreCountedByBundle() {
        var series = contents(AT, server("a", "office"), client("b", "office", "tun-mtu 1400\n"))
                .series();

        assertThat(series).containsExactly(new Series("vpn", "office", "mismatched-tun-mtu", "error", Result.FAIL));
    }

    @Test
    void thereAreNoMoreSeriesThanABoundAndThoseOfOthers() {
        var all = new HashMap<Series, Integer>();
        IntStream.range(0, 100)
                .forEach(index -> all.put(new Series("vpn", "b" + index, "rule-a", "error", Result.FAIL), 2));

        var bounded = AuditMetrics.bounded(all, 10);

        assertThat(bounded).hasSize(11);
        assertThat(bounded).containsEntry(new Series("other", "other", "rule-a", "error", Result.FAIL), 180);
    }

    @Test
    void membersOfTwoRevisionsAreASplitBundle() {
        var next = of("2", client("b", "office", ""));

        var report =
                reports(server("a", "office"), client("c", "office", ""), next).getFirst();

        assertThat(report.line()).endsWith("split between revisions none and `2`");
        assertThat(split(report).result()).isEqualTo(Result.WARN);
        assertThat(split(report).message())
                .isEqualTo("members of bundle `office` are of revisions none and `2`: those of one are compared"
                        + " with those of the same, where there are any");
    }

    @Test
    void aBundleIsSplitSinceThenWhoeverIsItsServerByNow() {
        var before =
                reports(server("a", "office"), of("2", server("b", "office"))).getFirst();

        var after = contents(LATER, of("2", server("b", "office")), of("3", server("c", "office")))
                .reports()
                .getFirst()
                .since(before);

        assertThat(split(after).message()).contains("revisions `2` and `3`");
        assertThat(split(after).since()).isEqualTo("2026-11-26T08:00:00Z");
    }

    @Test
    void aSplitIsListedWhereThereIsNoRoom() {
        var objects = new ArrayList<HasMetadata>(List.of(server("a", "office"), of("2", server("b", "office"))));
        IntStream.range(0, 4000)
                .forEach(index -> objects.add(client("c" + index, "office", "unknown-" + index + " \"\\\" é\n")));

        var report = contents(AT, objects.toArray(HasMetadata[]::new)).reports().getFirst();

        assertThat(split(report).result()).isEqualTo(Result.WARN);
        assertThat(report.entries().getLast().rule()).isEqualTo("not-listed");
    }

    private static Entry split(BundleReport report) {
        return report.entries().stream()
                .filter(entry -> entry.rule().equals("split-bundle"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesOfReportsAreNamesOfObjects() {
        assertThat(ReportName.of("office")).isEqualTo("ovpnguard-office");
        assertThat(ReportName.of("server.conf")).isEqualTo("ovpnguard-server.conf");
        for (var odd : List.of("Lab_1", "lab-1.", "_", "é", "x".repeat(300), "a b")) {
            assertThat(ReportName.of(odd))
                    .matches("ovpnguard-[a-z0-9]([-a-z0-9]*[a-z0-9])?")
                    .hasSizeLessThan(254);
        }
        assertThat(ReportName.of("Lab_1")).isNotEqualTo(ReportName.of("lab-1"));
    }

    private static List<BundleReport> reports(HasMetadata... objects) {
        return contents(AT, objects).reports();
    }

    private static Contents contents(Instant at, HasMetadata... objects) {
        var inspection = inspection(objects);
        return ReportContents.of("vpn", inspection, findings(at, inspection), at);
    }

    private static Inspection inspection(HasMetadata... objects) {
        return ReadObject.together(List.of(objects).stream()
                .map(ReadObject::of)
                .sorted(Comparator.comparing(ReadObject::ref, ObjectRef.BY_NAME))
                .toList());
    }

    private static List<Finding> findings(Instant at, Inspection inspection) {
        return new RuleEngine(RuleCatalog.all(), Consistency.STATED)
                .judge(inspection.bundles(), inspection.problems(), at);
    }

    private static HasMetadata server(String name, String bundle) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", bundle)
                .endMetadata()
                .addToData("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\nproto udp\ntun-mtu 1500\n")
                .build();
    }

    private static HasMetadata of(String revision, HasMetadata object) {
        object.getMetadata().setAnnotations(Map.of("ovpnguard.io/revision", revision));
        return object;
    }

    private static HasMetadata client(String name, String bundle, String more) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", bundle)
                .endMetadata()
                .addToStringData(name + ".ovpn", "client\ndev tun\nremote vpn.example.com 1194\n" + more)
                .build();
    }
}
