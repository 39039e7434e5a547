package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileCheckTest {

    private static final String CLIENT = "client\ndev tun\nremote a\nkey k\nca c\ncert t\n";

    private static List<String> told(Version version, String text) {
        var config = ConfigParser.parse(Source.of("client.conf", text), Includes.NONE);
        return Sketch.process(Role.CLIENT, version, config, new Files(Map.of(), true)).startUp().refusal().stream()
                .flatMap(Refusal::all)
                .map(Refusal::line)
                .toList();
    }

    @Test
    void allMissingFilesAreToldInOpenVpnsOrder() {
        assertThat(told(Version.V2_6, CLIENT + "crl-verify r\ncapath p/\n"))
                .containsExactly(
                        "Options error: --ca fails with 'c': No such file or directory (errno=2)",
                        "Options error: --capath fails with 'p/': No such file or directory (errno=2)",
                        "Options error: --cert fails with 't': No such file or directory (errno=2)",
                        "Options error: --key fails with 'k': No such file or directory (errno=2)",
                        "Options error: --crl-verify fails with 'r': No such file or directory (errno=2)");
        assertThat(told(Version.V2_2, CLIENT)).as("each is opened in its turn").hasSize(1);
    }

    @Test
    void whatIsTriedAsItIsReadComesFirst() {
        assertThat(told(Version.V2_6, CLIENT + "script-security 2\nup up.sh\ncd d\n"))
                .containsExactly("Options error: --up script fails with 'up.sh': No such file or directory (errno=2)");
        assertThat(told(Version.V2_6, CLIENT + "cd d\nscript-security 2\nup up.sh\n"))
                .containsExactly("cd to 'd' failed: No such file or directory (errno=2)");
    }

    @Test
    void theFolderInWhichItStartsIsThere() {
        assertThat(told(Version.V2_6, "client\ndev tun\nremote a\nauth-user-pass\n<ca>\n</ca>\ncd .\ncapath ./\n"))
                .containsExactly("Cannot load CA certificate file [[INLINE]] (no entries were read)");
    }

    @Test
    void keysThatAreReadAheadComeBeforeOtherFiles() {
        assertThat(told(Version.V2_7, CLIENT + "tls-auth a 1\n")).containsExactly("Cannot pre-load keyfile (a)");
        assertThat(told(Version.V2_6, CLIENT + "tls-auth a 1\n"))
                .hasSize(4)
                .endsWith("Options error: --tls-auth fails with 'a': No such file or directory (errno=2)");
        assertThat(told(Version.V2_6, CLIENT + "tls-auth a 1\npersist-key\n"))
                .containsExactly("Cannot pre-load keyfile (a)");
    }

    @Test
    void persistKeyReadsAheadFrom25On() {
        var text = CLIENT + "tls-auth a 1\npersist-key\n";
        assertThat(told(Version.V2_5, text)).containsExactly("Cannot pre-load keyfile (a)");
        assertThat(told(Version.V2_4, text))
                .hasSize(4)
                .endsWith("Options error: --tls-auth fails with 'a': No such file or directory (errno=2)");
    }

    @Test
    void scriptsComeBeforeKeysThatAreReadAhead() {
        assertThat(told(Version.V2_7, CLIENT + "tls-auth a 1\nscript-security 2\nup up.sh\n"))
                .containsExactly("Options error: --up script fails with 'up.sh': No such file or directory (errno=2)");
    }

    @Test
    void revokedCertificatesAreLookedForFrom23On() {
        var text = "client\ndev tun\nremote a\nauth-user-pass\n<ca>\n</ca>\ncrl-verify r\n";
        assertThat(told(Version.V2_3, text))
                .containsExactly("Options error: --crl-verify fails with 'r': No such file or directory");
        assertThat(told(Version.V2_2, text))
                .as("authorities are read first")
                .containsExactly("Cannot load CA certificate file [[INLINE]] (no entries were read)");
    }

    @Test
    void aChainIsLookedForAsItIsLoadedFrom25On() {
        var text = "client\ndev tun\nremote a\nauth-user-pass\n<ca>\n</ca>\nextra-certs e\n";

        assertThat(told(Version.V2_4, text))
                .containsExactly("Options error: --extra-certs fails with 'e': No such file or directory (errno=2)");
        assertThat(told(Version.V2_5, text)).containsExactly("Cannot load extra-certs file: e");
        assertThat(told(Version.V2_6, text)).containsExactly("Cannot load extra-certs file: e");
    }
}
