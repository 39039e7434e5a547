package io.ovpnguard.rule;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Position;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where the options of a config stand. What is said of one config at such a place can be said of another that has the same
 * options at the same places.
 */
record Places(Source source, List<Position> positions) {

    Places {
        Objects.requireNonNull(source);
        positions = List.copyOf(positions);
    }

    static Places of(Profile profile) {
        var positions = new ArrayList<Position>();
        profile.config().directives().forEach(directive -> add(directive, positions));
        return new Places(profile.config().source(), positions);
    }

    private static void add(Directive directive, List<Position> positions) {
        add(directive.nameSpan(), positions);
        directive.arguments().forEach(argument -> add(argument.span(), positions));
        add(directive.span(), positions);
        directive.nested().forEach(nested -> add(nested, positions));
    }

    private static void add(Span span, List<Position> positions) {
        positions.add(span.from());
        positions.add(span.to());
    }

    /** {@return whether that is the config as a whole, or the beginning and the end of something in it} */
    boolean has(Where where) {
        return where.source() == source
                && switch (where) {
                    case Where.At(var span) -> positions.contains(span.from()) && positions.contains(span.to());
                    case Where.Absent _ -> true;
                };
    }

    /** {@return the same place in another config, where it is in the first; else the place itself} */
    static Where move(Where where, Profile from, Profile to) {
        if (where.source() != from.config().source()) {
            return where;
        }
        var source = to.config().source();
        return switch (where) {
            case Where.At(var span) ->
                new Where.At(new Span(source, offset(span.from(), source), offset(span.to(), source)));
            case Where.Absent _ -> new Where.Absent(source);
        };
    }

    private static int offset(Position position, Source source) {
        return source.lines().start(position.line()) + position.column() - 1;
    }

    /** Configs differ, places may not. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Places places && places.positions.equals(positions);
    }

    @Override
    public int hashCode() {
        return positions.hashCode();
    }
}
