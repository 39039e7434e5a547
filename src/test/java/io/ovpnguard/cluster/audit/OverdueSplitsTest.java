package io.ovpnguard.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Sketch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OverdueSplitsTest {

    private static final Instant SINCE = Instant.parse("2026-11-26T08:00:00Z");
    private static final ObjectRef SERVER = new ObjectRef("vpn", "ConfigMap", "server");

    @Test
    void whatIsSplitForLongerThanAPolicyAllowsFails() {
        var report = overdue(25, new Sketch("strict").maxSplit(Duration.ofHours(24), "24h"))
                .in(report(Result.WARN));

        assertThat(report.counts()).isEqualTo(Map.of(Result.FAIL, 1));
        assertThat(report.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.result()).isEqualTo(Result.FAIL);
            assertThat(entry.severity()).isEqualTo("high");
            assertThat(entry.message()).isEqualTo("split; policy \"strict\" allows that for 24h");
            assertThat(entry.since()).isEqualTo(SINCE);
        });
        assertThat(OverdueSplits.counted(series("split-bundle"), List.of(report)))
                .isEqualTo(new Series("vpn", "office", "split-bundle", "error", Result.FAIL));
        assertThat(OverdueSplits.counted(series("other"), List.of(report))).isEqualTo(series("other"));
    }

    @Test
    void theShortestOfSeveralLimitsCounts() {
        var policies = new Sketch[] {
            new Sketch("day").maxSplit(Duration.ofHours(24), "24h"),
            new Sketch("hour").maxSplit(Duration.ofHours(1), "1h")
        };
        assertThat(overdue(2, policies)
                        .in(report(Result.WARN))
                        .entries()
                        .getFirst()
                        .message())
                .endsWith("policy \"hour\" allows that for 1h");
    }

    @Test
    void withinTheLimitWithoutOneAndPutUpWithItStaysAsItIs() {
        var strict = new Sketch("strict").maxSplit(Duration.ofHours(24), "24h");
        assertThat(overdue(24, strict).in(report(Result.WARN))).isEqualTo(report(Result.WARN));
        assertThat(overdue(1000, new Sketch("silent")).in(report(Result.WARN))).isEqualTo(report(Result.WARN));
        assertThat(overdue(25, strict).in(report(Result.SKIP))).isEqualTo(report(Result.SKIP));
        assertThat(OverdueSplits.counted(series("split-bundle"), List.of(report(Result.WARN))))
                .isEqualTo(series("split-bundle"));
    }

    @Test
    void whatFailedBeforeIsTheSameReportAgain() {
        var overdue = overdue(25, new Sketch("strict").maxSplit(Duration.ofHours(24), "24h"));
        var before = overdue.in(report(Result.WARN));

        assertThat(overdue.in(report(Result.WARN).since(before))).isEqualTo(before);
    }

    @Test
    void thatItFailsIsTold() {
        var before = report(Result.WARN);
        var now = overdue(25, new Sketch("strict").maxSplit(Duration.ofHours(24), "24h"))
                .in(before);

        assertThat(Notice.of(List.of(before), List.of(now)))
                .singleElement()
                .satisfies(notice -> assertThat(notice.serious()).isTrue());
        assertThat(Notice.of(List.of(now), List.of(now))).isEmpty();
    }

    private static OverdueSplits overdue(int hours, Sketch... policies) {
        var all = Policies.of(Stream.of(policies).map(Sketch::policy).toList());
        EffectivePolicy effective = all.of("vpn", Map.of(), Map.of());
        return new OverdueSplits(_ -> effective, SINCE.plus(Duration.ofHours(hours)));
    }

    private static Series series(String rule) {
        return new Series("vpn", "office", rule, "info", Result.WARN);
    }

    private static BundleReport report(Result result) {
        var split = new Entry(result, "split-bundle", "low", "lifecycle", "split", List.of(SERVER), Map.of(), SINCE);
        var fine = new Entry(Result.PASS, "bundle", "info", "bundle", "fine", List.of(SERVER), Map.of(), SINCE);
        return new BundleReport(
                "vpn",
                "ovpnguard-office",
                Optional.of("office"),
                "a line",
                Map.of(result, 1, Result.PASS, 1),
                List.of(split, fine));
    }
}
