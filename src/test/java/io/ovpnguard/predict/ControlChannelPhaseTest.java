package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.ControlChannel.Fault;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlChannelPhaseTest {

    private static final Map<String, String> KEYS =
            Map.of("ta.key", Sketch.staticKey(0), "other.key", Sketch.staticKey(7));

    private static ControlChannel compare(String server, String client) {
        return ControlChannelPhase.of(
                Sketch.with(Sketch.server(Version.V2_5, server), KEYS),
                Sketch.with(Sketch.client(Version.V2_5, client), KEYS),
                new ArrayList<>());
    }

    @ParameterizedTest
    @CsvSource({
        "tls-auth ta.key 0, tls-auth ta.key 1, NONE",
        "tls-auth ta.key 1, tls-auth ta.key 0, NONE",
        "tls-auth ta.key, tls-auth ta.key, NONE",
        "tls-auth ta.key 0, tls-auth ta.key 0, SAME_DIRECTION",
        "tls-auth ta.key 0, tls-auth ta.key, ONE_SIDED_DIRECTION",
        "tls-auth ta.key 0, tls-auth other.key 1, DIFFERENT_KEY",
        "tls-auth ta.key 0, '', DIFFERENT_MEANS",
        "'', tls-auth ta.key 1, DIFFERENT_MEANS",
        "tls-crypt ta.key, tls-crypt ta.key, NONE",
        "tls-crypt ta.key, tls-crypt other.key, DIFFERENT_KEY",
        "tls-crypt ta.key, tls-auth ta.key 1, DIFFERENT_MEANS",
        "'', '', NONE"
    })
    void bothSidesMustProtectItAlike(String server, String client, Fault fault) {
        assertThat(compare(server, client).fault()).isEqualTo(fault);
    }

    @Test
    void theDigestOfTlsAuthIsThatOfAuth() {
        assertThat(compare("tls-auth ta.key 0\nauth SHA256", "tls-auth ta.key 1")
                        .fault())
                .isEqualTo(Fault.DIFFERENT_DIGEST);
    }

    @Test
    void tlsCryptDoesNotMindTheDigest() {
        assertThat(compare("tls-crypt ta.key\nauth SHA256", "tls-crypt ta.key").fault())
                .isEqualTo(Fault.NONE);
    }

    @Test
    void aServerWithoutDirectionHearsAClientThatSendsWithTheFirstHalf() {
        assertThat(compare("tls-auth ta.key", "tls-auth ta.key 0").isHeard()).isTrue();
        assertThat(compare("tls-auth ta.key", "tls-auth ta.key 1").isHeard()).isFalse();
    }

    @Test
    void aKeyThatWasNotGivenIsUnknownAndNoFault() {
        var unknown = new ArrayList<String>();
        var control = ControlChannelPhase.of(
                Sketch.server(Version.V2_5, "tls-auth ta.key 0"),
                Sketch.client(Version.V2_5, "tls-auth ta.key 1"),
                unknown);

        assertThat(control.fault()).isEqualTo(Fault.NONE);
        assertThat(unknown).isNotEmpty().allMatch(line -> line.contains("`tls-auth`"));
    }

    @Test
    void twoClientsDoNotUnderstandEachOther() {
        var one = Sketch.bare(Role.SERVER, Version.V2_5, "dev tun", "tls-client");

        assertThat(ControlChannelPhase.of(one, Sketch.client(Version.V2_5), new ArrayList<>())
                        .fault())
                .isEqualTo(Fault.SAME_PART);
    }
}
