package io.ovpnguard.cluster.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.policy.Exemption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyStatusesTest {

    private static final Exemption OFFICE = exemption("office", "2027-03-31");
    private static final Exemption SHOP = exemption("shop", "2027-04-30");

    private static Exemption exemption(String bundle, String until) {
        return new Exemption("vpn", bundle, new RuleId("small-dh"), "known", LocalDate.parse(until));
    }

    @Test
    void anExceptionForNothingIsSaidToHaveEndedOnceItsLastDayIsOver() {
        assertThat(told("2027-03-31T23:59:59Z"))
                .isEqualTo("nothing was found for which there are exceptions: `small-dh` of vpn/office, `small-dh` of"
                        + " vpn/shop");
        assertThat(told("2027-04-01T00:00:00Z"))
                .isEqualTo("nothing was found for which there are exceptions: `small-dh` of vpn/office, which ended on"
                        + " 2027-03-31, `small-dh` of vpn/shop");
    }

    private static String told(String at) {
        return PolicyStatuses.message(List.of(OFFICE, SHOP), Instant.parse(at));
    }
}
