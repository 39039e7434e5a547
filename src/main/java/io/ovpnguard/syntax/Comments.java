package io.ovpnguard.syntax;

import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects the comments that speak to ovpnguard. */
final class Comments {

    private record Found(Span span, String text) {}

    private final List<Found> found = new ArrayList<>();

    /** Takes a comment, if it is such a one. */
    void add(Stretch in, int start, int end) {
        var text = in.text().substring(start + 1, end).strip();
        if (Comment.isMeant(text)) {
            found.add(new Found(
                    in.span(
                            start,
                            start
                                    + in.text()
                                            .substring(start, end)
                                            .stripTrailing()
                                            .length()),
                    text));
        }
    }

    /** {@return those that were found, each with what it speaks of} */
    List<Comment> about(List<Directive> directives) {
        return found.isEmpty()
                ? List.of()
                : found.stream()
                        .map(each -> new Comment(each.span(), each.text(), subject(each.span(), directives)))
                        .toList();
    }

    private static Optional<Span> subject(Span comment, List<Directive> directives) {
        return directives.stream()
                .flatMap(directive -> Stream.concat(Stream.of(directive), directive.nested().stream()))
                .map(Directive::span)
                .filter(span -> span.source() == comment.source())
                .filter(span -> isBefore(span, comment) || span.start() >= comment.end())
                .min(Comparator.comparingInt(span -> isBefore(span, comment) ? -1 : span.start()));
    }

    /** {@return whether an option begins on the line that the comment ends} */
    private static boolean isBefore(Span option, Span comment) {
        return option.start() < comment.start()
                && option.from().line() == comment.from().line();
    }
}
