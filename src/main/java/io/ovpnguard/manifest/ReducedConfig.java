package io.ovpnguard.manifest;

import io.ovpnguard.option.OptionTable;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.ReducedText;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Argument;
import io.ovpnguard.syntax.Comment;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Configs without credentials, keys and comments for people: what may be kept in memory. Each directive stays on its line, so that
 * places in messages are right.
 */
final class ReducedConfig {

    /** Stands for an argument that is not told. */
    private static final String HIDDEN = "x";

    /** Stands for an option that no version knows: it may be anything, but a process does not start with it. */
    private static final String UNKNOWN = "not-an-option";

    private static final Set<String> FREE = Set.of("setenv-safe", "echo", "parameter");

    private static final String NO_CERTIFICATE = "CLIENT_CERT";

    private final Set<String> tolerated;
    private final Map<Source, List<String>> lines = new HashMap<>();
    private boolean sufficient;
    private boolean verbatim = true;

    private ReducedConfig(ConfigFile config) {
        // What is wrong with the text is not kept; keys of static-key mode are compared in more ways than are kept.
        sufficient = config.problems().stream().noneMatch(Problem::fatal) && !config.has("secret");
        tolerated = config.all("ignore-unknown-option")
                .flatMap(directive -> directive.arguments().stream())
                .map(Argument::value)
                .collect(Collectors.toSet());
    }

    /**
     * What is left of a config and of the files that it includes.
     *
     * @param sufficient whether judgement finds the same in it
     * @param verbatim whether it says the same of it, too
     */
    record Texts(Map<Source, String> texts, boolean sufficient, boolean verbatim) {}

    static Texts of(ConfigFile config) {
        var reduced = new ReducedConfig(config);
        config.directives().forEach(reduced::add);
        config.comments().forEach(reduced::add);
        var texts = reduced.lines.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> String.join("\n", entry.getValue()) + "\n"));
        return new Texts(texts, reduced.sufficient, reduced.verbatim);
    }

    private void add(Directive directive) {
        if (directive.inline().isEmpty()) {
            put(directive, line(directive));
            return;
        }
        var block = directive.inline().get();
        var name = known(directive);
        put(directive, "<" + name + ">");
        if (directive.is("connection")) {
            directive.nested().forEach(nested -> put(nested, line(nested)));
        } else {
            var text = ReducedText.of(KeyText.of(block.text()));
            sufficient &= text.sufficient();
            var at = block.span().from().line();
            for (var line : text.text().split("\n", -1)) {
                put(directive.span().source(), at++, line);
            }
        }
        put(directive.span().source(), directive.span().to().line(), "</" + name + ">");
    }

    /** What is put up with counts as long as the config does. */
    private void add(Comment comment) {
        var at = comment.span().from().line();
        var reduced = lines.computeIfAbsent(comment.source(), _ -> new ArrayList<>());
        var before = at <= reduced.size() && !reduced.get(at - 1).isEmpty() ? reduced.get(at - 1) + " " : "";
        put(comment.source(), at, before + "# " + comment.text());
    }

    private void put(Directive directive, String text) {
        put(directive.span().source(), directive.nameSpan().from().line(), text);
    }

    private void put(Source source, int line, String text) {
        var reduced = lines.computeIfAbsent(source, _ -> new ArrayList<>());
        if (reduced.size() < line) {
            reduced.addAll(Collections.nCopies(line - reduced.size(), ""));
        }
        reduced.set(line - 1, text);
    }

    private String line(Directive directive) {
        var words = new ArrayList<String>();
        words.add(known(directive));
        if (!directive.nested().isEmpty() && directive.is("push")) {
            words.add(quoted(line(directive.nested().getFirst())));
        } else if (!directive.nested().isEmpty() && directive.is("setenv")) {
            words.add("opt");
            words.add(line(directive.nested().getFirst()));
        } else {
            IntStream.range(0, directive.arguments().size())
                    .mapToObj(index -> argument(directive, index))
                    .forEach(words::add);
        }
        return String.join(" ", words);
    }

    private String known(Directive directive) {
        if (isKnown(directive)) {
            return directive.name();
        }
        verbatim = false;
        return UNKNOWN;
    }

    private boolean isKnown(Directive directive) {
        return OptionTable.get().find(directive.name()).isPresent() || tolerated.contains(directive.name());
    }

    private String argument(Directive directive, int index) {
        var value = directive.arguments().get(index).value();
        if (directive.is("setenv")) {
            return variable(directive, index, value);
        }
        var row = OptionTable.get().find(directive.name());
        if (row.isEmpty() || FREE.contains(directive.name()) || directive.is("push")) {
            return HIDDEN;
        }
        return switch (row.get().kind(index)) {
            case SECRET -> HIDDEN;
            case COMMAND -> quoted(value.split(" ", 2)[0]);
            case KEYWORD, NUMBER, ADDRESS, PORT, PATH, TEXT -> quoted(value);
        };
    }

    /** OpenVPN takes no name of one character, and OpenVPN Connect one more seriously than others. */
    private static String variable(Directive directive, int index, String value) {
        if (directive.value(0).filter(NO_CERTIFICATE::equals).isPresent() && (index == 0 || value.equals("0"))) {
            return value;
        }
        return value.length() > 1 ? HIDDEN + HIDDEN : HIDDEN;
    }

    /** {@return a value as the lexer reads it back} */
    private static String quoted(String value) {
        if (!value.isEmpty() && value.chars().allMatch(ReducedConfig::isPlain)) {
            return value;
        }
        if (value.indexOf('\'') < 0) {
            return "'" + value + "'";
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static boolean isPlain(int character) {
        return Character.isLetterOrDigit(character) || "-_./:,+=@%".indexOf(character) >= 0;
    }
}
