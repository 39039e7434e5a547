package io.ovpnguard.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptionTableTest {

    private static final OptionTable TABLE = OptionTable.get();

    private static OptionSpec row(String name) {
        return TABLE.find(name).orElseThrow(() -> new AssertionError(name));
    }

    /** Counted in options.c of the tag, without the names that stand in {@code #if 0} there. */
    @ParameterizedTest
    @CsvSource({"2.2, 245", "2.3, 272", "2.4, 289", "2.5, 301", "2.6, 311", "2.7, 315"})
    void everyVersionHasItsNames(String version, int count) {
        var of = Version.parse(version).orElseThrow();
        assertThat(TABLE.rows().stream().filter(row -> row.status(of) != Status.UNKNOWN))
                .hasSize(count);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("keysize", "2.5", Status.DEPRECATED, "2.6", Status.UNKNOWN),
                Arguments.of("ncp-disable", "2.4", Status.CURRENT, "2.6", Status.UNKNOWN),
                Arguments.of("data-ciphers", "2.4", Status.UNKNOWN, "2.5", Status.CURRENT),
                Arguments.of("client-cert-not-required", "2.4", Status.DEPRECATED, "2.5", Status.REMOVED),
                Arguments.of("no-replay", "2.3", Status.CURRENT, "2.7", Status.REMOVED),
                Arguments.of("ns-cert-type", "2.2", Status.CURRENT, "2.3", Status.DEPRECATED),
                Arguments.of("comp-noadapt", "2.6", Status.DEPRECATED, "2.7", Status.IGNORED),
                Arguments.of("persist-key", "2.6", Status.CURRENT, "2.7", Status.IGNORED),
                Arguments.of("tls-remote", "2.3", Status.DEPRECATED, "2.4", Status.UNKNOWN),
                Arguments.of("memstats", "2.6", Status.CURRENT, "2.7", Status.UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void knowsWhatChanged(String name, String before, Status was, String after, Status is) {
        assertThat(row(name).status(Version.parse(before).orElseThrow())).isEqualTo(was);
        assertThat(row(name).status(Version.parse(after).orElseThrow())).isEqualTo(is);
    }

    @Test
    void knowsWhereAnOptionMayStand() {
        assertThat(row("tun-mtu").isAllowed(Place.PUSH, Version.V2_5)).isFalse();
        assertThat(row("tun-mtu").isAllowed(Place.PUSH, Version.V2_6)).isTrue();
        assertThat(row("ifconfig-push").isAllowed(Place.CONFIG, Version.V2_6)).isFalse();
        assertThat(row("ifconfig-push").isAllowed(Place.CCD, Version.V2_6)).isTrue();
        assertThat(row("ca").isAllowed(Place.INLINE, Version.V2_2)).isTrue();
        assertThat(row("remote").isAllowed(Place.CONNECTION, Version.V2_4)).isTrue();
        assertThat(row("dev").isAllowed(Place.CONNECTION, Version.V2_4)).isFalse();
    }

    @Test
    void countsArgumentsAsTheVersionDoes() {
        assertThat(row("dev").arguments(Version.V2_3)).hasToString("at least 1 argument");
        assertThat(row("dev").arguments(Version.V2_4)).hasToString("1 argument");
        assertThat(row("remote").arguments(Version.V2_7)).hasToString("1 to 3 arguments");
        assertThat(row("verify-hash").arguments(Version.V2_6)).hasToString("1 or 2 arguments");
        assertThat(row("server-bridge").arguments(Version.V2_6)).hasToString("0, 1 or 4 arguments");
        assertThat(row("server-bridge").arguments(Version.V2_6).contains(3)).isFalse();
    }

    /** Real OpenVPN was asked with the argument {@code 1}, so what depends on words shows otherwise. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "crl-verify", "a second argument must be `dir`",
            "msg-channel", "known everywhere, and refused outside Windows",
            "server-bridge", "a single argument must be `nogw`");

    @Test
    void saysOfEachOptionWhatRealOpenVpnTakes() throws IOException {
        var differences = new TreeSet<String>();
        TakenOptions.read()
                .cells()
                .forEach((name, cells) -> cells.forEach((release, taken) -> {
                    if (!taken.equals(taken(row(name), Version.parse(release).orElseThrow()))) {
                        differences.add(name);
                    }
                }));
        assertThat(differences).isEqualTo(DIFFERENT.keySet());
    }

    /** As the recorded processes, which are Debian's, would be recorded if they did what the row says. */
    private static String taken(OptionSpec row, Version version) {
        if (row.build() != Build.ANY || row.status(version) == Status.UNKNOWN) {
            return "-";
        }
        var counts = row.arguments(version);
        var text = new StringBuilder(
                counts.isOpen()
                        ? counts.counts().getFirst() + "+"
                        : counts.counts().size() == 1
                                ? String.valueOf(counts.counts().getFirst())
                                : counts.counts().getFirst() + "-"
                                        + counts.counts().getLast());
        for (var place : List.of(Place.CONFIG, Place.CONNECTION, Place.INLINE)) {
            if (row.isAllowed(place, version)) {
                text.append(' ').append(place.name().toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }

    @Test
    void neverShowsPathsCredentialsOrCommands() {
        assertThat(Stream.of(
                        "auth-user-pass", "auth-token", "up", "setenv", "management", "askpass", "http-proxy-option"))
                .noneMatch(name -> row(name).kind(0).isShowable() && !name.equals("management"));
        assertThat(row("cipher").kind(0).isShowable()).isTrue();
        assertThat(row("tun-mtu").kind(0).isShowable()).isTrue();
    }

    @Test
    void namesTheNearestOption() {
        assertThat(TABLE.nearest("chiper")).contains("cipher");
        assertThat(TABLE.nearest("data-cipher")).contains("data-ciphers");
        assertThat(TABLE.nearest("tun_mtu")).contains("tun-mtu");
        assertThat(TABLE.nearest("qwertz")).isEmpty();
    }

    @Test
    void everyRowTellsItsSource() {
        assertThat(TABLE.rows()).allSatisfy(row -> assertThat(row.reference()).isNotBlank());
    }
}
