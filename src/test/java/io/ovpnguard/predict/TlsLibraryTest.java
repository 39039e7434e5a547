package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl-0.9.8zh",
                "openssl-1.0.0",
                "openssl-1.0.2u",
                "openssl-1.1.0",
                "openssl-1.1.1",
                "openssl-1.1.1w@seclevel=0",
                "openssl-3.0",
                "OpenSSL-3.0.19@seclevel=1",
                "openssl-3.6",
                "polarssl-1.2",
                "polarssl-1.3",
                "mbedtls-1.3",
                "mbedtls-2.0",
                "mbedtls-2.28.8",
                "mbedtls-3.0",
                "mbedtls-3.6"
            })
    void thereIs(String name) {
        assertThat(TlsLibrary.parseKnown(name)).isPresent().isEqualTo(TlsLibrary.parse(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openssl-9",
                "openssl-3",
                "openssl-2.0",
                "openssl-0.9.7",
                "openssl-1.0.3",
                "openssl-1.1.2",
                "openssl-1.2.0",
                "openssl-3.0-3.5",
                "openssl-3.7",
                "openssl-3.0@seclevel=6",
                "openssl-3.0@level=1",
                "openssl-1.0.2@seclevel=1",
                "mbedtls-3.6@seclevel=1",
                "mbedtls-1.2",
                "mbedtls-1.4",
                "mbedtls-2.29",
                "mbedtls-3.7",
                "polarssl-1.1",
                "polarssl-1.4",
                "polarssl-2.0",
                "libressl-3.9",
                "openssl"
            })
    void thereIsNot(String name) {
        assertThat(TlsLibrary.parseKnown(name)).isEmpty();
    }
}
