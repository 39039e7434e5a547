package io.ovpnguard.bench;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a config and a pair cost, beside counting the lines of the same text. Run it with {@code ./mvnw -Pbench -DskipTests verify}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PairBenchmark {

    private static final String INLINE = "<ca>\n-----BEGIN CERTIFICATE-----\n"
            + "MIIDSzCCAjOgAwIBAgIUcmVhbGx5IG5vdCBhIGNlcnRpZmljYXRlIGF0IGFsbCE\n".repeat(24)
            + "-----END CERTIFICATE-----\n</ca>\n";

    private final String client = "client\ndev tun\nproto udp\nremote vpn.example.org 1194\nnobind\ntun-mtu 1400\n"
            + "# a comment\nverb 3\n".repeat(20)
            + INLINE
            + INLINE.replace("ca>", "cert>");

    private final String server =
            "port 1194\nproto udp\ndev tun\nserver 10.8.0.0 255.255.255.0\ntopology subnet\nkeepalive 10 60\n" + INLINE;

    private static final Instant AT = Instant.parse("2026-11-24T00:00:00Z");

    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);
    private final Bundle bundle = bundle();
    private final Process serverProcess = Process.of(bundle.servers().getFirst(), Version.V2_6);
    private final Process clientProcess = Process.of(bundle.clients().getFirst(), Version.V2_5);

    private static Profile profile(String name, Role role, String text, Version version) {
        var config = ConfigParser.parse(Source.of(name, text), Includes.NONE);
        return new Profile(name, role, config, Files.UNKNOWN, Versions.stated(List.of(version)));
    }

    private Bundle bundle() {
        var one = profile("server.conf", Role.SERVER, server, Version.V2_6);
        var other = profile("client.conf", Role.CLIENT, client, Version.V2_5);
        return new Bundle("", "a", List.of(one), List.of(other), List.of(new Pair(one, other)), List.of());
    }

    /** The measure beside which the others are told: a pass over the same characters. */
    @Benchmark
    public long countLines() {
        return client.chars().filter(character -> character == '\n').count();
    }

    @Benchmark
    public ConfigFile parse100Lines() {
        return ConfigParser.parse(Source.of("client.conf", client), Includes.NONE);
    }

    /** Parsed and settled configs, so that only the session is played. */
    @Benchmark
    public Prediction predictOnePair() {
        return Predictor.predict(serverProcess, clientProcess, AT);
    }

    @Benchmark
    public List<Finding> judgeOnePair() {
        return engine.judge(List.of(bundle), List.of(), AT);
    }
}
