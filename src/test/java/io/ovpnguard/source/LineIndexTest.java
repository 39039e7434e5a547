package io.ovpnguard.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LineIndexTest {

    @Test
    void countsLinesAndCodePoints() {
        var source = Source.of("a", "é😀b\nc\n");
        assertThat(source.length()).isEqualTo(6);
        assertThat(source.lines().lineCount()).isEqualTo(3);
        assertThat(source.lines().position(2)).isEqualTo(new Position(1, 3));
        assertThat(source.lines().position(4)).isEqualTo(new Position(2, 1));
        assertThat(source.lines().position(6)).isEqualTo(new Position(3, 1));
    }

    @Test
    void turnsStringIndexesIntoCodePoints() {
        var source = Source.of("a", "😀😀b");
        assertThat(source.span(4, 5)).isEqualTo(new Span(source, 2, 3));
        assertThat(source.span(0, 2)).isEqualTo(new Span(source, 0, 1));
    }

    @Test
    void refusesWhatIsOutside() {
        var source = Source.of("a", "b");
        assertThatThrownBy(() -> new Span(source, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> source.lines().position(2)).isInstanceOf(IllegalArgumentException.class);
    }
}
