package io.ovpnguard.option;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many arguments an option takes.
 *
 * @param counts each number that it takes, ascending
 * @param isOpen whether it takes any higher number too, since the parser does not count
 */
public record ArgumentCount(List<Integer> counts, boolean isOpen) {

    public ArgumentCount {
        counts = List.copyOf(counts);
        if (counts.isEmpty()
                || !counts.equals(counts.stream()
                        .filter(count -> count >= 0)
                        .sorted()
                        .distinct()
                        .toList())) {
            throw new IllegalArgumentException("no numbers of arguments: " + counts);
        }
    }

    /** {@return the numbers that {@code text} tells: {@code 1}, {@code 1-2}, {@code 1+} or {@code 0,1,4}} */
    static ArgumentCount parse(String text) {
        if (text.endsWith("+")) {
            return new ArgumentCount(List.of(Integer.parseInt(text.substring(0, text.length() - 1))), true);
        }
        var counts = Arrays.stream(text.split(","))
                .flatMapToInt(ArgumentCount::run)
                .boxed()
                .toList();
        return new ArgumentCount(counts, false);
    }

    private static IntStream run(String text) {
        var dash = text.indexOf('-');
        var first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
        return IntStream.rangeClosed(first, dash < 0 ? first : Integer.parseInt(text.substring(dash + 1)));
    }

    public boolean contains(int count) {
        return counts.contains(count) || isOpen && count > counts.getLast();
    }

    /** {@return for people: {@code 2 arguments}, {@code 1 or 2 arguments}, {@code at least 1 argument}} */
    @Override
    public String toString() {
        var last = counts.getLast();
        if (isOpen) {
            return "at least " + last + (last == 1 ? " argument" : " arguments");
        }
        if (counts.size() == 1) {
            return last == 0 ? "no argument" : last + (last == 1 ? " argument" : " arguments");
        }
        var isRun = last - counts.getFirst() == counts.size() - 1;
        if (isRun && counts.size() > 2) {
            return counts.getFirst() + " to " + last + " arguments";
        }
        return counts.subList(0, counts.size() - 1).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ")) + " or " + last + " arguments";
    }
}
