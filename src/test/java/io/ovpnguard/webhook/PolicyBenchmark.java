package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.server;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.LabelSelector.In;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.PolicyLookup;
import io.ovpnguard.policy.Sketch;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A client judged beside its server, without policies and by three; no verdict is given again. And what policies do by
 * themselves, which is too little to be seen in the difference.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PolicyBenchmark {

    @Param({"0", "3"})
    private int policies;

    private PolicyLookup lookup;
    private Judge judge;
    private Change change;
    private List<Bundle> bundles;
    private List<Finding> findings;

    @Setup
    public void prepare() {
        var mtu = new RuleId("mismatched-tun-mtu");
        var known = new Exemption("vpn", "home", mtu, "old routers", LocalDate.MAX);
        var all = Policies.of(Stream.of(
                        new Sketch("strict")
                                .severity(Severity.WARNING, Level.DENY)
                                .rule(mtu, Level.DENY),
                        new Sketch("office")
                                .objects(new In("ovpnguard.io/bundle", Set.of("office")))
                                .rule(mtu, Level.WARN)
                                .exempting(known),
                        new Sketch("here")
                                .namespaces(new In("kubernetes.io/metadata.name", Set.of("vpn")))
                                .severity(Severity.INFO, Level.OFF))
                .limit(policies)
                .map(Sketch::policy)
                .toList());
        var beside = beside(List.of(server(1500)));
        lookup = (namespace, labels) -> all.of(namespace, Map.of(), labels);
        judge = judge(_ -> beside, lookup);
        change = Change.of(client("alice", 1400), Optional.empty());
        var inspection = beside.with(ReadObject.of(change.object()), AssumedVersions.IN_THE_FIELD);
        bundles = inspection.bundles();
        findings = new RuleEngine(RuleCatalog.all(), Consistency.EFFECTIVE)
                .judge(bundles, inspection.problems(), Instant.now());
    }

    /** {@return a verdict} */
    @Benchmark
    public Object judgesAClient() {
        return judge.judge(change);
    }

    /** {@return findings as policies have them} */
    @Benchmark
    public Object appliesPolicies() {
        var policy = Terms.of(change, lookup).policy();
        return List.of(AssumedVersions.of(policy), policy.ruled(findings, bundles, Instant.now()));
    }
}
