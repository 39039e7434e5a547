package io.ovpnguard.finding;

import io.ovpnguard.source.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One instance of a rule.
 *
 * @param severity how bad it is, as policies say
 * @param unruled how bad it is, whatever they say
 * @param primary the place to look at first; its text is the message
 * @param related the other places, each with its own text
 * @param help what to change: imperative, pasteable
 * @param consequence what OpenVPN would do
 * @param versions for which the finding holds, ascending; empty when the version does not matter
 * @param serverLog lines that the server would log, without time stamps
 * @param clientLog lines that the client would log
 * @param cause what several processes may share, such as a certificate's fingerprint; empty for what each has alone
 * @param doubt why it may be none, if it is not sure that its places belong together: then it never denies
 * @param remarks what is said of it beside what is wrong, such as which policy denies it
 * @param suppressed who puts up with it, if somebody does: it is counted, and neither told nor denied
 * @param conceded which policy puts up with it, if one does: it is only counted
 */
public record Finding(
        RuleId rule,
        Severity severity,
        Severity unruled,
        Label primary,
        List<Label> related,
        Optional<String> help,
        Consequence consequence,
        List<VersionPair> versions,
        List<String> serverLog,
        List<String> clientLog,
        Optional<String> cause,
        Optional<String> doubt,
        List<String> remarks,
        Optional<Suppression> suppressed,
        Optional<Concession> conceded) {

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(severity);
        Objects.requireNonNull(unruled);
        Objects.requireNonNull(primary);
        related = List.copyOf(related);
        Objects.requireNonNull(help);
        Objects.requireNonNull(consequence);
        versions = versions.stream().sorted().distinct().toList();
        serverLog = List.copyOf(serverLog);
        clientLog = List.copyOf(clientLog);
        Objects.requireNonNull(cause);
        Objects.requireNonNull(doubt);
        remarks = List.copyOf(remarks);
        Objects.requireNonNull(suppressed);
        Objects.requireNonNull(conceded);
    }

    /** Makes a finding of which nobody has said anything yet. */
    public Finding(
            RuleId rule,
            Severity severity,
            Label primary,
            List<Label> related,
            Optional<String> help,
            Consequence consequence,
            List<VersionPair> versions,
            List<String> serverLog,
            List<String> clientLog,
            Optional<String> cause) {
        this(
                rule,
                severity,
                severity,
                primary,
                related,
                help,
                consequence,
                versions,
                serverLog,
                clientLog,
                cause,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public boolean isSuppressed() {
        return suppressed.isPresent();
    }

    /** {@return whether it may be none} */
    public boolean tentative() {
        return doubt.isPresent();
    }

    /** {@return what is to be said beside what is wrong: why it only warns, and what policies make of it} */
    public List<String> notes() {
        return Stream.concat(doubt.map("a guess, which denies nothing: "::concat).stream(), remarks.stream())
                .toList();
    }

    /** {@return the sentence that says what is wrong} */
    public String message() {
        return primary.text();
    }

    /** {@return its places, the one to look at first ahead} */
    public Stream<Label> labels() {
        return Stream.concat(Stream.of(primary), related.stream());
    }

    /** {@return whether one of its places is within a stretch of text, or around it} */
    public boolean isAt(Span span) {
        return labels().anyMatch(label ->
                label.where() instanceof Where.At(var place) && (span.contains(place) || place.contains(span)));
    }

    /** {@return all that is written in it, and the names of key material} */
    public Stream<String> texts() {
        return Stream.of(
                        labels().flatMap(label -> Stream.concat(Stream.of(label.text()), label.material().stream())),
                        help.stream(),
                        serverLog.stream(),
                        clientLog.stream(),
                        cause.stream())
                .flatMap(text -> text);
    }

    /** {@return this finding at other places} */
    public Finding moved(UnaryOperator<Where> to) {
        return withPrimary(primary.at(to.apply(primary.where())))
                .withRelated(related.stream()
                        .map(label -> label.at(to.apply(label.where())))
                        .toList());
    }

    /** {@return this finding, of places that may not belong together, and why} */
    public Finding asTentative(String why) {
        var atMost = severity == Severity.ERROR ? Severity.WARNING : severity;
        return with(atMost, atMost, primary, related, versions, Optional.of(why), remarks, suppressed, conceded);
    }

    /** {@return this finding, as bad as somebody says, what is to be said of that, and who puts up with it} */
    public Finding ruled(Severity other, List<String> words, Optional<Concession> concession) {
        return with(other, unruled, primary, related, versions, doubt, words, suppressed, concession);
    }

    /** {@return this finding for other versions} */
    public Finding withVersions(List<VersionPair> other) {
        return with(severity, unruled, primary, related, other, doubt, remarks, suppressed, conceded);
    }

    /** {@return this finding with another place to look at first} */
    public Finding withPrimary(Label other) {
        return with(severity, unruled, other, related, versions, doubt, remarks, suppressed, conceded);
    }

    /** {@return this finding with other related places} */
    public Finding withRelated(List<Label> other) {
        return with(severity, unruled, primary, other, versions, doubt, remarks, suppressed, conceded);
    }

    /** {@return this finding, which somebody puts up with} */
    public Finding suppressedBy(Suppression suppression) {
        return with(severity, unruled, primary, related, versions, doubt, remarks, Optional.of(suppression), conceded);
    }

    /** {@return this finding, with which nobody may put up, and why not} */
    public Finding unsuppressed(String why) {
        var words = Stream.concat(remarks.stream(), Stream.of(why)).toList();
        return with(severity, unruled, primary, related, versions, doubt, words, Optional.empty(), conceded);
    }

    private Finding with(
            Severity otherSeverity,
            Severity otherUnruled,
            Label otherPrimary,
            List<Label> otherRelated,
            List<VersionPair> otherVersions,
            Optional<String> why,
            List<String> otherRemarks,
            Optional<Suppression> suppression,
            Optional<Concession> concession) {
        return new Finding(
                rule,
                otherSeverity,
                otherUnruled,
                otherPrimary,
                otherRelated,
                help,
                consequence,
                otherVersions,
                serverLog,
                clientLog,
                cause,
                why,
                otherRemarks,
                suppression,
                concession);
    }
}
