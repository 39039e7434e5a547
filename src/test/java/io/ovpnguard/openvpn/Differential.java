package io.ovpnguard.openvpn;

import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.openvpn.Observation.Difference;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Plays pairs with real processes and holds what they do against what is predicted. */
record Differential(Laboratory laboratory) {

    /** A pair to play with two programs. */
    record Match(PairSetup pair, OpenVpnBinary server, OpenVpnBinary client) {

        Match with(PairSetup other) {
            return new Match(other, server, client);
        }

        @Override
        public String toString() {
            return server.release() + " " + client.release() + " " + pair.topic() + " | " + pair.difference();
        }
    }

    /** A pair that did not do what was predicted, played twice. */
    record Disagreement(Match match, Played played, List<Difference> differences, List<String> unknown) {

        private boolean isAlikeIn(Disagreement other) {
            return other.differences.stream()
                    .anyMatch(difference ->
                            differences.stream().anyMatch(own -> own.field().equals(difference.field())));
        }
    }

    /** {@return what would happen} */
    static Prediction predict(Match match, Pki pki) {
        return Predictor.predict(
                process(match.pair().server(), match.server(), Role.SERVER, pki),
                process(match.pair().client(), match.client(), Role.CLIENT, pki),
                Instant.now());
    }

    static Process process(Setup setup, OpenVpnBinary binary, Role role, Pki pki) {
        var config = ConfigParser.parse(Source.of(role.word() + ".conf", setup.inlined(pki)), Includes.NONE);
        var files = new Files(setup.entries(pki), true);
        var profile = new Profile(role.word(), role, config, files, Versions.stated(List.of(binary.version())));
        return Process.of(profile, binary.version(), binary.library());
    }

    /** {@return what happens} */
    Played play(Match match) {
        var pair = match.pair();
        return laboratory.pairRun().play(match.server(), pair.server(), match.client(), pair.client());
    }

    /** {@return how the pair disagrees with its prediction; a difference counts when a second run shows it too} */
    Optional<Disagreement> compare(Match match) {
        return once(match).flatMap(first -> once(match).filter(first::isAlikeIn));
    }

    private Optional<Disagreement> once(Match match) {
        var prediction = predict(match, laboratory.pki());
        var played = play(match);
        var differences = Observation.of(prediction).differences(Observation.of(played));
        return differences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Disagreement(match, played, differences, prediction.unknown()));
    }

    /** {@return the same disagreement with as few lines beside the plain pair as show it} */
    Disagreement shrink(Disagreement disagreement) {
        var match = disagreement.match();
        var smallest = shrink(
                match.pair(),
                pair -> once(match.with(pair)).filter(disagreement::isAlikeIn).isPresent());
        return compare(match.with(smallest)).orElse(disagreement);
    }

    /** {@return the pair without the lines that are not needed for {@code shows} to hold} */
    static PairSetup shrink(PairSetup pair, Predicate<PairSetup> shows) {
        var smallest = pair;
        for (var side : Side.values()) {
            var plain = PairGenerator.plain(side).lines();
            for (var line = smallest.of(side).lines().size() - 1; line >= 0; line--) {
                if (!plain.contains(smallest.of(side).lines().get(line))) {
                    var smaller = smallest.with(side, smallest.of(side).without(line));
                    smallest = shows.test(smaller) ? smaller : smallest;
                }
            }
        }
        return smallest;
    }
}
