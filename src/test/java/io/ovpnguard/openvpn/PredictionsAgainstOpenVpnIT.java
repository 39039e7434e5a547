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

/** Real OpenVPN 2.6 does with a sample of pairs what is predicted; CONTRIBUTING.md says how to play all of them. */
class PredictionsAgainstOpenVpnIT {

    private static final int PAIRS_OF_A_TOPIC = 3;

    /** Most of a run is waiting. */
    private static final int SIDE_BY_SIDE = 12;

    @Test
    void doesWhatIsPredicted() throws Exception {
        var laboratory = Laboratory.open();
        var differential = new Differential(laboratory);
        var openVpn = laboratory.binaries().get(Version.V2_6);
        var pairs = new PairGenerator(Version.V2_6, Version.V2_6).sample(PAIRS_OF_A_TOPIC);

        var disagreements = new ArrayList<Disagreement>();
        try (var workers = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Callable<Optional<Disagreement>>> plays = new ArrayList<>();
            pairs.forEach(pair -> plays.add(() -> differential.compare(new Match(pair, openVpn, openVpn))));
            for (var play : workers.invokeAll(plays)) {
                play.get().ifPresent(disagreements::add);
            }
        }

        assertThat(DisagreementReport.table(disagreements))
                .as("of %d pairs", pairs.size())
                .isEmpty();
    }
}
