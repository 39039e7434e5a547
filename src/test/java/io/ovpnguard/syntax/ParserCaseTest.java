package io.ovpnguard.syntax;

import io.ovpnguard.Golden;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The parser makes of each {@code cases/_parser/<name>/config.conf} the tree that stands in {@code tree.txt}: places, names,
 * arguments, what is nested, and problems. {@code -Dgolden=update} writes the trees anew.
 */
class ParserCaseTest {

    private static final Path CASES = Path.of("src/test/resources/cases/_parser");

    @TestFactory
    Stream<DynamicTest> makesTheTreeOfEachCase() throws IOException {
        try (var folders = Files.list(CASES)) {
            return folders.sorted().toList().stream()
                    .map(folder -> DynamicTest.dynamicTest(
                            folder.getFileName().toString(),
                            folder.toUri(),
                            () -> Golden.matches(folder.resolve("tree.txt"), tree(folder))));
        }
    }

    private static String tree(Path folder) {
        var config = ConfigParser.parse(
                source(folder.resolve("config.conf")).orElseThrow(), (_, name) -> source(folder.resolve(name)));
        var tree = new StringBuilder();
        config.directives().forEach(directive -> write(directive, "", tree));
        config.syntaxProblems().forEach(found -> write(found, tree));
        return tree.toString();
    }

    private static Optional<Source> source(Path file) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Source.of(file.getFileName().toString(), Files.readString(file)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void write(Directive directive, String indent, StringBuilder tree) {
        tree.append(indent).append(place(directive.span())).append(' ').append(quoted(directive.name()));
        if (directive.nameSpan().start() != directive.span().start()) {
            tree.append(" named at ").append(directive.nameSpan().from());
        }
        tree.append('\n');
        for (var argument : directive.arguments()) {
            tree.append(indent).append("  argument ").append(place(argument.span()));
            tree.append(' ').append(quoted(argument.value())).append('\n');
        }
        directive
                .inline()
                .ifPresent(block -> tree.append(indent)
                        .append("  text ")
                        .append(place(block.span()))
                        .append(' ')
                        .append(quoted(block.text()))
                        .append('\n'));
        directive.nested().forEach(nested -> write(nested, indent + "  carries ", tree));
    }

    private static void write(SyntaxProblem found, StringBuilder tree) {
        Problem problem = found.problem();
        tree.append(problem.fatal() ? "refused from " + found.since() + " on " : "noted ");
        tree.append(place(problem.span())).append(' ').append(problem.message()).append('\n');
        problem.help().ifPresent(help -> tree.append("  help: ").append(help).append('\n'));
    }

    private static String place(Span span) {
        return span.source().name() + ":" + span.from() + "-" + span.to();
    }

    /** Long texts are told by their beginning and their length. */
    private static String quoted(String text) {
        var shown = text.length() > 60 ? text.substring(0, 40) + "... (" + text.length() + ")" : text;
        var escaped = new StringBuilder("[");
        shown.chars()
                .forEach(unit -> escaped.append(
                        unit < ' ' || unit > '~' ? "\\u%04x".formatted(unit) : String.valueOf((char) unit)));
        return escaped.append(']').toString();
    }
}
