package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ovpnguard.policy.Join;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Sketch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    @Test
    void joinsAreOfPairs() {
        var reach = Reach.of(List.of("vpn", "apps", "lab"), List.of("apps=vpn", " lab = vpn "));

        assertThat(reach.against(new Join("apps", "vpn"), Map.of())).isEmpty();
        assertThat(reach.against(new Join("lab", "vpn"), Map.of())).isEmpty();
        assertThat(reach.against(new Join("vpn", "apps"), Map.of()))
                .contains("who runs ovpnguard can allow it, by a policy with `joins`");
    }

    @Test
    void policiesSayMoreThanTheSettings() {
        var join = new Sketch("strict").joins(new Join("lab", "vpn"), new Join("lab", "far"));
        var policies = Policies.of(List.of(join.policy()));
        var reach = Reach.of(List.of("vpn", "apps", "lab"), List.of("apps=vpn"))
                .under((namespace, labels) -> policies.of(namespace, Map.of(), labels));

        assertThat(reach.against(new Join("lab", "vpn"), Map.of())).isEmpty();
        assertThat(reach.against(new Join("apps", "vpn"), Map.of())).contains("policy \"strict\" does not allow it");
        assertThat(reach.against(new Join("lab", "far"), Map.of())).contains("ovpnguard does not read there");
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
