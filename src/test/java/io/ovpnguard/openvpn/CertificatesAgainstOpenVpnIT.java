package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.openvpn.Differential.Disagreement;
import io.ovpnguard.openvpn.Differential.Match;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Real OpenVPN 2.6 does with odd certificates what is predicted; {@code -Dcertificates.version=2.5} or another has that
 * version do it.
 */
class CertificatesAgainstOpenVpnIT {

    private static final Version VERSION =
            Version.parse(System.getProperty("certificates.version", "2.6")).orElseThrow();

    /** Most of a run is waiting. */
    private static final int SIDE_BY_SIDE = 24;

    @Test
    void doesWhatIsPredicted() throws Exception {
        var laboratory = Laboratory.open();
        var differential = new Differential(laboratory);
        var openVpn = laboratory.binaries().get(VERSION);
        var situations = Situations.all();

        var disagreements = new ArrayList<Disagreement>();
        try (var workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Callable<Optional<Disagreement>>> plays = new ArrayList<>();
            situations.forEach(pair -> plays.add(() -> differential.compare(new Match(pair, openVpn, openVpn))));
            for (var play : workers.invokeAll(plays)) {
                play.get().ifPresent(disagreements::add);
            }
        }

        assertThat(situations).hasSizeGreaterThan(60);
        assertThat(disagreements.stream()
                        .map(found -> found.match().pair().id() + ": "
                                + found.differences().getFirst() + " unknown " + found.unknown()))
                .as("of %d situations", situations.size())
                .isEmpty();
    }
}
