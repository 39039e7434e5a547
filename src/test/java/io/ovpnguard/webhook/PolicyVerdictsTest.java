package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.map;
import static io.ovpnguard.webhook.Judging.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.bundle.Asking;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.policy.Sketch;
import io.ovpnguard.policy.Transition;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What policies make of a change. */
class PolicyVerdictsTest {

    private static final RuleId MTU = new RuleId("mismatched-tun-mtu");
    private static final RuleId NARROWED = new RuleId("narrowed-version");

    private static final ConfigMap CLIENT = client("alice", 1400);

    private static final ConfigMap MODERN =
            map("alice", Map.of("alice.ovpn", "client\ndev tun\nremote a\ntun-mtu 1500\ndata-ciphers AES-256-GCM\n"));

    @Test
    void aRuleDeniesWarnsOrIsSilent() {
        assertThat(created(CLIENT, new Sketch("strict").rule(MTU, Level.DENY)).message())
                .contains("error[mismatched-tun-mtu]", "\n  note: denied by policy \"strict\"\n");
        var warned = created(CLIENT, new Sketch("mild").rule(MTU, Level.WARN));
        assertThat(warned.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(warned.warnings().getFirst())
                .contains("warning[mismatched-tun-mtu]")
                .endsWith("(only warned of by policy \"mild\")");
        for (var silent : List.of(Level.AUDIT, Level.OFF)) {
            var allowed = created(CLIENT, new Sketch("mild").rule(MTU, silent));
            assertThat(allowed.outcome()).isEqualTo(Outcome.ALLOWED);
            assertThat(allowed.rules()).isEmpty();
        }
        assertThat(created(CLIENT, new Sketch("silent")).message()).doesNotContain("policy");
    }

    @Test
    void aWarningDeniesWhereAPolicySaysSo() {
        assertThat(created(MODERN, new Sketch("none")).outcome()).isEqualTo(Outcome.WARNED);
        var denied = created(MODERN, new Sketch("strict").rule(NARROWED, Level.DENY));
        assertThat(denied.message()).contains("error[narrowed-version]", "denied by policy \"strict\"");
        assertThat(created(MODERN, new Sketch("strict").severity(Severity.WARNING, Level.DENY))
                        .outcome())
                .isEqualTo(Outcome.DENIED);
    }

    @Test
    void theStrictestCountsAndIsNamed() {
        var denied =
                created(CLIENT, new Sketch("mild").rule(MTU, Level.OFF), new Sketch("strict").rule(MTU, Level.DENY));
        assertThat(denied.message()).contains("denied by policy \"strict\"").doesNotContain("mild");
    }

    @Test
    void aPolicySpeaksOfTheObjectsThatItSelects() {
        var lab = new Sketch("lab").rule(MTU, Level.OFF).objects(new In("tier", Set.of("lab")));
        assertThat(created(CLIENT, lab).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(created(labelled(CLIENT, "lab"), lab).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void whoMovesAnObjectUnderAnotherPolicyIsMeasuredByIt() {
        var lab = new Sketch("lab").rule(MTU, Level.OFF).objects(new In("tier", Set.of("lab")));
        var judge = judge(_ -> beside(List.of(server(1500))), lookup(lab));
        var moved = judge.judge(Change.of(labelled(CLIENT, "prod"), Optional.of(labelled(CLIENT, "lab"))));
        assertThat(moved.outcome()).isEqualTo(Outcome.DENIED);
        var stays = judge.judge(Change.of(labelled(CLIENT, "prod"), Optional.of(labelled(CLIENT, "stage"))));
        assertThat(stays.outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void anExceptionSilencesUntilItsDay() {
        var holds = new Exemption("vpn", "office", MTU, "old routers", LocalDate.MAX);
        assertThat(created(CLIENT, new Sketch("known").exempting(holds)).outcome())
                .isEqualTo(Outcome.ALLOWED);
        var ended = new Exemption("vpn", "office", MTU, "old routers", LocalDate.parse("2020-01-31"));
        assertThat(created(CLIENT, new Sketch("known").exempting(ended)).message())
                .contains("\n  note: the exception for vpn/office ended on 2020-01-31: old routers\n");
    }

    @Test
    void whoMayNotNameARevisionIsNotToldToNameOne() {
        var strict = new Sketch("strict").allowing(ByAnnotation.VERSIONS);
        var changed = Change.of(CLIENT, Optional.of(client("alice", 1500)));
        var beside = beside(List.of(server(1500)));
        assertThat(judge(_ -> beside).judge(changed).message()).contains("write `ovpnguard.io/revision");
        assertThat(judge(_ -> beside, lookup(strict)).judge(changed).message())
                .doesNotContain("write `ovpnguard.io/revision")
                .endsWith(
                        "to change both sides, one after the other: have `revision` under `allowOverrides`, or"
                                + " `transition: warn`; policy \"strict\" does not allow the annotation `ovpnguard.io/revision`");
    }

    @Test
    void aMisspeltAnnotationIsTold() {
        var client = client("alice", 1500);
        client.getMetadata().setAnnotations(Map.of("ovpnguard.io/client-verions", "2.6", "example.com/a", "b"));
        client.getMetadata().setLabels(Map.of("ovpnguard.io/client-versions", "2.6"));
        assertThat(judge(_ -> beside(List.of()), client).warnings())
                .endsWith(
                        "ovpnguard: ConfigMap vpn/alice: annotation `ovpnguard.io/client-verions` says nothing: there is no"
                                + " such annotation; write `ovpnguard.io/client-versions`, if that is what is meant",
                        "ovpnguard: ConfigMap vpn/alice: label `ovpnguard.io/client-versions` says nothing: there is no such"
                                + " label; write it under `annotations`");
    }

    @Test
    void inATransitionOneSideMayGoAhead() {
        var judge = judge(_ -> beside(List.of(server(1500))), lookup(new Sketch("moving").transition(Transition.WARN)));
        var changed = judge.judge(Change.of(CLIENT, Optional.of(client("alice", 1500))));
        assertThat(changed.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(changed.warnings().getFirst()).contains("error[mismatched-tun-mtu]");
        assertThat(judge.judge(Change.of(CLIENT, Optional.empty())).outcome())
                .as("what is new has no other side that waits for it")
                .isEqualTo(Outcome.DENIED);
    }

    @Test
    void consistencyAndVersionsAreThePolicys() {
        var server = map(
                "server",
                Map.of("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\nport 1194\n" + "cipher AES-256-CBC\n"));
        var client = map("alice", Map.of("alice.ovpn", "client\ndev tun\nremote a\ncipher AES-128-CBC\n"));
        var modern = new Sketch("modern").servers("2.6").clients("2.6");
        assertThat(judge(_ -> beside(List.of(server)), lookup(modern))
                        .judge(Change.of(client, Optional.empty()))
                        .outcome())
                .isEqualTo(Outcome.DENIED);
        assertThat(judge(_ -> beside(List.of(server)), lookup(modern.consistency(Consistency.EFFECTIVE)))
                        .judge(Change.of(client, Optional.empty()))
                        .message())
                .doesNotContain("no-shared-data-cipher");
        assertThat(created(CLIENT, new Sketch("modern").clients("2.5")).message())
                .contains("client 2.5)");
    }

    @Test
    void whatAnAnnotationMayNotSayIsIgnoredWithAWarning() {
        var stated = new ConfigMapBuilder(CLIENT)
                .editMetadata()
                .addToAnnotations("ovpnguard.io/client-versions", "2.5")
                .endMetadata()
                .build();
        assertThat(created(stated, new Sketch("lax")).message()).contains("client 2.5)");
        var strict = created(stated, new Sketch("strict").allowing(ByAnnotation.REVISION));
        assertThat(strict.message()).doesNotContain("client 2.5)");
        assertThat(strict.warnings())
                .contains("ovpnguard: ConfigMap vpn/alice: annotation `ovpnguard.io/client-versions` is ignored: policy"
                        + " \"strict\" does not allow it");
    }

    @Test
    void aGivenVerdictDoesNotOutliveAPolicy() {
        var policies = new AtomicReference<>(lookup());
        var looks = new AtomicInteger();
        var judge = judge(
                _ -> {
                    looks.incrementAndGet();
                    var found = beside(List.of(server(1500)));
                    return new Surroundings(
                            found.objects(), Spared.NONE, Set.of(), Optional.empty(), Optional.of(() -> true));
                },
                (namespace, labels) -> policies.get().of(namespace, labels));
        var change = Change.of(CLIENT, Optional.empty());
        assertThat(judge.judge(change).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(judge.judge(change).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(looks).hasValue(1);

        policies.set(lookup(new Sketch("mild").rule(MTU, Level.WARN)));
        assertThat(judge.judge(change).outcome()).isEqualTo(Outcome.WARNED);
        policies.set(lookup(new Sketch("mild").rule(MTU, Level.OFF)));
        assertThat(judge.judge(change).outcome()).isEqualTo(Outcome.ALLOWED);
        policies.set(lookup());
        assertThat(judge.judge(change).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void whatAPolicyDoesNotAllowIsDeniedInItsName() {
        var strict = new Sketch("strict").demanding(Asking.ciphers("strict", "AES-128-GCM"));
        assertThat(created(MODERN, strict).message())
                .contains("error[disallowed-data-cipher]")
                .contains("client accepts `AES-256-GCM` for the data channel, which policy \"strict\" does not allow");
        assertThat(created(MODERN, strict.rule(new RuleId("disallowed-data-cipher"), Level.WARN))
                        .outcome())
                .isEqualTo(Outcome.WARNED);
    }

    private static ConfigMap labelled(ConfigMap object, String tier) {
        return new ConfigMapBuilder(object)
                .editMetadata()
                .addToLabels("tier", tier)
                .endMetadata()
                .build();
    }

    private static Verdict created(ConfigMap object, Sketch... policies) {
        return judge(_ -> beside(List.of(server(1500))), lookup(policies)).judge(Change.of(object, Optional.empty()));
    }

    private static PolicyLookup lookup(Sketch... sketches) {
        var policies = Policies.of(Stream.of(sketches).map(Sketch::policy).toList());
        return (namespace, labels) -> policies.of(namespace, Map.of(), labels);
    }
}
