package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticKeyTextTest {

    private static StaticKeyText read(String name) {
        return StaticKeyText.read(KeyText.of(OddStaticKeys.all().get(name)), false);
    }

    private static String fingerprints(StaticKeyText.Whole whole) {
        return whole.key().reducedLine();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "comments before",
                "large letters",
                "line ends of Windows",
                "digits on one line",
                "blanks between bytes",
                "indented digits",
                "blank lines",
                "no line end",
                "a digit more",
                "more lines",
                "more lines that are none",
                "text behind",
                "text behind the footer",
                "text behind the header",
                "two keys",
                "footer first"
            })
    void readsTheSameKey(String name) {
        var plain = (StaticKeyText.Whole) read("plain");

        assertThat(read(name))
                .isInstanceOfSatisfying(
                        StaticKeyText.Whole.class,
                        whole -> assertThat(fingerprints(whole)).isEqualTo(fingerprints(plain)));
    }

    @ParameterizedTest
    @CsvSource({
        "line ends of old Macs, 0",
        "all on one line, 0",
        "indented, 0",
        "no header, 0",
        "a quarter, 64",
        "text before the header, 0",
        "header twice, 0",
        "another version, 0",
        "four dashes, 0",
        "small letters in the header, 0",
        "byte order mark, 0",
        "private key, 0",
        "empty, 0"
    })
    void findsTooLittle(String name, int bytes) {
        assertThat(read(name)).isEqualTo(new StaticKeyText.TooShort(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "indented footer, 256",
        "no footer, 256",
        "another footer, 256",
        "four dashes at the end, 256",
        "first half without footer, 128"
    })
    void missesTheFooter(String name, int bytes) {
        assertThat(read(name)).isEqualTo(new StaticKeyText.WithoutFooter(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "first half, 128",
        "a line lost, 240",
        "a digit lost, 255",
        "two halves in blocks, 128",
        "line of dashes among digits, 128"
    })
    void findsHalfAKey(String name, int bytes) {
        assertThat(read(name)).isEqualTo(new StaticKeyText.Half(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "colons between bytes, 58, 2, 1",
        "comment among digits, 35, 5, 48",
        "letter o for a zero, 111, 5, 48",
        "digits of another script, 217, 5, 48"
    })
    void saysWhatIsNoDigit(String name, int found, int line, int bytes) {
        assertThat(read(name)).isEqualTo(new StaticKeyText.NotHex(found, line, bytes));
    }
}
