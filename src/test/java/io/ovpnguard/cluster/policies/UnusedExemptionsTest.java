package io.ovpnguard.cluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.policy.Sketch;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnusedExemptionsTest {

    private static final Exemption OFFICE = exemption("vpn");
    private static final Exemption OTHER = exemption("apps");
    private static final Policy BOTH = policy(OFFICE, OTHER);

    private final UnusedExemptions unused = new UnusedExemptions();

    private static Exemption exemption(String namespace) {
        return new Exemption(namespace, "office", new RuleId("small-dh"), "known", LocalDate.parse("2027-03-31"));
    }

    private static Policy policy(Exemption... exemptions) {
        var sketch = new Sketch("strict");
        List.of(exemptions).forEach(sketch::exempting);
        return sketch.policy();
    }

    @Test
    void theLastAuditOfEachNamespaceCounts() {
        unused.note("vpn", Map.of("strict", List.of(OFFICE)));
        unused.note("apps", Map.of("strict", List.of(OTHER)));
        assertThat(unused.of(BOTH)).containsExactly(OTHER, OFFICE);

        unused.note("vpn", Map.of());
        assertThat(unused.of(BOTH)).containsExactly(OTHER);
    }

    @Test
    void namespacesThatAreNoLongerAuditedAreForgotten() {
        unused.note("vpn", Map.of("strict", List.of(OFFICE)));
        unused.note("apps", Map.of("strict", List.of(OTHER)));

        unused.keep(Set.of("vpn"));

        assertThat(unused.of(BOTH)).containsExactly(OFFICE);
    }

    @Test
    void whatAPolicyNoLongerHasIsNotTold() {
        unused.note("vpn", Map.of("strict", List.of(OFFICE)));

        assertThat(unused.of(policy(OTHER))).isEmpty();
    }
}
