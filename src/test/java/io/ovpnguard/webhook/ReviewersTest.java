package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReviewersTest {

    private static final int LONGEST_BODY = 16 << 20;

    @Test
    void aReviewIsGivenInItsTurn() {
        assertThat(afterWaiting(Duration.ofSeconds(3))).isEqualTo("judged");
    }

    @Test
    void oneWhoseTurnComesTooLateIsNotBegun() {
        assertThat(afterWaiting(Duration.ofSeconds(5))).isEqualTo("late");
    }

    @Test
    void whatThereIsNoRoomForIsRefusedAtOnce() {
        var reviewers = new Reviewers(System::nanoTime);
        var end = new CountDownLatch(1);
        try {
            var first = reviewers.review(LONGEST_BODY, () -> waitFor(end), () -> "refused");
            var second = reviewers.review(LONGEST_BODY, () -> waitFor(end), () -> "refused");

            assertThat(reviewers.review(1, () -> "judged", () -> "refused").toCompletableFuture())
                    .isCompletedWithValue("refused");

            end.countDown();
            assertThat(Stream.of(first, second)
                            .map(each -> each.toCompletableFuture().join()))
                    .containsOnly("judged");
            assertThat(reviewers
                            .review(1, () -> "judged", () -> "refused")
                            .toCompletableFuture()
                            .join())
                    .as("there is room again")
                    .isEqualTo("judged");
        } finally {
            reviewers.end();
        }
    }

    @Test
    void shortOnesAreBoundedInNumber() {
        var reviewers = new Reviewers(System::nanoTime);
        var end = new CountDownLatch(1);
        try {
            var all = IntStream.range(0, 2000)
                    .mapToObj(_ -> reviewers.review(1, () -> waitFor(end), () -> "refused"))
                    .toList();
            end.countDown();

            assertThat(all.stream().map(each -> each.toCompletableFuture().join()))
                    .filteredOn("judged"::equals)
                    .hasSize(1024);
        } finally {
            reviewers.end();
        }
    }

    private static String waitFor(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return "judged";
    }

    private static String afterWaiting(Duration wait) {
        var reviewers = new Reviewers(LongStream.of(0, wait.toNanos()).iterator()::nextLong);
        try {
            return reviewers
                    .review(1, () -> "judged", () -> "late")
                    .toCompletableFuture()
                    .join();
        } finally {
            reviewers.end();
        }
    }
}
