package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemBlockTest {

    private static final String BLOCK = "-----BEGIN A-----\nAQID\n-----END A-----\n";

    @Test
    void findsBlocksAmongOtherText() {
        var blocks = PemBlock.in("before\n" + BLOCK + "between\n" + BLOCK.replace(" A-", " B C-") + "behind");

        assertThat(blocks).extracting(PemBlock::name).containsExactly("A", "B C");
        assertThat(blocks).allSatisfy(block -> assertThat(block.content()).hasValue(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-----BEGIN A-----\r\nAQID\r\n-----END A-----\r\n", "-----BEGIN A-----\nAQ\nID\n-----END A-----"
            })
    void readsLineEndsOfAllKinds(String text) {
        assertThat(PemBlock.in(text))
                .singleElement()
                .satisfies(block -> assertThat(block.content()).hasValue(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" -----BEGIN A-----\nAQID\n-----END A-----\n", "----BEGIN A-----\n", "-----BEGIN -----\n", ""})
    void wantsTheFirstLineInTheFirstColumn(String text) {
        assertThat(PemBlock.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-----BEGIN A-----\nAQID\n", "-----BEGIN A-----\nAQID\n-----END B-----\n", "-----BEGIN A-----"})
    void aBlockWithoutItsEndHasNoContent(String text) {
        assertThat(PemBlock.in(text))
                .singleElement()
                .satisfies(block -> assertThat(block.content()).isEmpty());
    }

    @Test
    void whatIsNoBase64IsNoContent() {
        var block = PemBlock.in(BLOCK.replace("AQID", "A?ID")).getFirst();

        assertThat(block.content()).isEmpty();
        assertThat(block).hasToString("PemBlock[A]");
    }
}
