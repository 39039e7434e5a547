package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenFolderTest {

    @TempDir
    private Path folder;

    private Optional<String> content(String name) throws IOException {
        return GivenFolder.read(folder).find(name).flatMap(FileEntry::content).map(Source::text);
    }

    @Test
    void noByteOfABinaryFileIsLost() throws IOException {
        var bytes = Files.readAllBytes(Path.of("src/test/resources/pki/client.p12"));
        Files.write(folder.resolve("client.p12"), bytes);
        Files.writeString(folder.resolve("users"), "jos\u00e9\n");

        assertThat(content("client.p12").orElseThrow().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo(bytes);
        assertThat(content("users")).hasValue("jos\u00e9\n");
    }

    @Test
    void whatIsTooLargeIsThere() throws IOException {
        Files.write(folder.resolve("crl.pem"), new byte[4 * 1024 * 1024 + 1]);

        var files = GivenFolder.read(folder);

        assertThat(files.complete()).isTrue();
        assertThat(files.find("crl.pem")).hasValueSatisfying(file -> {
            assertThat(file.content()).isEmpty();
            assertThat(file.directory()).isFalse();
        });
    }

    @Test
    void whatALinkLeadsToIsThere() throws IOException {
        Files.createDirectory(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/ca.crt"), "");
        Files.createSymbolicLink(folder.resolve("ca.crt"), Path.of("keys/ca.crt"));
        Files.createSymbolicLink(folder.resolve("gone.crt"), Path.of("keys/gone.crt"));

        var files = GivenFolder.read(folder);

        assertThat(files.complete()).isTrue();
        assertThat(files.find("ca.crt"))
                .hasValueSatisfying(file -> assertThat(file.content()).isEmpty());
        assertThat(files.find("gone.crt")).isEmpty();

        Files.createSymbolicLink(folder.resolve("more"), Path.of("keys"));
        assertThat(GivenFolder.read(folder).complete()).isFalse();
        assertThat(GivenFolder.read(folder).find("more/")).isPresent();
    }

    @Test
    void whatIsTooDeepIsNotKnown() throws IOException {
        Files.createDirectories(folder.resolve("1/2/3/4/5/6/7"));
        assertThat(GivenFolder.read(folder).complete()).isTrue();

        Files.createDirectories(folder.resolve("1/2/3/4/5/6/7/8"));
        assertThat(GivenFolder.read(folder).complete()).isFalse();
    }

    @Test
    void aFolderOfTooManyFilesIsNotComplete() throws IOException {
        for (var number = 0; number < 10_000; number++) {
            Files.createFile(folder.resolve("client" + number));
        }
        assertThat(GivenFolder.read(folder).complete()).isTrue();

        Files.createFile(folder.resolve("one-more"));
        assertThat(GivenFolder.read(folder).complete()).isFalse();
    }
}
