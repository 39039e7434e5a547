package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkNamesTest {

    @Test
    void theUnknownAreToldInTheirOrderByName() {
        assertThat(MarkNames.unknownAnnotations(List.of(
                        "ovpnguard.io/server", "ovpnguard.io/roles", "example.org/server", "ovpnguard.io/role")))
                .extracting(MarkNames.Unknown::name)
                .containsExactly("ovpnguard.io/role", "ovpnguard.io/server");
    }
}
