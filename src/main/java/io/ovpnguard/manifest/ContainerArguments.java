package io.ovpnguard.manifest;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The options on the command line of a container, as the config that says the same: one option a line, as
 * {@code parse_argv} of options.c takes them.
 */
final class ContainerArguments {

    /** Read from a file, such a word means itself without quotes. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,=+@%-]+");

    private static final Pattern PROGRAM = Pattern.compile("(?:.*/)?openvpn");

    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:ba|da|a|z|k)?sh");

    private final Mapping container;
    private final NodePlaces places;
    private final StringBuilder text = new StringBuilder();
    private final ManifestMap.Builder segments = new ManifestMap.Builder();

    ContainerArguments(Mapping container, NodePlaces places) {
        this.container = container;
        this.places = places;
    }

    /** {@return the options as a config, if the container starts OpenVPN itself and gives it any but a config} */
    Optional<Source> read(VpnObject pod, Enclosure enclosure, Gathered gathered) {
        var words = Stream.concat(container.scalars("command").stream(), container.scalars("args").stream())
                .toList();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        var anchor = places.span(words.getFirst());
        var program = words.getFirst().getValue();
        if (SHELL.matcher(program).matches()) {
            if (words.stream().anyMatch(word -> word.getValue().contains("openvpn "))) {
                gathered.skip(anchor, "a shell starts `openvpn`: what options it gives is not known");
            }
            return Optional.empty();
        }
        var options = PROGRAM.matcher(program).matches() ? words.subList(1, words.size()) : words;
        if (options.size() < 3 || !options.getFirst().getValue().startsWith("--")) {
            return Optional.empty();
        }
        if (options.stream().anyMatch(word -> word.getValue().contains("$("))) {
            gathered.skip(anchor, "the arguments of a container hold `$(...)`, which Kubernetes fills in");
            return Optional.empty();
        }
        return Optional.of(config(pod, options, anchor, enclosure, gathered));
    }

    private Source config(
            VpnObject pod, List<ScalarNode> options, Span anchor, Enclosure enclosure, Gathered gathered) {
        for (var word : options) {
            if (!text.isEmpty()) {
                text.append(word.getValue().startsWith("--") ? '\n' : ' ');
            }
            add(word, anchor);
        }
        var name = "containers[" + container.text("name").orElse("") + "].args";
        var source = Source.of(name, text.append('\n').toString());
        var map = ManifestMap.proven(
                anchor, segments.segments(), text.codePoints().toArray(), places.codePoints());
        gathered.locations().add(source, enclosure.origin(pod, name, map, places.template()));
        return source;
    }

    private void add(ScalarNode word, Span anchor) {
        var value = word.getValue();
        if (!PLAIN.matcher(value).matches()) {
            text.append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
            return;
        }
        var start = text.codePointCount(0, text.length());
        text.append(value);
        places.map(anchor, word)
                .segments()
                .forEach(segment -> segments.add(start + segment.content(), segment.manifest(), segment.length()));
    }
}
