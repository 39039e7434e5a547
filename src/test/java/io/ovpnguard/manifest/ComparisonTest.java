package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Label;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Source SERVER = Source.of("server", "");
    private static final Source ALICE = Source.of("alice", "");
    private static final Source BOB = Source.of("bob", "");
    private static final Source CAROL = Source.of("carol", "");

    private static final Optional<String> CERTIFICATE = Optional.of("fingerprint");

    @Test
    void aFaultWithOneServerIsDividedAmongClients() {
        var before = finding(Severity.ERROR, Optional.empty(), SERVER, ALICE, BOB);
        var after = finding(Severity.ERROR, Optional.empty(), SERVER, CAROL, BOB);

        var comparison = compare(before, after);
        assertThat(places(comparison.worse())).containsExactly("server carol");
        assertThat(places(comparison.same())).containsExactly("server bob");
        assertThat(places(comparison.better())).containsExactly("server alice");
    }

    @Test
    void soIsWhatClientsShare() {
        var before = finding(Severity.ERROR, CERTIFICATE, ALICE, BOB);
        var after = finding(Severity.ERROR, CERTIFICATE, CAROL, BOB);

        var comparison = compare(before, after);
        assertThat(places(comparison.worse())).containsExactly("carol");
        assertThat(places(comparison.same())).containsExactly("bob");
        assertThat(comparison.same().getFirst().message()).isEqualTo("expired");
        assertThat(places(comparison.better())).containsExactly("alice");
    }

    @Test
    void whichClientOfManyIsToldFirstMakesNoDifference() {
        var comparison = compare(
                finding(Severity.ERROR, CERTIFICATE, ALICE, BOB), finding(Severity.ERROR, CERTIFICATE, BOB, ALICE));
        assertThat(places(comparison.same())).containsExactly("bob alice");
        assertThat(comparison.worse()).isEmpty();
        assertThat(comparison.better()).isEmpty();
    }

    @Test
    void anErrorThatOnlyWarnsIsBetterAndAWarningThatDeniesIsWorse() {
        var error = finding(Severity.ERROR, Optional.empty(), SERVER, ALICE);
        var warning = finding(Severity.WARNING, Optional.empty(), SERVER, ALICE);

        assertThat(compare(error, warning).better()).containsExactly(error);
        assertThat(compare(warning, error).worse()).containsExactly(error);
        assertThat(compare(warning, error).better()).isEmpty();
    }

    private static Comparison compare(Finding before, Finding after) {
        var locations = new Locations();
        return Comparison.of(new Found(List.of(before), locations), new Found(List.of(after), locations));
    }

    private static Finding finding(Severity severity, Optional<String> cause, Source primary, Source... related) {
        return new Finding(
                new RuleId("expired-certificate"),
                severity,
                label(primary, "expired"),
                Stream.of(related).map(source -> label(source, "the same here")).toList(),
                Optional.empty(),
                Consequence.NO_HANDSHAKE,
                List.of(),
                List.of(),
                List.of(),
                cause);
    }

    private static Label label(Source source, String text) {
        return new Label(new Where.Absent(source), text);
    }

    private static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> String.join(
                        " ",
                        finding.labels()
                                .map(label -> label.where().source().name())
                                .toList()))
                .toList();
    }
}
