package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    @Test
    void joinsAreOfPairs() {
        var reach = Reach.of(List.of("vpn", "apps", "lab"), List.of("apps=vpn", " lab = vpn "));

        assertThat(reach.mayJoin("apps", "vpn")).isTrue();
        assertThat(reach.mayJoin("lab", "vpn")).isTrue();
        assertThat(reach.mayJoin("vpn", "apps")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apps", "apps=", "=vpn", "apps=vpn=lab"})
    void whatIsNoPairIsNamed(String join) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reach.of(List.of(), List.of(join)))
                .withMessage("`" + join + "` does not say whose clients may join which namespace: write it such as"
                        + " `apps=vpn`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab=vpn", "vpn=lab"})
    void whatLeadsOutOfTheNamespacesIsNamed(String join) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reach.of(List.of("vpn", "apps"), List.of(join)))
                .withMessage("`" + join + "` names the namespace `lab`, which is not among those that are judged and"
                        + " read: add it to `ovpnguard.namespaces`");
    }
}
