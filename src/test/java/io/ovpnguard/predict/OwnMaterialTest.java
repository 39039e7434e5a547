package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.Committed;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnMaterialTest {

    private static final FileEntry AUTHORITY =
            FileEntry.of(Source.of("0a1b2c3d.0", Committed.pki().get("ca.crt")));

    /** A link, or a file that may not be read. */
    private static final FileEntry UNREAD = new FileEntry(Optional.empty(), false, Optional.empty(), Optional.empty());

    private static Optional<List<CertificateFacts>> trusted(String capath, Map<String, FileEntry> entries) {
        var config = ConfigParser.parse(Source.of("client.conf", "client\ncapath " + capath + "\n"), Includes.NONE);
        return OwnMaterial.of(Sketch.process(Role.CLIENT, Version.V2_6, config, new Files(entries, true)))
                .authorities();
    }

    @ParameterizedTest
    @ValueSource(strings = {"certs", "./certs", "certs/"})
    void trustsTheEntriesOfCapath(String capath) {
        assertThat(trusted(capath, Map.of("certs/0a1b2c3d.0", AUTHORITY)))
                .hasValueSatisfying(found -> assertThat(found).hasSize(1));
    }

    @Test
    void whomAnUnreadEntryOfCapathStandsForIsNotKnown() {
        assertThat(trusted("certs", Map.of("certs/0a1b2c3d.0", AUTHORITY, "certs/0a1b2c3e.0", UNREAD)))
                .isEmpty();
    }

    @Test
    void whatOpenSslDoesNotLookForInCapathCountsForNothing() {
        assertThat(trusted("certs", Map.of("certs/0a1b2c3d.0", AUTHORITY, "certs/ca.crt", UNREAD)))
                .isPresent();
    }
}
