package io.ovpnguard.image;

import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code docker build} makes of src/main/docker/Dockerfile, laid out in a folder without Docker; this machine and
 * its JDK are the base. The lines that run something are run.
 */
public final class Image {

    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");

    private static final Duration TRAINING = Duration.ofMinutes(5);

    private final Path root;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path folder = Path.of("/");
    private int user;
    private int group;
    private List<String> entryPoint = List.of();
    private List<String> arguments = List.of();

    private Image(Path root) {
        this.root = root;
    }

    /** {@return the image of the last stage} */
    public static Image build(Path folder) {
        try {
            var stages = new HashMap<String, Image>();
            var last = new Image(folder);
            for (var stage : Dockerfile.read(DOCKERFILE).stages()) {
                last = new Image(Files.createTempDirectory(folder, "stage"));
                for (var step : stage.steps()) {
                    last.take(step, stages);
                }
                stages.put(stage.name(), last);
            }
            return last;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(Dockerfile.Step step, Map<String, Image> stages) {
        switch (step) {
            case Dockerfile.Step.Copy copy -> {
                var source = copy.stage()
                        .map(name -> inside(stages.get(name).root, copy.source()))
                        .orElse(copy.source());
                var target = inside(root, copy.target());
                Command.of("mkdir", "-p", target.getParent().toString()).runOrFail();
                // Docker copies what is in a folder, not the folder.
                Command.of("cp", "-rT", source.toString(), target.toString()).runOrFail();
            }
            case Dockerfile.Step.WorkingFolder(var path) -> {
                folder = path;
                Command.of("mkdir", "-p", inside(root, path).toString()).runOrFail();
            }
            case Dockerfile.Step.Environment(var name, var value) -> environment.put(name, value);
            case Dockerfile.Step.Run(var words) -> {
                var jail = new Jail(root, false, Map.of(), List.of());
                var alone = new ArrayList<>(List.of("timeout", "-s", "KILL", "240", "unshare", "--net", "bash", "-c"));
                alone.addAll(List.of("ip link set lo up; exec \"$@\"", "run"));
                alone.addAll(jail.words(0, 0, folder, environment, words));
                var result = new Command(alone).run(TRAINING);
                if (!result.isSuccess()) {
                    throw new IllegalStateException(result.output());
                }
            }
            case Dockerfile.Step.User(var number, var groupNumber) -> {
                user = number;
                group = groupNumber;
            }
            case Dockerfile.Step.EntryPoint(var words) -> entryPoint = words;
            case Dockerfile.Step.Arguments(var words) -> arguments = words;
            case Dockerfile.Step.Port _ -> {}
        }
    }

    private static Path inside(Path root, Path absolute) {
        return root.resolve(Path.of("/").relativize(absolute));
    }

    /** {@return the words that start it as {@code docker run --read-only} would} */
    public List<String> start(
            List<String> given, Map<String, String> more, Map<String, Path> mounts, List<String> scratch) {
        var all = new LinkedHashMap<>(environment);
        all.putAll(more);
        var program = new ArrayList<>(entryPoint);
        program.addAll(given.isEmpty() ? arguments : given);
        return new Jail(root, true, mounts, scratch).words(user, group, folder, all, program);
    }
}
