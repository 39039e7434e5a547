package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.Case;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.TestAbortedException;

/**
 * Real OpenVPN does with the pair of each case what the case states, and says what its {@code openvpn.log} and the rule's
 * finding say. {@code -Dgolden=update} records the logs anew, {@code -Drule=ID} plays the cases of one rule only.
 */
@Execution(ExecutionMode.CONCURRENT)
class CasesAgainstOpenVpnIT {

    private static final boolean IS_UPDATE = "update".equals(System.getProperty("golden"));

    private static final Pattern ONLY = Pattern.compile(System.getProperty("rule", ".*"));

    /** Says that a process went on, whatever else it said. */
    private static final Pattern MILESTONE = Pattern.compile(Daemon.READY + "|Data Channel: cipher .*");

    @TestFactory
    Stream<DynamicTest> doesWhatTheCaseStates() throws IOException {
        Laboratory laboratory;
        try {
            laboratory = Laboratory.open();
        } catch (TestAbortedException skipped) {
            // Thrown by the factory itself, no report would show it.
            return Stream.of(DynamicTest.dynamicTest("cases against OpenVPN", () -> {
                throw skipped;
            }));
        }
        return Case.all().stream()
                .filter(each -> ONLY.matcher(each.rule().value()).matches())
                .filter(each -> each.properties().containsKey("outcome"))
                .flatMap(each -> runs(each, laboratory));
    }

    private static Stream<DynamicTest> runs(Case each, Laboratory laboratory) {
        var pair = each.bundle().pairs().getFirst();
        return playable(pair.server(), laboratory)
                .flatMap(server -> playable(pair.client(), laboratory)
                        .map(client -> DynamicTest.dynamicTest(
                                each.rule() + "/" + each.folder().getFileName() + ", server " + server.release()
                                        + ", client " + client.release(),
                                each.folder().toUri(),
                                () -> check(each, server, client, laboratory))));
    }

    /** Cases about versions that nobody can fetch rest on the recordings that the predictions are tested with. */
    private static Stream<OpenVpnBinary> playable(Profile profile, Laboratory laboratory) {
        return profile.versions().candidates().stream()
                .filter(laboratory.binaries()::containsKey)
                .map(laboratory.binaries()::get);
    }

    private static void check(Case each, OpenVpnBinary server, OpenVpnBinary client, Laboratory laboratory)
            throws IOException {
        var played = laboratory
                .pairRun()
                .play(
                        server,
                        new Setup(lines(each, "server.conf"), each.serverFiles(), each.serverModes()),
                        client,
                        new Setup(lines(each, "client.conf"), new TreeMap<>(), new TreeMap<>()));

        assertThat(played.outcome().word())
                .as("outcome")
                .isEqualTo(each.properties().getProperty("outcome"));

        if (IS_UPDATE) {
            record(each, server, client, played);
        }
        var log = RecordedLog.read(each);
        var ofServer = log.section(RecordedLog.serverHeading(server, client));
        var ofClient = log.section(RecordedLog.clientHeading(server, client));
        assertThat(missing(ofServer, played.serverLog()))
                .as("recorded, but not logged by the server")
                .isEmpty();
        assertThat(missing(ofClient, played.clientLog()))
                .as("recorded, but not logged by the client")
                .isEmpty();

        var only = at(each.bundle(), server.version(), client.version());
        var engine = new RuleEngine(RuleCatalog.all().only(each.rule()), Consistency.STATED);
        for (var finding : engine.judge(List.of(only), List.of(), Instant.now())) {
            assertThat(unsaid(finding.serverLog(), played.serverLog()))
                    .as("predicted, but not logged by the server")
                    .isEmpty();
            assertThat(unsaid(finding.clientLog(), played.clientLog()))
                    .as("predicted, but not logged by the client")
                    .isEmpty();
        }
    }

    private static List<String> lines(Case each, String config) throws IOException {
        return Files.readAllLines(each.folder().resolve(config));
    }

    private static List<String> missing(List<String> wanted, List<String> log) {
        return LogText.lines(wanted).stream()
                .filter(line -> !log.contains(line))
                .toList();
    }

    /** A finding ends a line where a certificate's subject would follow. */
    private static List<String> unsaid(List<String> predicted, List<String> log) {
        return missing(predicted, log).stream()
                .filter(line -> !line.startsWith("VERIFY ")
                        || log.stream()
                                .noneMatch(logged -> logged.startsWith(line + ": ") || logged.startsWith(line + " ")))
                .toList();
    }

    private static synchronized void record(Case each, OpenVpnBinary server, OpenVpnBinary client, Played played)
            throws IOException {
        assertThat(System.getenv("CI"))
                .as("recordings are never rewritten in CI")
                .isNotEqualTo("true");
        var signatures = Stream.concat(
                        Arrays.stream(RuleCatalog.info(rule(each)).logs()).map(Pattern::compile), Stream.of(MILESTONE))
                .toList();
        var log = RecordedLog.read(each);
        log.put(RecordedLog.serverHeading(server, client), matching(played.serverLog(), signatures));
        log.put(RecordedLog.clientHeading(server, client), matching(played.clientLog(), signatures));
    }

    private static List<String> matching(List<String> lines, List<Pattern> signatures) {
        return lines.stream()
                .filter(line -> signatures.stream()
                        .anyMatch(signature -> signature.matcher(line).find()))
                .toList();
    }

    private static Rule rule(Case of) {
        return RuleCatalog.all().find(of.rule().value()).orElseThrow();
    }

    private static Bundle at(Bundle bundle, Version server, Version client) {
        var pair = bundle.pairs().getFirst();
        var only = new Pair(at(pair.server(), server), at(pair.client(), client), pair.doubt(), pair.contested());
        return new Bundle(
                bundle.namespace(),
                bundle.name(),
                List.of(only.server()),
                List.of(only.client()),
                List.of(only),
                List.of());
    }

    private static Profile at(Profile profile, Version version) {
        return new Profile(
                profile.name(), profile.role(), profile.config(), profile.files(), Versions.stated(List.of(version)));
    }
}
