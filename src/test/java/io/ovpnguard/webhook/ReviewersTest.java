package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReviewersTest {

    @Test
    void aReviewIsGivenInItsTurn() {
        assertThat(afterWaiting(Duration.ofSeconds(3))).isEqualTo("judged");
    }

    @Test
    void oneWhoseTurnComesTooLateIsNotBegun() {
        assertThat(afterWaiting(Duration.ofSeconds(5))).isEqualTo("late");
    }

    private static String afterWaiting(Duration wait) {
        var reviewers = new Reviewers(LongStream.of(0, wait.toNanos()).iterator()::nextLong);
        try {
            return reviewers
                    .review(() -> "judged", () -> "late")
                    .toCompletableFuture()
                    .join();
        } finally {
            reviewers.end();
        }
    }
}
