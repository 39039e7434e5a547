package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void cutsAWarningAtTheApiServersLimit() {
        assertThat(Verdict.allow(List.of("a".repeat(300)), Set.of()).warnings())
                .singleElement()
                .asString()
                .hasSize(256)
                .endsWith("...");
    }

    @Test
    void tellsHowManyWarningsFoundNoRoom() {
        var many = IntStream.range(0, 100)
                .mapToObj(number -> number + "b".repeat(197))
                .toList();
        var warnings = Verdict.allow(many, Set.of()).warnings();
        assertThat(warnings.getLast()).isEqualTo("and " + (100 - warnings.size() + 1) + " more");
        assertThat(warnings.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(4096);
    }

    @Test
    void neverHoldsMoreThanTheApiServerPassesOn() {
        var verdict = Verdict.allow(
                IntStream.range(0, 100).mapToObj(n -> n + "x".repeat(300)).toList(), Set.of());

        assertThat(verdict.warnings()).allMatch(warning -> warning.length() <= 256);
        assertThat(String.join("", verdict.warnings())).hasSizeLessThanOrEqualTo(4096);
    }
}
