package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Allowance;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Suppression;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuppressionsTest {

    private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
    private static final String MTU = "mismatched-tun-mtu";
    private static final String SERVER = "dev tun\nserver 10.8.0.0 255.255.255.0\nproto udp\ntun-mtu 1500\n";
    private static final String CLIENT = "client\ndev tun\nproto udp\nremote a\n";
    private static final String ANNOTATION = "annotation `ovpnguard.io/allow." + MTU + "`";
    private static final String ALLOWED = "# ovpnguard: allow mismatched-tun-mtu the old office\n";

    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALLOWED + "tun-mtu 1400\n",
                "; ovpnguard: allow mismatched-tun-mtu the old office\n\n# of which 3 are left\ntun-mtu 1400\n",
                "tun-mtu 1400\t# ovpnguard:   allow  mismatched-tun-mtu  the old office\n",
                "tun-mtu 1400\n# ovpnguard: allow-file mismatched-tun-mtu the old office\n",
                "# ovpnguard: allow deprecated-option another\n" + ALLOWED + "tun-mtu 1400\n",
                "# ovpnguard: allow mismatched-tun-mtu until 2026-11-24 the old office\ntun-mtu 1400\n"
            })
    void aCommentSuppresses(String lines) {
        assertThat(told(bundle(SERVER, CLIENT + lines), MTU)).isEmpty();
        assertThat(suppressed(bundle(SERVER, CLIENT + lines)))
                .singleElement()
                .extracting(Suppression::reason)
                .isEqualTo("the old office");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ALLOWED + "verb 3\ntun-mtu 1400\n",
                "tun-mtu 1400\n" + ALLOWED,
                "# allow mismatched-tun-mtu the old office\ntun-mtu 1400\n",
                "# ovpnguard: allow deprecated-option the old office\ntun-mtu 1400\n",
                "# ovpnguard: allow mismatched-tun-mtu until 2026-11-23 the old office\ntun-mtu 1400\n",
                "setenv A '# ovpnguard: allow-file mismatched-tun-mtu the old office'\ntun-mtu 1400\n",
                "<ca>\n# ovpnguard: allow-file mismatched-tun-mtu the old office\n</ca>\ntun-mtu 1400\n"
            })
    void whatIsAboutSomethingElseDoesNot(String lines) {
        assertThat(told(bundle(SERVER, CLIENT + lines), MTU)).hasSize(1);
    }

    @Test
    void aConnectionBlockIsAnOptionWithWhatIsInIt() {
        var block = "<connection>\nremote a\ntun-mtu 1400\n</connection>\n";
        var inside = block.replace("tun-mtu", ALLOWED + "tun-mtu");

        assertThat(told(bundle(SERVER, CLIENT + block), MTU)).hasSize(1);
        assertThat(told(bundle(SERVER, CLIENT + ALLOWED + block), MTU)).isEmpty();
        assertThat(told(bundle(SERVER, CLIENT + inside), MTU)).isEmpty();
    }

    @Test
    void whatIsNotWrittenIsSuppressedForAFileOnly() {
        var server = SERVER + "data-ciphers CAMELLIA-128-CBC\n";
        var id = "no-shared-data-cipher";

        assertThat(told(bundle(server, CLIENT), id)).hasSize(1);
        assertThat(told(bundle(server, "# ovpnguard: allow " + id + " why\n" + CLIENT), id))
                .hasSize(1);
        assertThat(told(bundle(server, "# ovpnguard: allow-file " + id + " why\n" + CLIENT), id))
                .isEmpty();
    }

    @Test
    void aClientSpeaksForItselfAndAServerForAll() {
        var narrow = CLIENT + "tun-mtu 1400\n";
        var content = CLIENT + ALLOWED + "tun-mtu 1400\n";

        var left = told(bundle(SERVER, content, narrow, narrow), MTU);

        assertThat(left)
                .singleElement()
                .satisfies(finding -> assertThat(finding.related())
                        .extracting(label -> label.where().source().name())
                        .containsExactly("client-1", "client-2"));
        assertThat(told(bundle(SERVER.replace("tun-mtu", ALLOWED + "tun-mtu"), content, narrow, narrow), MTU))
                .isEmpty();
    }

    @Test
    void aClientDoesNotSpeakForItsServer() {
        var id = "deprecated-option";
        var server = SERVER + "persist-key\n";

        assertThat(told(bundle(server, CLIENT + "# ovpnguard: allow-file " + id + " why\n"), id))
                .hasSize(1);
        assertThat(told(bundle(server + "# ovpnguard: allow-file " + id + " why\n", CLIENT), id))
                .isEmpty();
    }

    @Test
    void anObjectsAnnotationSpeaksForAllItHolds() {
        var bundle = bundle(SERVER, CLIENT + "tun-mtu 1400\n");
        var ofClient = bundle.clients().getFirst().config().source();

        assertThat(told(allowing(bundle, "until 2026-12-24 the old office", ofClient), MTU))
                .isEmpty();
        assertThat(told(allowing(bundle, "until 2026-11-23 the old office", ofClient), MTU))
                .hasSize(1);
        var other = Source.of("other", "");
        assertThat(told(allowing(bundle, "", ofClient), "malformed-suppression"))
                .extracting(Finding::message)
                .containsExactly(ANNOTATION + " suppresses nothing: it gives no reason");
        assertThat(told(allowing(bundle, "the old office", other), "unused-suppression"))
                .extracting(Finding::message)
                .containsExactly("`mismatched-tun-mtu` finds nothing here that " + ANNOTATION + " would hide");
        assertThat(told(allowing(bundle, "until 2026-11-23 the old office", ofClient), "expired-suppression"))
                .extracting(Finding::message)
                .containsExactly(ANNOTATION + " has ended with 2026-11-23");
    }

    @Test
    void suppressionsCannotBeSuppressed() {
        var lines = "# ovpnguard: allow-file expired-suppression why\n# ovpnguard: allow-file " + MTU
                + " until 2026-11-23 the old office\n";

        assertThat(told(bundle(SERVER, CLIENT + lines + "tun-mtu 1400\n"), "expired-suppression"))
                .hasSize(1);
    }

    private static Bundle allowing(Bundle bundle, String text, Source source) {
        return new Bundle(
                "",
                "a",
                bundle.servers(),
                bundle.clients(),
                bundle.pairs(),
                List.of(),
                bundle.revisions(),
                List.of(new Allowance(
                        MTU,
                        text,
                        Source.of("metadata.annotations[ovpnguard.io/allow." + MTU + "]", ""),
                        List.of(source))));
    }

    private List<Finding> told(Bundle bundle, String rule) {
        return engine.judge(List.of(bundle), List.of(), AT).stream()
                .filter(finding -> finding.rule().value().equals(rule) && !finding.isSuppressed())
                .toList();
    }

    private List<Suppression> suppressed(Bundle bundle) {
        return engine.judge(List.of(bundle), List.of(), AT).stream()
                .map(Finding::suppressed)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Bundle bundle(String serverText, String... clientTexts) {
        var server = profile("server", serverText, Role.SERVER);
        var clients = Stream.iterate(0, number -> number < clientTexts.length, number -> number + 1)
                .map(number -> profile("client-" + number, clientTexts[number], Role.CLIENT))
                .toList();
        return new Bundle(
                "",
                "a",
                List.of(server),
                clients,
                clients.stream().map(client -> new Pair(server, client)).toList(),
                List.of());
    }

    private static Profile profile(String name, String text, Role role) {
        return new Profile(
                name,
                role,
                ConfigParser.parse(Source.of(name, text), Includes.NONE),
                new Files(Map.of(), true),
                Versions.parse("2.7", role));
    }
}
