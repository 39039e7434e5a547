package io.ovpnguard.rule;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.finding.Suppression;
import io.ovpnguard.finding.Where;
import io.ovpnguard.syntax.Comment;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** What a suppression says. */
public sealed interface SuppressionText {

    /** How people are to write one. */
    String FORM = "write `# ovpnguard: allow RULE REASON`, with `until 2027-01-31` before the reason if it is to end;"
            + " as an annotation, `ovpnguard.io/allow.RULE: REASON`";

    /**
     * One that holds.
     *
     * @param everywhere whether it is about the whole file
     */
    record Valid(Suppression suppression, boolean everywhere) implements SuppressionText {}

    /** One for a rule that there is not. */
    record OfNoRule(String rule) implements SuppressionText {}

    /** One that lacks something; {@code why} ends a sentence. */
    record Broken(String why, String help) implements SuppressionText {

        Broken(String why) {
            this(why, FORM);
        }
    }

    /** {@return it, if it is written as it has to be} */
    default Optional<Suppression> inForce() {
        return this instanceof Valid valid ? Optional.of(valid.suppression()) : Optional.empty();
    }

    /** {@return what a comment says} */
    static SuppressionText of(Comment comment) {
        var message = comment.message();
        if (message.isEmpty()) {
            return new Broken("it does not begin with `" + Comment.ADDRESS + "`, in lower case and with the colon");
        }
        var words = message.get().split("\\s+", 3);
        if (!words[0].equals("allow") && !words[0].equals("allow-file")) {
            return new Broken("it begins with neither `allow` nor `allow-file`");
        }
        if (words.length == 1) {
            return new Broken("it names no rule");
        }
        var text = words.length == 2 ? "" : words[2];
        if (namesSeveral(words[1], text)) {
            return new Broken("it names more than one rule", "write a comment of its own for each rule");
        }
        var isEverywhere = words[0].equals("allow-file");
        if (!isEverywhere && comment.subject().isEmpty()) {
            return new Broken(
                    "it stands behind no option, and none follows",
                    "write it behind the option that it is about, or above it; `allow-file` is about the whole file");
        }
        return of(words[1], text, new Where.At(comment.span()), isEverywhere);
    }

    /** Another rule's name where the reason has to begin is no reason. */
    private static boolean namesSeveral(String rule, String text) {
        var next = text.replaceFirst("^[,\\s]+", "").split("[,\\s]", 2)[0];
        return Stream.concat(Stream.of(rule.split(",")), Stream.of(next))
                        .filter(name -> RuleCatalog.all().find(name).isPresent())
                        .distinct()
                        .count()
                > 1;
    }

    /** {@return what the value of an annotation says of the rule in its name} */
    static SuppressionText of(String rule, String text, Where where) {
        return of(rule, text.strip(), where, true);
    }

    private static SuppressionText of(String name, String text, Where where, boolean everywhere) {
        var rule = RuleCatalog.all().find(name);
        if (rule.isEmpty()) {
            return new OfNoRule(name);
        }
        if (rule.get() instanceof SuppressionRule || rule.get() instanceof InputRule) {
            return new Broken(
                    "what `" + name + "` finds cannot be suppressed",
                    "remove it, and mend what `" + name + "` finds; a policy may set the rule to another level");
        }
        var words = text.split("\\s+", 3);
        var until = Optional.<LocalDate>empty();
        var reason = text;
        if (words[0].equals("until")) {
            try {
                until = Optional.of(LocalDate.parse(words.length > 1 ? words[1] : ""));
            } catch (DateTimeParseException noDay) {
                return new Broken("no day such as 2027-01-31 follows `until`");
            }
            reason = words.length > 2 ? words[2] : "";
        }
        return reason.isBlank()
                ? new Broken("it gives no reason")
                : new Valid(
                        new Suppression(RuleId.of(rule.get().getClass()), reason.strip(), until, where), everywhere);
    }
}
