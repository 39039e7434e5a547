package io.ovpnguard.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SnippetTest {

    private static final String PLANTED = "hunter2";

    private static final String CONFIG = """
            client
            cipher AES-256-GCM # once %1$s
            ca /etc/%1$s/ca.crt
            setenv PASSWORD %1$s
            push "cipher AES-128-GCM"
            push "auth-token %1$s"
            remote vpn.example.org 1194 udp
            remote vpn.example.org 1195 %1$s
            proto %1$s
            topology %1$s
            comp-lzo %1$s
            tls-version-min %1$s
            %1$s
            <auth-user-pass>
            alice
            %1$s
            </auth-user-pass>
            <connection>
            remote vpn.example.org 443
            http-proxy-user-pass %1$s
            </connection>
            dev "tun %1$s
            """.formatted(PLANTED);

    private final Source secret = Source.of("alice.ovpn", CONFIG, Sensitivity.SECRET);

    @Property
    void noPlaceOfASecretShowsWhatIsPlanted(
            @ForAll @IntRange(max = 600) int start, @ForAll @IntRange(max = 60) int more) {
        var from = Math.min(start, secret.length());
        var span = new Span(secret, from, Math.min(from + more, secret.length()));
        var line = new Snippet().of(span);
        assertThat(line.text()).doesNotContain(PLANTED).doesNotContain("alice");
        assertThat(line.length()).isPositive();
        assertThat(line.start() + line.length())
                .isLessThanOrEqualTo(Math.max(1, line.text().length()));
    }

    @Test
    void harmlessValuesOfASecretAreShown() {
        assertThat(shown(secret, "AES-256-GCM")).isEqualTo(new Snippet.Line("cipher AES-256-GCM", 7, 11));
        assertThat(shown(secret, "1194")).isEqualTo(new Snippet.Line("remote vpn.example.org 1194 udp", 23, 4));
    }

    @Test
    void whatASecretPushesIsJudgedAsTheOptionThatItIs() {
        assertThat(shown(secret, "AES-128-GCM").text()).isEqualTo("push \"cipher AES-128-GCM\"");
        assertThat(shown(secret, "auth-token").text()).isEqualTo("push <redacted>");
    }

    @Test
    void credentialsAndInlineTextOfAPlainConfigAreRedacted() {
        var plain = Source.of("client.conf", "setenv TOKEN hunter2\n<tls-auth>\nremote hunter2\n</tls-auth>\n");
        assertThat(shown(plain, "TOKEN").text()).isEqualTo("setenv <redacted> <redacted>");
        assertThat(shown(plain, "remote").text()).isEqualTo("<redacted>");
        assertThat(shown(plain, "<tls-auth>").text()).isEqualTo("<tls-auth>");
    }

    @Test
    void aKeyThatLostItsTagsIsNoOption() {
        var plain = Source.of("client.conf", "0123456789abcdef0123456789abcdef\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n");
        assertThat(shown(plain, "0123").text()).isEqualTo("<redacted>");
        assertThat(shown(plain, "MIIE").text()).isEqualTo("<redacted>");
    }

    @Test
    void charactersThatATerminalObeysAreReplaced() {
        var plain = Source.of("client.conf", "remote \u001b]0;owned\u0007 1194 \u202eudp\n");
        assertThat(shown(plain, "1194").text()).isEqualTo("remote \ufffd]0;owned\ufffd 1194 \ufffdudp");
    }

    private static Snippet.Line shown(Source source, String words) {
        var text = source.text();
        var start = text.indexOf(words);
        return new Snippet().of(source.span(start, start + words.length()));
    }
}
