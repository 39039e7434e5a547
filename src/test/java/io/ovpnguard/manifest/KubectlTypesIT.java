package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ovpnguard.controlplane.Binaries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain scalars are strings for us exactly when they are for kubectl; it needs no server for {@code --local}. */
class KubectlTypesIT {

    private static final String[] SCALARS = {
        "y",
        "Y",
        "yes",
        "on",
        "off",
        "ON",
        "n",
        "no",
        "True",
        "TRUE",
        "tRUE",
        "Null",
        "nULL",
        "0o17",
        "017",
        "0x1F",
        "0b11",
        "1_000",
        "08",
        "+1",
        "-1",
        ".5",
        "5.",
        "1e3",
        "1.5e3",
        "1:30",
        "2001-12-14",
        "2001-12-14T21:59:43Z",
        "=",
        "<<",
        "!!str 5",
        "!!binary aGVsbG8=",
        "-0b11",
        "0x_1",
        "1__2",
        "_1",
        "1_",
        "1.5_0",
        "12e03",
        "-1e-3",
        "1e",
        "0",
        "00",
        "-0",
        "0.",
        ".",
        "0b2",
        "0x",
        "99999999999999999999",
        "0o8",
        "NaN",
        "1.2.3.4",
        "10.8.0.0/24",
        "a:b",
        "tls-auth",
        "'1'",
        "\"yes\"",
        "+",
        "-a",
        "1 2",
        "0.0.0",
        "~a"
    };

    private static Path kubectl;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() {
        kubectl = Binaries.require().kubectl();
    }

    @Test
    void scalarsAreTypedAsKubectlTypesThem() throws IOException, InterruptedException {
        var manifest = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n");
        for (var index = 0; index < SCALARS.length; index++) {
            manifest.append("  k%02d: %s\n".formatted(index, SCALARS[index]));
        }
        var file = Files.writeString(folder.resolve("a.yaml"), manifest);
        var process = new ProcessBuilder(
                        kubectl.toString(), "annotate", "--local", "-o", "json", "-f", file.toString(), "a=b")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var data = new ObjectMapper().readTree(process.getInputStream()).get("data");
        assertThat(process.waitFor()).isZero();

        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ByteArrayInputStream(manifest.toString().getBytes(StandardCharsets.UTF_8)), "a.yaml");
        var refused = reader.inspect().problems().stream()
                .map(problem -> problem.span().from().line() - 5)
                .toList();
        for (var index = 0; index < SCALARS.length; index++) {
            var value = data.get("k%02d".formatted(index));
            assertThat(refused.contains(index))
                    .as("%s, which kubectl reads as %s", SCALARS[index], value)
                    .isEqualTo(!value.isTextual() && !value.isNull());
        }
    }
}
