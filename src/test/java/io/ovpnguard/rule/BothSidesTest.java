package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BothSidesTest {

    private static final String FINE = "dev tun\n";
    private static final String FAULTY = "dev tun\nverb 4\n";
    private static final String INCLUDING = "dev tun\nconfig common.conf\n";

    /** Fires where a side has {@code verb}, and points at that side only. */
    @RuleInfo(summary = "fires", severity = Severity.ERROR, evidence = "none")
    private static final class RuleOfOneSide implements PairRule {
        @Override
        public void check(Prediction prediction, Consistency consistency, Report report) {
            Stream.of(prediction.server(), prediction.client())
                    .flatMap(process -> process.profile().config().last("verb").stream())
                    .forEach(verb -> report.at(verb.span(), "it does not fit"));
        }
    }

    @Test
    void clientsOfAServerThatDoesNotFitThemAreNamedInOneFinding() {
        assertThat(found(FAULTY, FINE, FINE))
                .containsExactly(
                        "server.conf it does not fit; 0.conf concerns this client; 1.conf concerns this client");
    }

    @Test
    void theServerOfAClientThatDoesNotFitItIsNamed() {
        assertThat(found(FINE, FAULTY, FINE))
                .containsExactly("0.conf it does not fit; server.conf concerns this server");
    }

    @Test
    void whatAConfigIncludesNamesIt() {
        assertThat(found(FINE, INCLUDING))
                .containsExactly("common.conf it does not fit; server.conf concerns this server");
    }

    private static List<String> found(String serving, String... texts) {
        var server = profile("server.conf", Role.SERVER, serving, Versions.ASSUMED_SERVER);
        var clients = IntStream.range(0, texts.length)
                .mapToObj(number -> profile(number + ".conf", Role.CLIENT, texts[number], Versions.ASSUMED_CLIENT))
                .toList();
        var pairs = clients.stream().map(client -> new Pair(server, client)).toList();
        var bundle = new Bundle("", "a", List.of(server), clients, pairs, List.of());
        return new RuleEngine(RuleCatalog.of(new RuleOfOneSide()), Consistency.STATED)
                .judge(List.of(bundle), List.of(), Instant.EPOCH).stream()
                        .map(finding -> finding.labels()
                                .map(label -> label.where().source().name() + " " + label.text())
                                .collect(Collectors.joining("; ")))
                        .toList();
    }

    private static Profile profile(String name, Role role, String text, Versions versions) {
        Includes includes = (_, included) -> Optional.of(Source.of(included, FAULTY));
        return new Profile(name, role, ConfigParser.parse(Source.of(name, text), includes), Files.UNKNOWN, versions);
    }
}
