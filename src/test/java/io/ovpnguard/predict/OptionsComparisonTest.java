package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsComparisonTest {

    @Test
    void aDifferentMtuIsTwoLinesOnEachSide() {
        var prediction = Sketch.pair(Version.V2_3, "", "tun-mtu 1400");

        assertThat(OptionsComparison.at(Side.CLIENT, prediction).lines())
                .containsExactly(
                        "WARNING: 'link-mtu' is used inconsistently, local='link-mtu 1441', remote='link-mtu 1541'",
                        "WARNING: 'tun-mtu' is used inconsistently, local='tun-mtu 1400', remote='tun-mtu 1500'");
        assertThat(OptionsComparison.at(Side.SERVER, prediction).lines())
                .contains("WARNING: 'tun-mtu' is used inconsistently, local='tun-mtu 1500', remote='tun-mtu 1400'");
    }

    @Test
    void whatOneSideAloneHasIsSaidToBeMissingInTheOther() {
        var prediction = Sketch.pair(Version.V2_4, "comp-lzo", "");

        assertThat(OptionsComparison.at(Side.SERVER, prediction).lines())
                .contains("WARNING: 'comp-lzo' is present in local config but missing in remote config,"
                        + " local='comp-lzo'");
        assertThat(OptionsComparison.at(Side.CLIENT, prediction).lines())
                .contains("WARNING: 'comp-lzo' is present in remote config but missing in local config,"
                        + " remote='comp-lzo'");
    }

    @ParameterizedTest
    @CsvSource({"2.2, 0", "2.5, 0", "2.6, 7", "2.7, 7"})
    void from26OnItTakesVerbosity7(String text, int verbosity) {
        var version = Version.parse(text).orElseThrow();

        assertThat(OptionsComparison.compare("V4,a 1", "V4,a 2", version).verbosity())
                .isEqualTo(verbosity);
    }

    @ParameterizedTest
    @CsvSource({
        "proto UDPv4, 2.2, true", "proto UDPv4, 2.3, false",
        "keydir 0, 2.3, true", "keydir 0, 2.4, false",
        "cipher BF-CBC, 2.4, true", "cipher BF-CBC, 2.5, false",
        "tls-auth, 2.6, true", "tls-auth, 2.7, false",
        "auth SHA1, 2.7, true"
    })
    void newerVersionsMindLess(String option, String text, boolean isMinded) {
        var version = Version.parse(text).orElseThrow();

        assertThat(OptionsComparison.compare("V4," + option, "V4", version)
                        .lines()
                        .isEmpty())
                .isNotEqualTo(isMinded);
        assertThat(OptionsComparison.compare("V4", "V4," + option, version)
                        .lines()
                        .isEmpty())
                .isNotEqualTo(isMinded);
    }

    @Test
    void disableOccSilencesASideUpTo25() {
        assertThat(OptionsComparison.at(Side.CLIENT, Sketch.pair(Version.V2_5, "", "tun-mtu 1400\ndisable-occ"))
                        .lines())
                .isEmpty();
        assertThat(OptionsComparison.at(Side.CLIENT, Sketch.pair(Version.V2_6, "", "tun-mtu 1400\ndisable-occ"))
                        .lines())
                .isNotEmpty();
    }

    @Test
    void aMigratingServerSaysWhatItsClientWantsToHear() {
        var prediction = Sketch.pair(Version.V2_6, "compress migrate", "comp-lzo no");

        assertThat(OptionsComparison.at(Side.SERVER, prediction).lines()).isEmpty();
        assertThat(OptionsComparison.at(Side.CLIENT, prediction).lines()).isEmpty();
    }
}
