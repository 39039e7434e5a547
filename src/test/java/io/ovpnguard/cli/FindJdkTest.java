package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that the launchers share, run by a real shell over folders that look like JDKs. */
@DisabledOnOs(OS.WINDOWS)
class FindJdkTest {

    @TempDir
    private Path folder;

    private Path script;

    /** Runs a copy that knows no install folder of this machine. */
    @BeforeEach
    void leaveOnlyTheHomeFolder() throws IOException {
        var text = Files.readString(Path.of("src/main/sh/find-jdk")).replaceAll("(?<=\\s)/(usr|opt|Library)/\\S*", "");
        script = Files.writeString(folder.resolve("find-jdk"), text + "\necho \"$JAVA_HOME\"\n");
    }

    @Test
    void javaHomeComesFirst() throws Exception {
        var stated = jdk("stated", "25.0.3");
        var other = jdk("home/.jdks/other", "26");
        assertThat(find(stated.toString(), other.resolve("bin"))).isEqualTo(new Found(0, stated + "\n", ""));
    }

    @Test
    void anOldJavaHomeAndAnOldJavaOnPathArePassedOver() throws Exception {
        var old = jdk("old", "17.0.15");
        var sdkman = jdk("home/.sdkman/candidates/java/25-tem", "25");
        assertThat(find(old.toString(), old.resolve("bin")).out()).isEqualTo(sdkman + "\n");
    }

    @Test
    void theJavaOnPathIsFollowedThroughLinks() throws Exception {
        var jdk = jdk("some where", "25.0.1").toRealPath();
        var bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
        assertThat(find("", bin).out()).isEqualTo(jdk + "\n");
    }

    @Test
    void relativeLinksAreFollowedStepByStep() throws Exception {
        var jdk = jdk("jdk-25", "25.0.1").toRealPath();
        Files.createSymbolicLink(folder.resolve("current"), Path.of("jdk-25/bin/java"));
        var bin = Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of("../current"));
        assertThat(find("", bin).out()).isEqualTo(jdk + "\n");
    }

    @Test
    void theFoldersOfMacOsAreSearched() throws Exception {
        var jdk = jdk("home/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", "25.0.1");
        assertThat(find("", folder).out()).isEqualTo(jdk + "\n");
    }

    @Test
    void sdkmanIsFoundWhereItSaysThatItIs() throws Exception {
        var sdkman = jdk("elsewhere/candidates/java/25-tem", "25");
        assertThat(find(
                                "",
                                folder,
                                Map.of("SDKMAN_DIR", folder.resolve("elsewhere").toString()))
                        .out())
                .isEqualTo(sdkman + "\n");
    }

    @Test
    void aNewerJdkDoesAsWell() throws Exception {
        jdk("home/.jdks/old", "21.0.2");
        var newer = jdk("home/.jdks/openjdk-26", "26-ea");
        assertThat(find("", folder).out()).isEqualTo(newer + "\n");
    }

    @Test
    void aRuntimeWithoutACompilerIsNoJdk() throws Exception {
        var runtime = jdk("home/.jdks/jre", "25");
        Files.delete(runtime.resolve("bin/javac"));
        assertThat(find("", folder).exit()).isEqualTo(2);
    }

    @Test
    void withoutAJdkOneSentenceSaysHowToGetOne() throws Exception {
        var found = find("", folder);
        assertThat(found.exit()).isEqualTo(2);
        assertThat(found.out()).isEmpty();
        assertThat(found.err().lines()).hasSize(1);
        assertThat(found.err()).contains("JDK 25", "install one", "JAVA_HOME");
    }

    private record Found(int exit, String out, String err) {}

    private Found find(String javaHome, Path path) throws IOException, InterruptedException {
        return find(javaHome, path, Map.of());
    }

    private Found find(String javaHome, Path path, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder("/bin/sh", "-eu", script.toString());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", path.toString(),
                        "HOME", folder.resolve("home").toString()));
        builder.environment().putAll(environment);
        if (!javaHome.isEmpty()) {
            builder.environment().put("JAVA_HOME", javaHome);
        }
        tools(path);
        var process = builder.redirectErrorStream(false).start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Found(process.exitValue(), out, err);
    }

    /** The tools that the script needs, and no java of this machine. */
    private static void tools(Path bin) throws IOException {
        for (var tool : new String[] {"sed", "readlink", "dirname"}) {
            var real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            Files.createSymbolicLink(bin.resolve(tool), real);
        }
    }

    private Path jdk(String name, String version) throws IOException {
        return FakeJdk.create(folder.resolve(name), version);
    }
}
