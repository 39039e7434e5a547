package io.ovpnguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Asking;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Suppression;
import io.ovpnguard.finding.Where;
import io.ovpnguard.option.Version;
import io.ovpnguard.policy.LabelSelector.Exists;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.LabelSelector.Not;
import io.ovpnguard.policy.LabelSelector.Requirement;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final RuleId MTU = new RuleId("mismatched-tun-mtu");
    private static final RuleId DEPRECATED = new RuleId("deprecated-option");
    private static final Source CONFIG = Source.of("client.ovpn", "");
    private static final Instant AT = Instant.parse("2026-11-26T12:00:00Z");
    private static final List<Bundle> BUNDLES = List.of(new Bundle(
            "vpn", "office", List.of(), List.of(), List.of(), List.of(new Stored(CONFIG, Stored.Storage.CONFIG_MAP))));

    @Test
    void withoutAPolicyTheSeverityDecides() {
        var none = Policies.none().of("vpn", Map.of(), Map.of());
        assertThat(ruling(none, finding(MTU, Severity.ERROR))).isEqualTo(Ruling.of(Level.DENY));
        assertThat(ruling(none, finding(MTU, Severity.WARNING))).isEqualTo(Ruling.of(Level.WARN));
        assertThat(ruling(none, finding(MTU, Severity.INFO))).isEqualTo(Ruling.of(Level.AUDIT));
        assertThat(none.consistency()).isEqualTo(Consistency.STATED);
        assertThat(none.transition()).isEqualTo(Transition.DENY);
        assertThat(none.allows(ByAnnotation.ROLES)).isTrue();
        assertThat(none.maySuppress(MTU)).isTrue();
        assertThat(none.names()).isEmpty();
    }

    @Test
    void aRuleIsNamedBeforeItsSeverity() {
        var policy = new Sketch("one").severity(Severity.WARNING, Level.AUDIT).rule(DEPRECATED, Level.DENY);
        var effective = all(policy);
        assertThat(ruling(effective, finding(DEPRECATED, Severity.WARNING))).isEqualTo(Ruling.of(Level.DENY, "one"));
        assertThat(ruling(effective, finding(MTU, Severity.WARNING))).isEqualTo(Ruling.of(Level.AUDIT, "one"));
        assertThat(ruling(effective, finding(MTU, Severity.ERROR))).isEqualTo(Ruling.of(Level.DENY));
    }

    @Test
    void ofSeveralTheStrictestCountsRuleByRule() {
        var strict = new Sketch("strict").rule(DEPRECATED, Level.DENY).rule(MTU, Level.AUDIT);
        var mild = new Sketch("mild").rule(DEPRECATED, Level.OFF).rule(MTU, Level.WARN);
        var effective = all(strict, mild);
        assertThat(ruling(effective, finding(DEPRECATED, Severity.WARNING))).isEqualTo(Ruling.of(Level.DENY, "strict"));
        assertThat(ruling(effective, finding(MTU, Severity.ERROR))).isEqualTo(Ruling.of(Level.WARN, "mild"));
        assertThat(effective.names()).containsExactly("mild", "strict");
    }

    @Test
    void whoIsSilentLoosensNothing() {
        var off = new Sketch("off").rule(MTU, Level.OFF);
        assertThat(ruling(all(off, new Sketch("silent")), finding(MTU, Severity.ERROR)))
                .isEqualTo(Ruling.of(Level.OFF, "off"));
    }

    @Test
    void ofWhatSeveralAllowCountsWhatEachAllows() {
        var one = new Sketch("one").demanding(Asking.ciphers("one", "AES-256-GCM", "AES-256-CBC"));
        var two = new Sketch("two").demanding(Asking.ciphers("two", "AES-128-GCM", "AES-256-GCM"));
        var demands = all(one, two, new Sketch("silent")).demands();
        assertThat(demands.ciphers()).containsExactly("AES-256-GCM");
        assertThat(demands.againstCipher("AES-256-GCM")).isEmpty();
        assertThat(demands.againstCipher("AES-256-CBC")).contains("two");
        assertThat(demands.againstCipher("BF-CBC")).contains("one");
        var keys = all(
                new Sketch("one").demanding(Asking.rsaBits("one", 2048)),
                new Sketch("two").demanding(Asking.rsaBits("two", 3072)),
                new Sketch("words").demanding(Asking.digests("words", "SHA256")));
        assertThat(keys.demands().leastRsaBits()).contains(new Demands.Least(3072, "two"));
        assertThat(keys.demands().leastTls()).isEmpty();
        assertThat(keys.demands().certificateDays()).isEmpty();
        assertThat(keys.demands().againstDigest("SHA1")).contains("words");
        assertThat(all(new Sketch("silent")).demands().isNone()).isTrue();
        assertThat(EffectivePolicy.NONE.demands().againstCipher("BF-CBC")).isEmpty();
    }

    @Test
    void theShortestOfSeveralLimitsCounts() {
        var day = new Sketch("day").maxSplit(Duration.ofDays(1), "1d");
        var hour = new Sketch("hour").maxSplit(Duration.ofHours(1), "1h");
        assertThat(all(day, hour, new Sketch("silent")).maxSplit())
                .contains(new SplitLimit(Duration.ofHours(1), "1h", "hour"));
        assertThat(all(new Sketch("silent")).maxSplit()).isEmpty();
    }

    @Test
    void whoJoinsIsAllowedByEachPolicyThatSpeaksOfThat() {
        var apps = new Join("apps", "vpn");
        var joins = all(
                        new Sketch("both").joins(apps, new Join("lab", "vpn")),
                        new Sketch("one").joins(apps),
                        new Sketch("silent"))
                .joins();
        assertThat(joins.areSaid()).isTrue();
        assertThat(joins.against(apps)).isEmpty();
        assertThat(joins.against(new Join("lab", "vpn"))).contains("one");
        assertThat(joins.against(new Join("vpn", "apps"))).contains("both");
        assertThat(all(new Sketch("nobody").joins()).joins().against(apps)).contains("nobody");
        assertThat(EffectivePolicy.NONE.joins().areSaid()).isFalse();
        assertThat(EffectivePolicy.NONE.joins().against(apps)).isEmpty();
    }

    @Test
    void librariesOfAllPoliciesAreAssumed() {
        var effective = all(
                new Sketch("one").libraries(List.of("openssl-3.5"), List.of()),
                new Sketch("two").libraries(List.of("openssl-1.1.1", "openssl-3.5"), List.of("openssl-3.0")));
        assertThat(effective.libraries(Role.SERVER)).containsExactly("openssl-1.1.1", "openssl-3.5");
        assertThat(effective.libraries(Role.CLIENT)).containsExactly("openssl-3.0");
        assertThat(EffectivePolicy.NONE.libraries(Role.SERVER)).isEmpty();
    }

    @Test
    void theShortestFreshnessCounts() {
        var effective = all(
                new Sketch("second").freshness(Duration.ofSeconds(1)),
                new Sketch("never").freshness(Duration.ZERO),
                new Sketch("silent"));
        assertThat(effective.freshness()).contains(Duration.ZERO);
        assertThat(EffectivePolicy.NONE.freshness()).isEmpty();
    }

    @Test
    void aGuessSaysThatItIsOneWhateverAPolicySays() {
        var guess = finding(MTU, Severity.ERROR).asTentative("they are of different revisions");
        var denying = all(new Sketch("strict").rule(MTU, Level.DENY));
        var warning = all(new Sketch("mild").rule(MTU, Level.WARN));
        var why = "a guess, which denies nothing: they are of different revisions";
        assertThat(guess.notes()).containsExactly(why);
        assertThat(ruling(denying, guess).of(guess).orElseThrow().notes())
                .containsExactly(why, "denied by policy \"strict\", if it were certain");
        assertThat(ruling(warning, guess).of(guess).orElseThrow().notes())
                .containsExactly(why, "only warned of by policy \"mild\"");
    }

    @Test
    void whatMayBeNoFaultNeverDenies() {
        var strict = all(new Sketch("strict").rule(MTU, Level.DENY).severity(Severity.WARNING, Level.DENY));
        assertThat(ruling(strict, finding(MTU, Severity.ERROR).asTentative("they are of different revisions"))
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(ruling(strict, finding(RuleEngine.INTERNAL_ERROR, Severity.WARNING))
                        .level())
                .isEqualTo(Level.WARN);
        assertThat(ruling(strict, finding(DEPRECATED, Severity.WARNING)).level())
                .isEqualTo(Level.DENY);
    }

    @Test
    void strictestOfEverythingElse() {
        var one = new Sketch("one")
                .consistency(Consistency.EFFECTIVE)
                .transition(Transition.WARN)
                .allowing(ByAnnotation.VERSIONS, ByAnnotation.SUPPRESSION);
        assertThat(all(one).consistency()).isEqualTo(Consistency.EFFECTIVE);
        assertThat(all(one).transition()).isEqualTo(Transition.WARN);
        assertThat(all(one).allows(ByAnnotation.ROLES)).isFalse();
        assertThat(all(one).maySuppress(MTU)).isTrue();

        var both = all(
                one,
                new Sketch("two")
                        .consistency(Consistency.WRITTEN)
                        .transition(Transition.DENY)
                        .allowing(ByAnnotation.ROLES, ByAnnotation.SUPPRESSION)
                        .neverSuppressing(MTU));
        assertThat(both.consistency()).isEqualTo(Consistency.WRITTEN);
        assertThat(both.transition()).isEqualTo(Transition.DENY);
        assertThat(both.allows(ByAnnotation.VERSIONS)).isFalse();
        assertThat(both.maySuppress(MTU)).isFalse();
        assertThat(both.maySuppress(DEPRECATED)).isTrue();
    }

    @Test
    void allVersionsThatOneOfThemAssumesAreAssumed() {
        var none = all(new Sketch("none"));
        assertThat(none.serverVersions()).isEqualTo(Versions.ASSUMED_SERVER);
        assertThat(none.clientVersions()).isEqualTo(Versions.ASSUMED_CLIENT);

        var two = all(new Sketch("one").servers("2.7").clients("2.5"), new Sketch("two").clients("2.6-2.7"));
        assertThat(two.serverVersions()).isEqualTo(Versions.stated(List.of(Version.V2_7)));
        assertThat(two.clientVersions()).isEqualTo(Versions.stated(List.of(Version.V2_5, Version.V2_6, Version.V2_7)));
    }

    @Test
    void anExemptionHoldsUntilItsLastDayIsOver() {
        var known = exemption("office", LocalDate.parse("2026-11-26"));
        var policy = all(new Sketch("strict").rule(MTU, Level.DENY).exempting(known));
        var finding = finding(MTU, Severity.ERROR);
        assertThat(ruling(policy, finding))
                .isEqualTo(new Ruling(
                        Level.AUDIT, Level.AUDIT, Optional.of("strict"), Optional.of(known), Optional.empty()));
        assertThat(policy.ruling(finding, BUNDLES, Instant.parse("2026-11-27T00:00:00Z")))
                .isEqualTo(new Ruling(
                        Level.DENY, Level.DENY, Optional.of("strict"), Optional.empty(), Optional.of(known)));
        assertThat(ruling(policy, finding(DEPRECATED, Severity.WARNING))).isEqualTo(Ruling.of(Level.WARN));
    }

    @Test
    void anExemptionIsOfOneBundleAndTakesBackWhatItsOwnPolicySays() {
        var finding = finding(MTU, Severity.ERROR);
        var elsewhere = new Sketch("mild").exempting(exemption("home", LocalDate.MAX));
        assertThat(ruling(all(elsewhere), finding)).isEqualTo(Ruling.of(Level.DENY));

        var mild = new Sketch("mild").exempting(exemption("office", LocalDate.MAX));
        assertThat(ruling(all(mild), finding).level()).isEqualTo(Level.AUDIT);
        assertThat(ruling(all(mild, new Sketch("strict").rule(MTU, Level.DENY)), finding))
                .isEqualTo(Ruling.of(Level.DENY, "strict"));
    }

    @Test
    void selectorsAreThoseOfKubernetes() {
        assertThat(selects(new In("env", Set.of("prod", "stage")))).isTrue();
        assertThat(selects(new In("env", Set.of("stage")))).isFalse();
        assertThat(selects(new In("team", Set.of("net")))).isFalse();
        assertThat(selects(new Not(new In("env", Set.of("stage"))))).isTrue();
        assertThat(selects(new Not(new In("team", Set.of("net"))))).isTrue();
        assertThat(selects(new Exists("env"))).isTrue();
        assertThat(selects(new Not(new Exists("env")))).isFalse();
        assertThat(selects(new Exists("env"), new Exists("team"))).isFalse();
        assertThat(selects()).isTrue();
    }

    @Test
    void aPolicySpeaksOfWhatBothItsSelectorsSelect() {
        var production = new In("env", Set.of("prod"));
        var policies = Policies.of(List.of(
                new Sketch("namespaces").namespaces(production).policy(),
                new Sketch("objects").objects(production).policy(),
                new Sketch("named")
                        .namespaces(new In("kubernetes.io/metadata.name", Set.of("vpn")))
                        .policy()));
        var labels = Map.of("env", "prod");
        assertThat(policies.of("apps", labels, Map.of()).names()).containsExactly("namespaces");
        assertThat(policies.of("apps", Map.of(), labels).names()).containsExactly("objects");
        assertThat(policies.of("vpn", labels, labels).names()).containsExactly("named", "namespaces", "objects");
        assertThat(policies.of("apps", Map.of(), Map.of())).isSameAs(EffectivePolicy.NONE);
        assertThat(policies.of("apps", labels, Map.of())).isSameAs(policies.of("other", labels, Map.of()));
    }

    private static boolean selects(Requirement... requirements) {
        return new LabelSelector(List.of(requirements)).selects(Map.of("env", "prod"));
    }

    private static Exemption exemption(String bundle, LocalDate until) {
        return new Exemption("vpn", bundle, MTU, "old routers", until);
    }

    private static EffectivePolicy all(Sketch... policies) {
        return Policies.of(List.of(policies).stream().map(Sketch::policy).toList())
                .of("vpn", Map.of(), Map.of());
    }

    private static Ruling ruling(EffectivePolicy policy, Finding finding) {
        return policy.ruling(finding, BUNDLES, AT);
    }

    @Test
    void whatNobodyMaySuppressIsToldAllTheSame() {
        var suppressed = finding(MTU, Severity.ERROR)
                .suppressedBy(new Suppression(MTU, "why", Optional.empty(), new Where.Absent(CONFIG)));
        var never = all(new Sketch("never").neverSuppressing(MTU));
        var forbidding = all(new Sketch("mild"), new Sketch("never").allowing(ByAnnotation.VERSIONS));
        var allowing = all(new Sketch("mild").rule(MTU, Level.WARN));

        for (var policy : List.of(never, forbidding)) {
            assertThat(policy.ruled(List.of(suppressed), BUNDLES, AT))
                    .singleElement()
                    .satisfies(told -> {
                        assertThat(told.isSuppressed()).isFalse();
                        assertThat(told.remarks())
                                .containsExactly("its suppression does not count: policy \"never\" does not allow it");
                    });
            assertThat(EffectivePolicy.ruled(List.of(allowing, policy), suppressed, BUNDLES, AT))
                    .hasValueSatisfying(told -> assertThat(told.isSuppressed()).isFalse());
        }
        assertThat(allowing.ruled(List.of(suppressed), BUNDLES, AT))
                .singleElement()
                .satisfies(told -> assertThat(told.isSuppressed()).isTrue());
    }

    private static Finding finding(RuleId rule, Severity severity) {
        return new Finding(
                rule,
                severity,
                new Label(new Where.Absent(CONFIG), "wrong"),
                List.of(),
                Optional.empty(),
                Consequence.NONE,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }
}
