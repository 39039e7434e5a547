package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Doubt;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.VersionPair;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleEngineTest {

    private static final String SECRET = "s3cret";

    @RuleInfo(summary = "throws", severity = Severity.ERROR, evidence = "none")
    private static final class ThrowingRule implements ProfileRule {
        @Override
        public void check(ProfileInVersion profile, Report report) {
            throw new IllegalStateException(SECRET);
        }
    }

    /** Worse at 2.4 clients than at others. */
    @RuleInfo(summary = "fires", severity = Severity.ERROR, evidence = "none")
    private static final class FiringRule implements PairRule {
        @Override
        public void check(Prediction prediction, Consistency consistency, Report report) {
            var client = prediction.client();
            report.at(prediction.server().profile().config().source().whole(), "server is this")
                    .and(client.profile().config().source().whole(), "client is that")
                    .as(client.version().equals(Version.V2_4) ? Severity.ERROR : Severity.WARNING);
        }
    }

    private static Profile profile(String name, Role role, Versions versions) {
        var config = ConfigParser.parse(Source.of(name, "dev tun\n"), Includes.NONE);
        return new Profile(name, role, config, Files.UNKNOWN, versions);
    }

    private static List<Finding> judge(boolean guessed, Rule rule, Profile... clients) {
        var server = profile("server.conf", Role.SERVER, Versions.ASSUMED_SERVER);
        var pairs = Arrays.stream(clients)
                .map(client -> new Pair(server, client, guessed ? Optional.of(Doubt.UNTIED) : Optional.empty(), false))
                .toList();
        var bundle = new Bundle("", "a", List.of(server), List.of(clients), pairs, List.of());
        return new RuleEngine(RuleCatalog.of(rule), Consistency.STATED)
                .judge(List.of(bundle), List.of(), Instant.EPOCH);
    }

    @Test
    void aRuleThatThrowsBecomesOneWarningWithoutTheExceptionsText() {
        assertThat(judge(false, new ThrowingRule())).singleElement().satisfies(finding -> {
            assertThat(finding.rule().value()).isEqualTo("internal-error");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.toString()).contains("throwing-rule").doesNotContain(SECRET);
        });
    }

    @Test
    void theWorstOutcomeDecidesAndNamesItsVersions() {
        var client = profile("client.conf", Role.CLIENT, Versions.ASSUMED_CLIENT);
        assertThat(judge(false, new FiringRule(), client)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.versions())
                    .containsExactly(
                            new VersionPair(Optional.of(Version.V2_6), Optional.of(Version.V2_4)),
                            new VersionPair(Optional.of(Version.V2_7), Optional.of(Version.V2_4)));
        });
    }

    @Test
    void clientsWithOneFaultMakeOneFinding() {
        var one = profile("a.conf", Role.CLIENT, Versions.ASSUMED_CLIENT);
        var other = profile("b.conf", Role.CLIENT, Versions.ASSUMED_CLIENT);
        assertThat(judge(false, new FiringRule(), one, other))
                .singleElement()
                .satisfies(finding -> assertThat(finding.related())
                        .extracting(label -> label.where().source().name())
                        .containsExactly("a.conf", "b.conf"));
    }

    @Test
    void aGuessedPairOnlyWarns() {
        var client = profile("client.conf", Role.CLIENT, Versions.ASSUMED_CLIENT);
        assertThat(judge(true, new FiringRule(), client))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    /** Fires at one of two servers only. */
    @RuleInfo(summary = "fires", severity = Severity.ERROR, evidence = "none")
    private static final class RuleOfOneServer implements PairRule {
        @Override
        public void check(Prediction prediction, Consistency consistency, Report report) {
            if (prediction.server().source().name().equals("one.conf")) {
                report.at(prediction.client().source(), "client does not fit");
            }
        }
    }

    @Test
    void whatOnlyWarnsForAnotherServerSaysSo() {
        var client = profile("client.conf", Role.CLIENT, Versions.ASSUMED_CLIENT);
        var one = profile("one.conf", Role.SERVER, Versions.ASSUMED_SERVER);
        var other = profile("other.conf", Role.SERVER, Versions.ASSUMED_SERVER);
        var pairs =
                List.of(new Pair(one, client, Optional.empty(), true), new Pair(other, client, Optional.empty(), true));
        var bundle = new Bundle("", "a", List.of(one, other), List.of(client), pairs, List.of());
        var findings = new RuleEngine(RuleCatalog.of(new RuleOfOneServer()), Consistency.STATED)
                .judge(List.of(bundle), List.of(), Instant.EPOCH);
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.related())
                    .extracting(label -> label.where().source().name())
                    .containsExactly("one.conf", "other.conf");
            assertThat(finding.related().getLast().text()).contains("only warns");
            assertThat(finding.notes())
                    .containsExactly("a guess, which denies nothing: the client works with another server at the same"
                            + " place, and may mean that one");
        });
    }
}
