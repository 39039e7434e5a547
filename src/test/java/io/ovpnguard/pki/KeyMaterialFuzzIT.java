package io.ovpnguard.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No reader of key material throws, hangs or needs much memory, whatever the text: a bounded run of Jazzer, which begins
 * with real material. It has a process of its own, for it rewrites classes as they are loaded.
 */
class KeyMaterialFuzzIT {

    private static final int SECONDS = 12;
    private static final int MOST_SECONDS = 120;

    private static final Path PKI = Path.of("src/test/resources/oracle/pki");

    @Test
    void readersTakeWhateverComes(@TempDir Path folder) throws Exception {
        var corpus = Files.createDirectory(folder.resolve("corpus"));
        seed(corpus);
        var log = folder.resolve("log");

        var jazzer = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + KeyMaterialFuzzer.class.getName(),
                        "--instrumentation_includes=io.ovpnguard.pki.**:org.bouncycastle.asn1.**",
                        "--custom_hook_includes=io.ovpnguard.pki.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=8192",
                        // The first text loads and rewrites all classes, which takes its time on a busy machine.
                        "-timeout=60",
                        corpus.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
        } finally {
            jazzer.destroyForcibly();
        }

        var said = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(jazzer.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("Done [1-9]\\d+ runs");
    }

    /** Texts as they stand in files, and the bytes inside them. */
    private static void seed(Path corpus) throws IOException {
        try (var files = Files.list(PKI)) {
            for (var file : files.toList()) {
                Files.copy(file, corpus.resolve(file.getFileName()));
                for (var block : PemBlock.in(Files.readString(file, StandardCharsets.ISO_8859_1))) {
                    if (block.name().contains("CERT")
                            || block.name().contains("KEY")
                            || block.name().contains("CRL")) {
                        Files.write(
                                corpus.resolve(file.getFileName() + ".der"),
                                block.content().orElseThrow());
                    }
                }
            }
        }
        for (var odd : OddStaticKeys.all().entrySet()) {
            Files.writeString(corpus.resolve(odd.getKey()), odd.getValue());
        }
    }
}
