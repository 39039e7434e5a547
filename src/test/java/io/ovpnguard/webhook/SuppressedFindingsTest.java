package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.create;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.map;
import static io.ovpnguard.webhook.Judging.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuppressedFindingsTest {

    private static final String RULE = "mismatched-tun-mtu";
    private static final Map<String, String> ALLOWING = Map.of("ovpnguard.io/allow." + RULE, "the old office");

    @Test
    void whatIsPutUpWithIsNeitherDeniedNorToldButInTheAuditLog() {
        var commented = map(
                "alice",
                Map.of("a.ovpn", "client\ndev tun\nremote a\n# ovpnguard: allow " + RULE + " why\ntun-mtu 1400\n"));

        for (var client : List.of(commented, annotated(client("alice", 1400)))) {
            var verdict = create(client, List.of(server(1500)));

            assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
            assertThat(verdict.warnings()).isEmpty();
            assertThat(verdict.auditAnnotations())
                    .containsEntry("suppressed", RULE)
                    .doesNotContainKey("rules");
        }
    }

    @Test
    void aClientThatPutsUpWithItNeverHoldsUpItsServer() {
        var content = annotated(client("alice", 1400));

        assertThat(create(server(1500), List.of(content)).outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(create(server(1500), List.of(content, client("bob", 1400))).message())
                .contains("ConfigMap vpn/bob")
                .doesNotContain("alice");
    }

    @Test
    void whoStopsPuttingUpWithItIsJudgedAnew() {
        var faulty = client("alice", 1400);
        var commented = map(
                "alice",
                Map.of(
                        "alice.ovpn",
                        faulty.getData().get("alice.ovpn") + "# ovpnguard: allow-file " + RULE + " the old office\n"));

        for (var before : List.of(annotated(faulty), commented)) {
            assertThat(judge(_ -> beside(List.of(server(1500))))
                            .judge(Change.of(faulty, Optional.of(before)))
                            .outcome())
                    .isEqualTo(Outcome.DENIED);
        }
    }

    @Test
    void whoBeginsToPutUpWithItIsAllowed() {
        var faulty = client("alice", 1400);

        var verdict =
                judge(_ -> beside(List.of(server(1500)))).judge(Change.of(annotated(faulty), Optional.of(faulty)));

        assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    }

    private static ConfigMap annotated(ConfigMap object) {
        return new ConfigMapBuilder(object)
                .editMetadata()
                .withAnnotations(ALLOWING)
                .endMetadata()
                .build();
    }
}
