package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.source.Source;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialScriptTest {

    private static final String BY_SED = """
            #!/bin/sh
            read u < "$1"
            read_p() { sed -n 2p "$1"; }
            [ "$u" = bob ] && [ "$(read_p "$1")" = pw ]
            """;

    private static final String BY_READ = """
            #!/bin/sh
            { read -r user; read -r password; } < "$1"
            [ "$user" = bob ] && [ "$password" = pw ]
            """;

    @ParameterizedTest
    @CsvSource({
        "'bob\npw\n', true, true",
        "'bob\r\npw\r\n', true, true",
        "'bob\nno\n', false, false",
        "'eve\npw\n', false, false",
        "'bob\n', false, false",
        "'bob \npw\n', true, true",
        "'bob\npw \n', false, true"
    })
    void comparesWhatAClientSends(String sent, boolean bySed, boolean byRead) {
        assertThat(accepts(BY_SED, sent, true)).contains(bySed);
        assertThat(accepts(BY_READ, sent, true)).contains(byRead);
    }

    @Test
    void looksIntoTheEnvironment() {
        var script = "[ \"$username\" = bob ] && [ \"$password\" = \"pw\" ]\n";

        assertThat(accepts(script, "bob\npw\n", false)).contains(true);
        assertThat(accepts(script, "bob\nno\n", false)).contains(false);
        assertThat(accepts(script, "bob\npw\n", true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#!/bin/sh\n",
                "grep -qx bob users\n",
                "read u < \"$1\"\n[ \"$u\" = bob ] || exit 0\n",
                "read u < \"$1\"\n[ \"$u\" = bob ]\nexit 0\n",
                "read u < \"$1\"\n[ \"$u\" = b* ]\n",
                "[ \"$u\" = bob ]\n"
            })
    void saysNothingOfAScriptThatDoesMore(String script) {
        assertThat(accepts(script, "bob\npw\n", true)).isEmpty();
    }

    private static Optional<Boolean> accepts(String script, String sent, boolean isByFile) {
        return CredentialScript.accepts(
                KeyText.of(Source.of("check.sh", script)), KeyText.of(Source.of("up.txt", sent)), isByFile);
    }
}
