package io.ovpnguard.openvpn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Side;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairGeneratorTest {

    private static final PairGenerator GENERATOR = new PairGenerator(Version.V2_5, Version.V2_7);

    @Test
    void anEditReplacesAllThatTheConfigHasOfItsOptions() {
        var edit = Edit.parse("proto client -nobind; remote a 1; remote b 2");

        assertThat(edit.apply(Setup.of("client\nremote c 3\nnobind\n"), Side.CLIENT, Version.V2_6)
                        .lines())
                .containsExactly("client", "remote a 1", "remote b 2");
    }

    @Test
    void anEditLeavesTheOtherSideAlone() {
        var setup = Setup.of("dev tun\n");

        assertThat(Edit.parse("dev client dev tap").apply(setup, Side.SERVER, Version.V2_6))
                .isEqualTo(setup);
        assertThat(Edit.parse("dev both s: dev tap; c: dev null")
                        .apply(setup, Side.SERVER, Version.V2_6)
                        .lines())
                .containsExactly("dev tap");
    }

    @Test
    void aLineWithARangeIsForTheseVersionsOnly() {
        var edit = Edit.parse("ncp both <2.6 ncp-disable; >=2.5 data-ciphers AES-256-CBC");

        assertThat(edit.apply(Setup.of(""), Side.SERVER, Version.V2_4).config()).contains("ncp-disable");
        assertThat(edit.apply(Setup.of(""), Side.SERVER, Version.V2_5).lines()).hasSize(2);
        assertThat(edit.apply(Setup.of(""), Side.SERVER, Version.V2_6).config()).doesNotContain("ncp-disable");
    }

    @Test
    void anEditBringsFilesAndTheirModes() {
        var edit = Edit.parse("ccd server client-config-dir ccd; @ccd/client=disable\\n; !ccd/=0700");

        var setup = edit.apply(Setup.of(""), Side.SERVER, Version.V2_6);

        assertThat(setup.files()).isEqualTo(new TreeMap<>(Map.of("ccd/client", "disable\n")));
        assertThat(setup.modes()).isEqualTo(new TreeMap<>(Map.of("ccd/", "0700")));
    }

    @Test
    void theSameSeedGivesTheSamePairs() {
        assertThat(GENERATOR.next(new Random(7))).isEqualTo(GENERATOR.next(new Random(7)));
    }

    @Test
    void theGridHasEachPairOnce() {
        var ids = new HashSet<String>();

        assertThat(GENERATOR.grid()).allMatch(pair -> ids.add(pair.topic() + "/" + pair.id()));
    }

    @Test
    void aSampleHasSomeOfEachTopic() {
        var sample = GENERATOR.sample(2);

        assertThat(sample.stream().map(PairSetup::topic).distinct().count() * 2).isEqualTo(sample.size());
    }

    @Test
    void shrinkingKeepsWhatIsNeededOnly() {
        var server = Setup.of(PairGenerator.plain(Side.SERVER).config() + "verb 3\ncomp-lzo\nfloat\n");
        var client = Setup.of(PairGenerator.plain(Side.CLIENT).config() + "mute 3\n");

        var smallest = Differential.shrink(
                new PairSetup("compression", "any", server, client),
                pair -> pair.server().lines().contains("comp-lzo"));

        assertThat(smallest.server().config())
                .isEqualTo(PairGenerator.plain(Side.SERVER).config() + "comp-lzo\n");
        assertThat(smallest.client().config())
                .isEqualTo(PairGenerator.plain(Side.CLIENT).config());
    }

    @Test
    void whatDiffersIsNamed() {
        var predicted = new Observation(Map.of("outcome", "works", "data_cipher", "AES-256-GCM"));
        var played = new Observation(Map.of("outcome", "no_traffic", "data_cipher", "AES-256-GCM"));

        assertThat(predicted.differences(played))
                .containsExactly(new Observation.Difference("outcome", "works", "no_traffic"));
    }
}
