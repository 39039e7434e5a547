package io.ovpnguard.manifest.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Demand;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Join;
import io.ovpnguard.policy.LabelSelector.Exists;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.LabelSelector.Not;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.policy.SplitLimit;
import io.ovpnguard.policy.Transition;
import io.ovpnguard.predict.TlsLibrary;
import io.ovpnguard.rule.Consistency;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    private static final String HEAD = """
            apiVersion: ovpnguard.io/v1alpha1
            kind: OpenVPNPolicy
            metadata:
              name: strict
            """;

    @Test
    void everythingThatCanBeSaidIsTaken() {
        var policy = only(HEAD + """
                spec:
                  namespaceSelector:
                    matchLabels: {env: prod}
                    matchExpressions:
                      - {key: team, operator: NotIn, values: [lab]}
                      - {key: vpn, operator: Exists}
                  objectSelector:
                    matchExpressions:
                      - {key: tier, operator: In, values: [edge, core]}
                      - {key: old, operator: DoesNotExist}
                  severities: {error: deny, warning: audit, info: "off"}
                  rules:
                    mismatched-tun-mtu: deny
                    deprecated-option: warn
                  consistency: written
                  transition: warn
                  allowOverrides: [versions, revision]
                  neverSuppress: [key-in-configmap]
                  assume: {serverVersions: "2.7", clientVersions: "2.6-2.7, connect-3", serverCrypto: "openssl-3.0 , openssl-3.5"}
                  require:
                    dataCiphers: [id-aes256-GCM, chacha20-poly1305]
                    authDigests: [SHA512, sha256]
                    minTlsVersion: "1.2"
                    minRsaBits: 2048
                    minEcBits: 256
                  expiry: {certificateDays: 60, crlDays: 0}
                  maxSplit: 36h
                  joins: [{clients: apps, bundles: vpn}]
                  freshness: 50ms
                  exceptions:
                    - {bundle: vpn/office, rule: mismatched-tun-mtu, reason: old routers, until: "2027-03-31"}
                """);
        assertThat(policy.name()).isEqualTo("strict");
        assertThat(policy.namespaces().requirements())
                .containsExactly(
                        new In("env", Set.of("prod")), new Not(new In("team", Set.of("lab"))), new Exists("vpn"));
        assertThat(policy.objects().requirements())
                .containsExactly(new In("tier", Set.of("edge", "core")), new Not(new Exists("old")));
        assertThat(policy.severities())
                .isEqualTo(Map.of(Severity.ERROR, Level.DENY, Severity.WARNING, Level.AUDIT, Severity.INFO, Level.OFF));
        assertThat(policy.rules())
                .isEqualTo(Map.of(
                        new RuleId("mismatched-tun-mtu"), Level.DENY, new RuleId("deprecated-option"), Level.WARN));
        assertThat(policy.consistency()).contains(Consistency.WRITTEN);
        assertThat(policy.transition()).contains(Transition.WARN);
        assertThat(policy.allowOverrides()).contains(Set.of(ByAnnotation.VERSIONS, ByAnnotation.REVISION));
        assertThat(policy.neverSuppressed()).containsExactly(new RuleId("key-in-configmap"));
        assertThat(policy.serverVersions()).contains(Versions.parse("2.7", Role.SERVER));
        assertThat(policy.clientVersions()).contains(Versions.parse("2.6-2.7, connect-3", Role.CLIENT));
        assertThat(policy.demand())
                .isEqualTo(new Demand(
                        "strict",
                        List.of("AES-256-GCM", "CHACHA20-POLY1305"),
                        List.of("SHA512", "SHA256"),
                        Optional.of(12),
                        Optional.of(2048),
                        Optional.of(256),
                        Optional.of(60),
                        Optional.of(0)));
        assertThat(policy.maxSplit()).contains(new SplitLimit(Duration.ofHours(36), "36h", "strict"));
        assertThat(policy.joins()).contains(Set.of(new Join("apps", "vpn")));
        assertThat(policy.freshness()).contains(Duration.ofMillis(50));
        assertThat(policy.serverLibraries()).containsExactly("openssl-3.0", "openssl-3.5");
        assertThat(policy.clientLibraries()).isEmpty();
        assertThat(policy.exemptions())
                .containsExactly(new Exemption(
                        "vpn",
                        "office",
                        new RuleId("mismatched-tun-mtu"),
                        "old routers",
                        LocalDate.parse("2027-03-31")));
    }

    @Test
    void whatIsNotWrittenIsNotSaid() {
        var policy = only(HEAD);
        assertThat(policy.namespaces().requirements()).isEmpty();
        assertThat(policy.severities()).isEmpty();
        assertThat(policy.rules()).isEmpty();
        assertThat(policy.allowOverrides()).isEmpty();
        assertThat(policy.serverVersions()).isEmpty();
        assertThat(policy.exemptions()).isEmpty();
        assertThat(only(HEAD + "spec:\n").rules()).isEmpty();
        assertThat(only(HEAD + "spec:\n  allowOverrides: []\n").allowOverrides())
                .contains(Set.of());
    }

    @Test
    void allFaultsOfATextAreToldWithTheirPlaces() {
        assertThat(PolicyReader.read("p.yaml", HEAD + """
                        spec:
                          rule: {}
                          rules:
                            mismatched-tun-mut: deny
                            deprecated-option: dney
                            small-dh: off
                          severities: {info: deny}
                          exceptions:
                            - {bundle: office, rule: small-dh, reason: " ", until: 2027-02-30}
                            - {bundle: a/b, rule: nonsense, until: "2027-02-30"}
                          assume: {serverVersions: "2.8"}
                          objectSelector: {matchExpressions: [{key: a, operator: Is}]}
                        """).faults())
                .containsExactly(
                        "p.yaml:6:3: spec.rule: no such field; did you mean `rules`?",
                        "p.yaml:8:5: spec.rules[mismatched-tun-mut]: no rule is called `mismatched-tun-mut`; did you"
                                + " mean `mismatched-tun-mtu`?",
                        "p.yaml:9:5: spec.rules[deprecated-option]: `dney` is none of `audit`, `deny`, `off`, `warn`;"
                                + " did you mean `deny`?",
                        "p.yaml:10:5: spec.rules[small-dh]: is not a string: write `\"off\"`, in quotes",
                        "p.yaml:11:16: spec.severities.info: what is only worth knowing denies nothing: write `warn`",
                        "p.yaml:13:8: spec.exceptions[0].bundle: `office` is not written like `vpn/office`",
                        "p.yaml:13:40: spec.exceptions[0].reason: is empty",
                        "p.yaml:13:53: spec.exceptions[0].until: `2027-02-30` is no day: write such as `2027-03-31`",
                        "p.yaml:14:7: spec.exceptions[1].reason: is missing",
                        "p.yaml:14:21: spec.exceptions[1].rule: no rule is called `nonsense`; `ovpnguard rules` lists"
                                + " them",
                        "p.yaml:14:37: spec.exceptions[1].until: `2027-02-30` is no day: write such as `2027-03-31`",
                        "p.yaml:15:12: spec.assume.serverVersions: `2.8` is no OpenVPN version that can be judged"
                                + " (known: 2.2 to 2.7)",
                        "p.yaml:16:48: spec.objectSelector.matchExpressions[0].operator: `Is` is none of"
                                + " `DoesNotExist`, `Exists`, `In`, `NotIn`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            kind: ConfigMap                                         | p.yaml:1:1: kind: `ConfigMap` is no policy's: write `OpenVPNPolicy`
            apiVersion: ovpnguard.io/v1                             | p.yaml:1:1: apiVersion: `ovpnguard.io/v1` is no policy's: write `ovpnguard.io/v1alpha1`
            a: [                                                    | p.yaml:2:1: this document cannot be read as YAML: expected the node content, but found '<stream end>'
            text                                                    | p.yaml:1:1: this is no policy: it is not a mapping
            # nothing                                               | p.yaml: holds no policy: write one that begins with `apiVersion: ovpnguard.io/v1alpha1`
            metadata: {}                                            | p.yaml:1:1: metadata.name: is missing: by it messages name the policy
            sepc: {}                                                | p.yaml:1:1: sepc: no such field; did you mean `spec`?
            spec: []                                                | p.yaml:1:1: spec: is not a mapping: write a key and a value on each line
            spec: {rules: [a]}                                      | p.yaml:1:8: spec.rules: is not a mapping: write a key and a value on each line
            spec: {exceptions: {}}                                  | p.yaml:1:8: spec.exceptions: is not a list: begin each value with `- `
            spec: {consistency: {}}                                 | p.yaml:1:8: spec.consistency: is not a string
            spec: {consistency: stated, consistency: written}       | p.yaml:1:29: spec.consistency: stands twice
            spec: {allowOverrides: [roles, roles, roles, roles, roles]} | p.yaml:1:8: spec.allowOverrides: has 5 values: at most 4 are allowed
            spec: {require: {dataCiphers: []}}                      | p.yaml:1:18: spec.require.dataCiphers: is empty
            spec: {require: {authDigests: [SHA265]}}                | p.yaml:1:32: spec.require.authDigests[0]: no digest is called `SHA265`; did you mean `SHA256`?
            spec: {require: {minTlsVersion: 1.2}}                   | p.yaml:1:18: spec.require.minTlsVersion: is not a string: write `"1.2"`, in quotes
            spec: {require: {minTlsVersion: "1.4"}}                 | p.yaml:1:18: spec.require.minTlsVersion: `1.4` is none of `1.0`, `1.1`, `1.2`, `1.3`
            spec: {require: {minRsaBits: 20480}}                    | p.yaml:1:18: spec.require.minRsaBits: is 20480: write a number from 512 to 16384
            spec: {joins: [{clients: Apps}]}                        | p.yaml:1:17: spec.joins[0].clients: `Apps` is not written like `apps`
            spec: {joins: [{clients: apps}]}                        | p.yaml:1:16: spec.joins[0].bundles: is missing
            spec: {freshness: 200}                                  | p.yaml:1:8: spec.freshness: `200` is not written like `200ms`: a whole number of at most five digits, and `ms`, `s`, `m`, `h` or `d`
            spec: {assume: {clientCrypto: "openssl-3.0, libre"}}    | p.yaml:1:17: spec.assume.clientCrypto: `libre` is no TLS library that can be judged; there are @
            spec: {assume: {serverCrypto: openssl-9}}               | p.yaml:1:17: spec.assume.serverCrypto: `openssl-9` is no TLS library that can be judged; there are @
            spec: {assume: {serverCrypto: openssl-3.0-3.5}}         | p.yaml:1:17: spec.assume.serverCrypto: `openssl-3.0-3.5` is no TLS library that can be judged; there are @
            spec: {maxSplit: 7}                                     | p.yaml:1:8: spec.maxSplit: `7` is not written like `12h`: a whole number of at most five digits, and `ms`, `s`, `m`, `h` or `d`
            spec: {maxSplit: 1 day}                                 | p.yaml:1:8: spec.maxSplit: `1 day` is not written like `12h`: a whole number of at most five digits, and `ms`, `s`, `m`, `h` or `d`
            spec: {require: {dataCiphers: [AES-256-GMC]}}           | p.yaml:1:32: spec.require.dataCiphers[0]: no cipher is called `AES-256-GMC`; did you mean `AES-256-GCM`?
            spec: {objectSelector: {matchExpressions: [{key: a, operator: In}]}} | p.yaml:1:44: spec.objectSelector.matchExpressions[0].values: is empty: `In` needs values
            """)
    void aBadTextIsRefused(String text, String fault) {
        var read = PolicyReader.read("p.yaml", text + "\n");
        assertThat(read.faults()).contains(fault.replace("@", TlsLibrary.NAMES));
        assertThat(read.policies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Strict", "strict_1", "-strict", "strict.", "a..b", "str ict"})
    void aNameThatAClusterRefusesIsRefused(String name) {
        assertThat(PolicyReader.read("p.yaml", HEAD.replace("strict", name)).faults())
                .singleElement()
                .asString()
                .startsWith("p.yaml:4:3: metadata.name: `" + name + "` is a name that a cluster refuses: write ");
    }

    @Test
    void aNameThatAClusterTakesIsTaken() {
        for (var name : List.of("a", "migration-to-2.7", "0.b-c", "x".repeat(253))) {
            assertThat(PolicyReader.read("p.yaml", HEAD.replace("strict", name)).faults())
                    .isEmpty();
        }
        assertThat(PolicyReader.read("p.yaml", HEAD.replace("strict", "x".repeat(254)))
                        .faults())
                .hasSize(1);
    }

    @Test
    void aTextHoldsAnyNumber() {
        var two = PolicyReader.read("p.yaml", HEAD + "---\n" + HEAD.replace("strict", "other"));
        assertThat(two.policies()).extracting(Policy::name).containsExactly("strict", "other");

        var list = PolicyReader.read(
                "p.yaml", "kind: List\nitems:\n  - " + HEAD.strip().replace("\n", "\n    ") + "\n");
        assertThat(list.faults()).isEmpty();
        assertThat(list.policies()).extracting(Policy::name).containsExactly("strict");
    }

    @Test
    void anObjectKeepsWhatIsRightInIt() {
        var one = PolicyReader.readObject(
                "strict", "{\"spec\": {\"rules\": {\"small-dh\": \"deny\", \"no-such-rule\": \"deny\"}}}");
        assertThat(one.policy().rules()).containsOnlyKeys(new RuleId("small-dh"));
        assertThat(one.faults())
                .extracting(Fault::toString)
                .containsExactly("spec.rules[no-such-rule]: no rule is called `no-such-rule`; `ovpnguard rules` lists"
                        + " them");
    }

    private static Policy only(String text) {
        var read = PolicyReader.read("p.yaml", text);
        assertThat(read.faults()).isEmpty();
        assertThat(read.policies()).hasSize(1);
        return read.policies().getFirst();
    }
}
