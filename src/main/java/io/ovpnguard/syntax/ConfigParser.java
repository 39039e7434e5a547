package io.ovpnguard.syntax;

import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a config as {@code read_config_file} and {@code check_inline_file} of options.c do. It never throws, and goes on
 * behind what it cannot read.
 */
public final class ConfigParser {

    /** {@code OPTION_LINE_SIZE} of options.h: a line of that many bytes, its end included, is too long. */
    private static final int LINE_BYTES = 256;

    /** What {@code buf_parse} of buffer.c drops of a connection block's line, behind those that it reads at once. */
    private static final int DROPPED_BYTES = 2;

    /** {@code max_recursive_levels} of {@code read_config_file}. */
    private static final int MAX_LEVELS = 10;

    /** A limit of ours: files that include one another twice on each level would grow without end. */
    private static final int MAX_INCLUDED_FILES = 500;

    /** A limit of ours: each of these blocks is looked through to the end of the text, and OpenVPN exits at the first. */
    private static final int MAX_UNCLOSED_BLOCKS = 10;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Includes includes;
    private final Problems problems = new Problems();
    private final Comments comments = new Comments();
    private int includedFiles;
    private int unclosedBlocks;
    private boolean isTooDeep;

    private ConfigParser(Includes includes) {
        this.includes = includes;
    }

    /** {@return the directives of a config and of the files that it includes, and what was wrong on the way} */
    public static ConfigFile parse(Source source, Includes includes) {
        var parser = new ConfigParser(includes);
        var directives = parser.file(source, 1);
        var isWhole = directives.stream().allMatch(directive -> directive.span().source() == source);
        return new ConfigFile(
                source,
                new Directives(directives),
                isWhole,
                parser.problems.found(),
                parser.comments.about(directives));
    }

    /** {@return what a version that knows no byte order mark makes of one: a part of the first option's name} */
    static Optional<Problem> byteOrderMark(Source source, Version version) {
        return version.isBefore(Version.V2_3) && hasByteOrderMark(source.text())
                ? Optional.of(new Problem(
                        true,
                        source.span(0, 1),
                        "the text begins with a byte order mark, which OpenVPN 2.2 takes for a part of the first option",
                        Optional.of("save the file as UTF-8 without a byte order mark")))
                : Optional.empty();
    }

    private static boolean hasByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    }

    /**
     * {@return the directive that an option string holds, such as the text of a PUSH_REPLY between two commas}
     *
     * @param problems where what is wrong is added
     */
    public static Optional<Directive> parseOption(Source source, List<Problem> problems) {
        var parser = new ConfigParser(Includes.NONE);
        var stretch = Stretch.of(source);
        var directive = parser.option(stretch, 0, stretch.text().length());
        parser.problems.found().forEach(found -> problems.add(found.problem()));
        return directive;
    }

    private List<Directive> file(Source source, int level) {
        var stretch = Stretch.of(source);
        var text = stretch.text();
        return lines(stretch, hasByteOrderMark(text) ? 1 : 0, text.length(), level);
    }

    private List<Directive> lines(Stretch in, int from, int to, int level) {
        var directives = new ArrayList<Directive>();
        var position = from;
        while (position < to) {
            var end = in.endOfLine(position, to);
            checkLength(in, position, end);
            var directive = option(in, position, readableEnd(in, position, end));
            position = end;
            if (directive.isEmpty()) {
                continue;
            }
            var found = directive.get();
            if (isTag(found)) {
                position = block(found, new BlockReader(in, end, to), in, directives);
            } else {
                directives.add(found);
                if (found.is("config")) {
                    include(found, level, directives);
                }
            }
        }
        return directives;
    }

    private void checkLength(Stretch in, int start, int end) {
        // OpenVPN skips the mark, and has read it into its line all the same.
        var from = start == 1 && hasByteOrderMark(in.text()) ? 0 : start;
        var bytes = Lexer.utf8Bytes(in.text(), from, end);
        if (bytes >= LINE_BYTES) {
            problems.fatalSince(
                    Version.V2_3,
                    in.span(start, end),
                    "the line has " + bytes + " bytes, OpenVPN reads at most " + (LINE_BYTES - 1)
                            + " and exits (2.2 splits the line instead)",
                    "put long values in a file or an inline block");
        }
    }

    /**
     * {@return the options of a connection block, which OpenVPN reads as a text of its own ({@code read_config_string}): a
     * line that is too long is split, and what {@code config} names is not read}
     */
    private List<Directive> block(Stretch in, int from, int to) {
        var directives = new ArrayList<Directive>();
        var position = from;
        while (position < to) {
            var line = in.endOfLine(position, to);
            var end = Math.min(line, Lexer.endOfBytes(in.text(), position, line, LINE_BYTES - 1));
            var isSplit = end < line && in.text().charAt(end) != '\n';
            if (isSplit) {
                problems.harmless(
                        in.span(position, line),
                        "the line is longer than " + (LINE_BYTES - 1)
                                + " bytes: in a block, OpenVPN splits it there and drops " + DROPPED_BYTES + " bytes",
                        "put long values in a file or an inline block");
            }
            var directive = option(in, position, readableEnd(in, position, end));
            position = isSplit ? Lexer.endOfBytes(in.text(), end, line, DROPPED_BYTES) : line;
            if (directive.isPresent() && isTag(directive.get())) {
                position = block(directive.get(), new BlockReader(in, position, to), in, directives);
            } else {
                directive.ifPresent(directives::add);
            }
        }
        return directives;
    }

    /** {@return where the readable part of a line ends: OpenVPN sees nothing behind a NUL byte} */
    private int readableEnd(Stretch in, int start, int end) {
        var nul = in.text().indexOf('\0', start, end);
        if (nul < 0) {
            return end;
        }
        problems.harmless(
                in.span(nul, nul + 1),
                "a NUL byte ends the line for OpenVPN: the rest of the line is ignored",
                "remove the NUL byte");
        return nul;
    }

    private Optional<Directive> option(Stretch in, int from, int to) {
        var line = Lexer.lex(in.text(), from, to);
        line.refusal()
                .ifPresent(refusal -> problems.fatal(
                        in.span(refusal.start(), refusal.end()),
                        refusal.message(),
                        refusal.help().orElseThrow()));
        line.ignoredFrom()
                .ifPresent(index -> problems.harmless(
                        in.span(index, Math.max(index, to)),
                        "OpenVPN reads " + Lexer.MAX_PARAMETERS + " parameters of a line and ignores the rest",
                        "split the line"));
        line.comment().ifPresent(start -> comments.add(in, start, to));
        if (line.parameters().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(directive(in, line.parameters()));
    }

    private Directive directive(Stretch in, List<Lexer.Parameter> parameters) {
        var first = parameters.getFirst();
        var name = first.value();
        var dashes = name.length() >= 3 && name.startsWith("--") ? 2 : 0;
        var nameStart = first.verbatim() && first.value().length() == first.end() - first.start() ? dashes : 0;
        var arguments = new ArrayList<Argument>(parameters.size() - 1);
        for (var parameter : parameters.subList(1, parameters.size())) {
            arguments.add(new Argument(parameter.value(), in.span(parameter.start(), parameter.end())));
        }
        return new Directive(
                name.substring(dashes),
                in.span(first.start() + nameStart, first.end()),
                arguments,
                in.span(first.start(), parameters.getLast().end()),
                Optional.empty(),
                nested(name.substring(dashes), in, parameters));
    }

    private List<Directive> nested(String name, Stretch in, List<Lexer.Parameter> parameters) {
        if (name.equals("push") && parameters.size() == 2) {
            return pushed(in, parameters.get(1)).stream().toList();
        }
        var isConditional = name.equals("setenv")
                && parameters.size() > 2
                && parameters.get(1).value().equals("opt");
        return isConditional ? List.of(directive(in, parameters.subList(2, parameters.size()))) : List.of();
    }

    /** The server checks the pushed text only for commas ({@code push_option_ex} of push.c); the client lexes it. */
    private Optional<Directive> pushed(Stretch in, Lexer.Parameter parameter) {
        if (parameter.value().indexOf(',') >= 0) {
            problems.fatal(
                    in.span(parameter.start(), parameter.end()),
                    "a pushed option holds a comma, which OpenVPN refuses (illegal comma)",
                    "push each option by its own `push` line");
        }
        var inside = in.inside(parameter);
        return option(inside, 0, inside.text().length());
    }

    private static boolean isTag(Directive directive) {
        var name = directive.name();
        return directive.arguments().isEmpty() && name.startsWith("<") && name.endsWith(">");
    }

    private int block(Directive opening, BlockReader block, Stretch in, List<Directive> directives) {
        var tag = opening.name().substring(1, opening.name().length() - 1);
        if (tag.startsWith("/")) {
            problems.fatal(
                    opening.span(),
                    "closing tag `<" + tag + ">` has no opening tag",
                    "remove it or add `<" + tag.substring(1) + ">`");
            return block.start();
        }
        var content = block.read(tag);
        if (!content.closed()) {
            unclosedBlocks++;
            problems.fatalSince(
                    Version.V2_4,
                    opening.span(),
                    "no `</" + tag
                            + ">` closes this block (2.2 and 2.3 take the rest of the file as its text, later versions exit)",
                    "add a line `</" + tag + ">`");
        }
        var span = in.span(block.start(), content.end());
        var nested = tag.equals("connection") ? block(in, block.start(), content.end()) : List.<Directive>of();
        directives.add(new Directive(
                tag,
                opening.nameSpan(),
                List.of(),
                opening.span().join(in.span(content.end(), content.behind())),
                Optional.of(new InlineBlock(in.text().substring(block.start(), content.end()), span)),
                nested));
        return unclosedBlocks < MAX_UNCLOSED_BLOCKS ? content.next() : block.to();
    }

    private void include(Directive config, int level, List<Directive> directives) {
        if (config.arguments().size() != 1 || isTooDeep || includedFiles > MAX_INCLUDED_FILES) {
            return;
        }
        var name = config.arguments().getFirst().value();
        var included = includes.find(config.span().source(), name);
        if (included.isEmpty()) {
            return;
        }
        if (level == MAX_LEVELS) {
            // OpenVPN exits here; to go on with the siblings of each level would take exponential time.
            isTooDeep = true;
            problems.fatal(
                    config.span(),
                    "more than " + MAX_LEVELS + " levels of `config`: a file probably includes itself",
                    "remove this line");
            return;
        }
        includedFiles++;
        if (includedFiles > MAX_INCLUDED_FILES) {
            problems.harmless(
                    config.span(),
                    "more than " + MAX_INCLUDED_FILES
                            + " files are included: this one and the further ones are not checked",
                    "include fewer files");
            return;
        }
        directives.addAll(file(included.get(), level + 1));
    }
}
