package io.ovpnguard.manifest.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"0ms, PT0S", "200ms, PT0.2S", "5s, PT5S", "3m, PT3M", "12h, PT12H", "7d, PT168H"})
    void unitsAreRead(String text, Duration duration) {
        assertThat(text).matches(DurationText.FORM);
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @Test
    void theLongestCanBeCounted() {
        assertThat("99999d").matches(DurationText.FORM);
        assertThat(DurationText.parse("99999d").toNanos()).isPositive();
        assertThat("100000d").doesNotMatch(DurationText.FORM);
    }
}
