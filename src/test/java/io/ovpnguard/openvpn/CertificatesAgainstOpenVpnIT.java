package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Golden;
import io.ovpnguard.openvpn.Differential.Disagreement;
import io.ovpnguard.openvpn.Differential.Match;
import io.ovpnguard.openvpn.SituationTable.Row;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real OpenVPN 2.6 does with odd certificates what is predicted, and {@code openssl verify} finds in them what is said to
 * be found; {@code -Dcertificates.version=2.5} or another has that version do it. docs/certificates.md shows it all.
 */
class CertificatesAgainstOpenVpnIT {

    private static final Version VERSION =
            Version.parse(System.getProperty("certificates.version", "2.6")).orElseThrow();

    private static final Path PAGE = Path.of("docs/certificates.md");

    /** Most of a run is waiting. */
    private static final int SIDE_BY_SIDE = 24;

    /** Subjects of which {@code openssl verify} judges a part, and how many situations at least. */
    private static final Set<String> OF_OPENSSL = Set.of("validity", "chain", "purpose", "revocation", "strength");

    private static final int LEAST_OF_OPENSSL = 50;

    @TempDir
    private Path folder;

    @Test
    void doesWhatIsPredicted() throws Exception {
        var laboratory = Laboratory.open();
        var differential = new Differential(laboratory);
        var openVpn = laboratory.binaries().get(VERSION);
        var situations = Situations.all();

        var disagreements = Collections.synchronizedList(new ArrayList<Disagreement>());
        var rows = new ArrayList<Row>();
        try (var workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Callable<Row>> plays = new ArrayList<>();
            situations.forEach(pair -> plays.add(() -> {
                var match = new Match(pair, openVpn, openVpn);
                var played = differential.play(match);
                var prediction = Differential.predict(match, laboratory.pki());
                if (!Observation.of(prediction)
                        .differences(Observation.of(played))
                        .isEmpty()) {
                    differential.compare(match).ifPresent(disagreements::add);
                }
                return Row.of(pair, prediction, openSsl(pair), played);
            }));
            for (var play : workers.invokeAll(plays)) {
                rows.add(play.get());
            }
        }

        assertThat(situations).hasSizeGreaterThan(60);
        assertThat(disagreements.stream()
                        .map(found -> found.match().pair().id() + ": "
                                + found.differences().getFirst() + " unknown " + found.unknown()))
                .as("of %d situations", situations.size())
                .isEmpty();
        if (VERSION.equals(Version.V2_6)) {
            comparePage(new SituationTable(rows), openVpn.release());
        }
    }

    private static void comparePage(SituationTable table, String release) throws IOException {
        assertThat(table.rows().stream().filter(Row::isOfOpenSsl)).hasSizeGreaterThan(LEAST_OF_OPENSSL);
        assertThat(table.rows().stream().filter(row -> row.isOfOpenSsl() && !row.agrees()))
                .as("`openssl verify` finds something else")
                .isEmpty();
        if (Golden.isUpdate()) {
            Files.writeString(PAGE, table.page(release));
        }
        assertThat(SituationTable.verdicts(Files.readString(PAGE))).isEqualTo(table.verdicts());
    }

    /** {@return what {@code openssl verify} finds, first at the client, which looks first; empty for what it cannot judge} */
    private Optional<String> openSsl(PairSetup pair) throws IOException {
        if (!OF_OPENSSL.contains(pair.topic())) {
            return Optional.empty();
        }
        var verify = new OpenSslVerify(Files.createTempDirectory(folder, "verify"));
        return Optional.of(verify.error(pair, Side.CLIENT)
                .or(() -> verify.error(pair, Side.SERVER))
                .orElse(SituationTable.NOTHING));
    }
}
