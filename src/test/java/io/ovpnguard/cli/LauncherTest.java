package io.ovpnguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launchers, run by a real shell in a copy of the project whose JDK, Maven and build are stand-ins. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    /** A process id that no system gives. */
    private static final String GONE = "999999999";

    @TempDir
    private Path folder;

    private Path project;
    private Path builds;

    @BeforeEach
    void copyTheLaunchers() throws IOException {
        project = folder.resolve("the project");
        builds = folder.resolve("builds");
        for (var script : new String[] {"ovpnguard", "mvnw", "src/main/sh/find-jdk", "src/main/sh/lock"}) {
            var copy = project.resolve(script);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(script), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        FakeJdk.create(folder.resolve("jdk"), "25");
        maven("3.8.7", "sleep 1; mkdir -p target/quarkus-app; touch target/quarkus-app/quarkus-run.jar");
    }

    @Test
    void buildsAtFirstAndThenOnlyWhenSourcesAreNewer() throws Exception {
        assertThat(run("ovpnguard", "check", "a file").out())
                .startsWith("java ")
                .endsWith(" check a file\n");
        run("ovpnguard");
        assertThat(Files.readAllLines(builds)).hasSize(1);

        var later = FileTime.from(Instant.now().plus(Duration.ofMinutes(1)));
        Files.setLastModifiedTime(Files.createFile(project.resolve("src/main/New.java")), later);
        run("ovpnguard");
        assertThat(Files.readAllLines(builds)).hasSize(2);
    }

    @Test
    void buildsOnceWhenManyBeginAtOnce() throws Exception {
        var processes = new ArrayList<Process>();
        for (var count = 0; count < 4; count++) {
            processes.add(start("ovpnguard", "rules"));
        }
        for (var process : processes) {
            assertThat(end(process).exit()).isZero();
        }
        assertThat(Files.readAllLines(builds)).hasSize(1);
        assertThat(project.resolve("target/ovpnguard.lock")).doesNotExist();
    }

    @Test
    void isNotHeldUpByTheLockOfAKilledBuild() throws Exception {
        var lock = Files.createDirectories(project.resolve("target/ovpnguard.lock"));
        Files.writeString(lock.resolve("owner"), GONE + " " + nodeName());
        assertThat(run("ovpnguard").exit()).isZero();
    }

    @Test
    void waitsForALiveBuild() throws Exception {
        var lock = Files.createDirectories(project.resolve("target/ovpnguard.lock"));
        Files.writeString(lock.resolve("owner"), ProcessHandle.current().pid() + " " + nodeName());
        var waiting = start("ovpnguard");
        assertThat(waiting.waitFor(2, TimeUnit.SECONDS)).isFalse();
        Files.delete(lock.resolve("owner"));
        Files.delete(lock);
        var ended = end(waiting);
        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).contains("waiting for a build that is under way");
    }

    @Test
    void aFailedBuildShowsItsEndAndGivesTheLockBack() throws Exception {
        maven("3.8.7", "echo '[ERROR] no such symbol'; exit 1");
        var ended = run("ovpnguard");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("the build failed", "no such symbol");
        assertThat(project.resolve("target/ovpnguard.lock")).doesNotExist();
    }

    @Test
    void worksThroughALink() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("the project", "ovpnguard"));
        assertThat(end(launch(link.toString())).out()).contains("the project/target/quarkus-app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.7", "3.9.0-SNAPSHOT", "3.10.1", "4.0.0-rc-4"})
    void mavenIsNewEnough(String version) throws Exception {
        maven(version, "echo \"maven $*\"");
        assertThat(run("mvnw", "-q", "test")).isEqualTo(new Ended(0, "maven -q test\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.6.3", "2.2.1"})
    void anOldMavenIsSaidSo(String version) throws Exception {
        maven(version, "echo \"maven $*\"");
        var ended = run("mvnw", "test");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(1);
        assertThat(ended.err()).contains("3.8.7 or later", "is " + version, "install it");
    }

    private record Ended(int exit, String out, String err) {}

    /** A {@code mvn} of that version. */
    private void maven(String version, String build) throws IOException {
        FakeJdk.program(
                folder.resolve("bin/mvn"),
                "if [ \"$1\" = --version ]; then echo 'Apache Maven " + version + " (abc)'; exit; fi\n"
                        + "echo build >>'" + builds + "'\n"
                        + "cd '" + project + "'\n" + build);
    }

    private static String nodeName() throws IOException, InterruptedException {
        var process = new ProcessBuilder("uname", "-n").start();
        var name = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        process.waitFor();
        return name;
    }

    private Ended run(String script, String... arguments) throws IOException, InterruptedException {
        return end(start(script, arguments));
    }

    private Process start(String script, String... arguments) throws IOException {
        return launch(project.resolve(script).toString(), arguments);
    }

    private Process launch(String script, String... arguments) throws IOException {
        var words = new ArrayList<String>();
        words.add("/bin/sh");
        words.add(script);
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words);
        var environment = builder.environment();
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        environment.put("PATH", folder.resolve("bin") + File.pathSeparator + environment.get("PATH"));
        return builder.start();
    }

    private static Ended end(Process process) throws IOException, InterruptedException {
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }
}
