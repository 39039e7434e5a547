package io.ovpnguard.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The stages of a Dockerfile that uses what {@link Image} can do; all else is refused. */
record Dockerfile(List<Stage> stages) {

    private static final Pattern FROM = Pattern.compile("FROM (?<base>\\S+)(?: AS (?<name>\\S+))?");
    private static final Pattern COPY =
            Pattern.compile("COPY (?:--from=(?<stage>\\S+) )?(?<source>\\S+) (?<target>/\\S+)");
    private static final Pattern ENV = Pattern.compile("ENV (?<name>\\w+)=\"(?<value>[^\"]*)\"");
    private static final Pattern USER = Pattern.compile("USER (?<user>\\d+):(?<group>\\d+)");

    record Stage(String base, String name, List<Step> steps) {}

    /** One line that does something. */
    sealed interface Step {

        /** {@code stage} is empty for the folder in which the image is built. */
        record Copy(Optional<String> stage, Path source, Path target) implements Step {}

        record WorkingFolder(Path folder) implements Step {}

        record Environment(String name, String value) implements Step {}

        record Run(List<String> words) implements Step {}

        record User(int user, int group) implements Step {}

        record EntryPoint(List<String> words) implements Step {}

        record Arguments(List<String> words) implements Step {}

        record Port(int number) implements Step {}
    }

    static Dockerfile read(Path file) throws IOException {
        var stages = new ArrayList<Stage>();
        for (var line : Files.readAllLines(file)) {
            var from = FROM.matcher(line);
            if (from.matches()) {
                var name = Optional.ofNullable(from.group("name")).orElse("");
                stages.add(new Stage(from.group("base"), name, new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                stages.getLast().steps().add(step(line));
            }
        }
        return new Dockerfile(List.copyOf(stages));
    }

    private static Step step(String line) {
        var rest = line.substring(line.indexOf(' ') + 1);
        return switch (line.substring(0, line.indexOf(' '))) {
            case "COPY" -> {
                var copy = matched(COPY, line);
                yield new Step.Copy(
                        Optional.ofNullable(copy.group("stage")),
                        Path.of(copy.group("source")),
                        Path.of(copy.group("target")));
            }
            case "ENV" -> {
                var variable = matched(ENV, line);
                yield new Step.Environment(variable.group("name"), variable.group("value"));
            }
            case "USER" -> {
                var user = matched(USER, line);
                yield new Step.User(Integer.parseInt(user.group("user")), Integer.parseInt(user.group("group")));
            }
            case "WORKDIR" -> new Step.WorkingFolder(Path.of(rest));
            case "RUN" -> new Step.Run(words(rest));
            case "ENTRYPOINT" -> new Step.EntryPoint(words(rest));
            case "CMD" -> new Step.Arguments(words(rest));
            case "EXPOSE" -> new Step.Port(Integer.parseInt(rest));
            default -> throw new IllegalArgumentException("not a line that can be followed here: " + line);
        };
    }

    private static java.util.regex.Matcher matched(Pattern pattern, String line) {
        var matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line that can be followed here: " + line);
        }
        return matcher;
    }

    /** No shell stands between Docker and the program. */
    private static List<String> words(String json) {
        try {
            return List.of(new ObjectMapper().readValue(json, String[].class));
        } catch (JsonProcessingException shell) {
            throw new IllegalArgumentException(
                    "not a list of words, as a shell would not be needed for: " + json, shell);
        }
    }
}
