package io.ovpnguard.syntax;

import io.ovpnguard.option.Build;
import io.ovpnguard.option.Place;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A config as OpenVPN's reader sees it. Directives of files included by {@code config} stand in place, behind the
 * {@code config} directive, with spans in their own source.
 *
 * @param directives in reading order
 * @param isWhole whether its own text is all of it: it includes no other
 * @param syntaxProblems in reading order
 * @param comments those that speak to ovpnguard
 */
public record ConfigFile(
        Source source,
        Directives directives,
        boolean isWhole,
        List<SyntaxProblem> syntaxProblems,
        List<Comment> comments) {

    public ConfigFile {
        Objects.requireNonNull(source);
        Objects.requireNonNull(directives);
        syntaxProblems = List.copyOf(syntaxProblems);
        comments = List.copyOf(comments);
    }

    /** {@return what the newest version refuses or reads otherwise than it looks, in reading order} */
    public List<Problem> problems() {
        return problems(Version.ALL.getLast());
    }

    /** {@return what a version refuses or reads otherwise than it looks, in reading order} */
    public List<Problem> problems(Version version) {
        return Stream.concat(
                        ConfigParser.byteOrderMark(source, version).stream(),
                        syntaxProblems.stream().map(found -> found.in(version)))
                .toList();
    }

    /** {@return the last top-level directive of that name, which is the one OpenVPN keeps for most options} */
    public Optional<Directive> last(String name) {
        var named = directives.named(name);
        return named.isEmpty() ? Optional.empty() : Optional.of(named.getLast());
    }

    /** {@return the top-level directives of that name, in order} */
    public Stream<Directive> all(String name) {
        return directives.named(name).stream();
    }

    /** {@return whether a top-level directive of that name is there} */
    public boolean has(String name) {
        return !directives.named(name).isEmpty();
    }

    /**
     * {@return the directives that this process itself takes: the top level and the connection blocks, and what {@code setenv opt}
     * carries in its place}
     */
    public Stream<Directive> ownDirectives() {
        return directives.stream().mapMulti((directive, own) -> {
            own.accept(directive.carried());
            if (directive.is("connection")) {
                directive.nested().forEach(nested -> own.accept(nested.carried()));
            }
        });
    }

    /** {@return what a client made from the OpenVPN 3 core makes of each top-level option} */
    public List<ConnectOption> readByConnect() {
        return ConnectReader.read(directives);
    }

    /** {@return what a version of OpenVPN 2 makes of each option, those of connection blocks behind their block} */
    public List<ReadOption> readBy(Version version, Set<Build> builds) {
        return OptionReader.read(directives, Place.CONFIG, version, builds);
    }
}
