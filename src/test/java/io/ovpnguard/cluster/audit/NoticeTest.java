package io.ovpnguard.cluster.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.manifest.ObjectRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final ObjectRef SERVER = new ObjectRef("vpn", "ConfigMap", "server");
    private static final ObjectRef ALICE = new ObjectRef("vpn", "Secret", "alice");

    @Test
    void whatIsNewIsToldOnceForEachObjectAndRule() {
        var now = List.of(report(
                entry(Result.WARN, "weak", "medium", ALICE),
                entry(Result.FAIL, "broken", "high", SERVER, ALICE),
                entry(Result.FAIL, "broken", "high", SERVER)));

        assertThat(Notice.of(List.of(), now))
                .extracting(notice -> notice.object().name() + " " + notice.rule() + " " + notice.serious())
                .containsExactly("server broken true", "alice broken true", "alice weak false");
    }

    @Test
    void whatWasThereIsNotToldAgainEvenOfAnotherBundle() {
        var before = List.of(report(entry(Result.FAIL, "broken", "high", SERVER)));
        var now = List.of(report(entry(Result.FAIL, "broken", "high", SERVER, ALICE)));

        assertThat(Notice.of(before, now))
                .singleElement()
                .satisfies(notice -> assertThat(notice.object()).isEqualTo(ALICE));
    }

    @Test
    void whatIsFineOrOnlyWorthKnowingIsNoEvent() {
        assertThat(Notice.of(
                        List.of(),
                        List.of(report(
                                entry(Result.PASS, "bundle", "info", SERVER),
                                entry(Result.SKIP, "kept", "high", SERVER),
                                entry(Result.WARN, "odd", "low", SERVER)))))
                .isEmpty();
    }

    @Test
    void soManyPassAtOnceAndOneMoreAfterEachPause() {
        var clock = new AtomicLong();
        var limit = new RateLimit(3, Duration.ofSeconds(1), clock::get);

        assertThat(IntStream.range(0, 10).filter(_ -> limit.pass()).count()).isEqualTo(3);
        clock.addAndGet(Duration.ofMillis(2500).toNanos());
        assertThat(IntStream.range(0, 10).filter(_ -> limit.pass()).count()).isEqualTo(2);
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(IntStream.range(0, 10).filter(_ -> limit.pass()).count()).isEqualTo(3);
    }

    private static BundleReport report(Entry... entries) {
        return new BundleReport("vpn", "ovpnguard-a", Optional.of("a"), "", Map.of(), List.of(entries));
    }

    private static Entry entry(Result result, String rule, String severity, ObjectRef... resources) {
        return new Entry(result, rule, severity, "transport", rule, List.of(resources), Map.of(), Instant.EPOCH);
    }
}
