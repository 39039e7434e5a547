package io.ovpnguard.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherNameTest {

    @ParameterizedTest
    @CsvSource({
        "aes-256-gcm, AES-256-GCM",
        "id-aes256-GCM, AES-256-GCM",
        "aes256, AES-256-CBC",
        "?blowfish, ?BF-CBC",
        "none, none",
        "?none, ?NONE",
        "nonsense, NONSENSE"
    })
    void eachSpellingHasOneName(String written, String name) {
        assertThat(CipherName.canonical(written)).isEqualTo(name);
    }
}
