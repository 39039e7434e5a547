package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposedFileTest {

    private static final String KEY = "WARNING: file 'client.key' is group or others accessible";
    private static final String STATIC_KEY = "WARNING: file 'ta.key' is group or others accessible";

    private static Process client(Version version, String mode, String... more) {
        var files =
                Map.of("client.key", file("client.key", "", mode), "ta.key", file("ta.key", Sketch.staticKey(0), mode));
        return Sketch.process(
                Role.CLIENT, version, Sketch.client(version, more).profile().config(), new Files(files, false));
    }

    private static FileEntry file(String name, String text, String mode) {
        return FileEntry.of(Source.of(name, text), Optional.of(mode));
    }

    private static List<String> logged(Process client) {
        return LogLines.of(Sketch.predict(Sketch.server(client.version()), client))
                .client();
    }

    @Test
    void aFileThatOthersMayTouchIsWarnedOf() {
        assertThat(logged(client(Version.V2_6, "0640", "tls-auth ta.key 1"))).startsWith(KEY, STATIC_KEY);
        assertThat(logged(client(Version.V2_6, "0604"))).startsWith(KEY);
        assertThat(logged(client(Version.V2_6, "0600"))).doesNotContain(KEY);
        assertThat(logged(client(Version.V2_6, "0700"))).doesNotContain(KEY);
        assertThat(logged(client(Version.V2_7, "0640", "tls-auth ta.key 1")))
                .contains(KEY)
                .as("read ahead")
                .doesNotContain(STATIC_KEY);
    }

    @Test
    void aProcessThatEndsBeforeDoesNotLook() {
        assertThat(logged(client(Version.V2_6, "0640", "proto tcp-client", "fragment 1300")))
                .containsExactly("Options error: --fragment can only be used with --proto udp");
        assertThat(Start.of(client(Version.V2_6, "0640")).lines()).startsWith(KEY);
    }

    @Test
    void whereModesAreNotLookedAtNothingIsSaid() {
        var client = client(Version.V2_6, "0640");
        assertThat(ExposedFile.of(client)).isNotEmpty();
        assertThat(ExposedFile.of(onWindows(client))).isEmpty();
        assertThat(ExposedFile.of(client(Version.CONNECT_3, "0640"))).isEmpty();
    }

    private static Process onWindows(Process process) {
        var profile = process.profile();
        return Process.of(
                new Profile(
                        profile.name(),
                        profile.role(),
                        profile.config(),
                        profile.files(),
                        profile.versions(),
                        Platform.WINDOWS),
                process.version());
    }

    @Test
    void aFreeTextIsNotRepeatedInFindings() {
        var prediction = Sketch.predict(Sketch.server(Version.V2_6), client(Version.V2_6, "0640"));

        assertThat(LogLines.of(Phase.CLIENT_START, prediction).client()).isEmpty();
    }
}
