package io.ovpnguard.rule;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.option.EditDistance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Every rule on the class path, by id. */
public final class RuleCatalog {

    private static final RuleCatalog ALL = new RuleCatalog(ServiceLoader.load(Rule.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(rule -> RuleId.of(rule.getClass())))
            .toList());

    private final List<Rule> rules;

    private RuleCatalog(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** {@return all rules, sorted by id} */
    public static RuleCatalog all() {
        return ALL;
    }

    /** {@return a catalogue of the given rules} */
    static RuleCatalog of(Rule... rules) {
        return new RuleCatalog(List.of(rules));
    }

    /** {@return the catalogue of this one rule} */
    public RuleCatalog only(RuleId id) {
        return new RuleCatalog(rules.stream()
                .filter(rule -> RuleId.of(rule.getClass()).equals(id))
                .toList());
    }

    public List<Rule> rules() {
        return rules;
    }

    /** {@return the rule of that id, or of that old id} */
    public Optional<Rule> find(String id) {
        return rules.stream()
                .filter(rule -> RuleId.of(rule.getClass()).value().equals(id)
                        || Arrays.asList(info(rule).aliases()).contains(id))
                .findFirst();
    }

    /** {@return the family of a rule, such as {@code transport}; of what is no rule, an empty text} */
    public static String family(RuleId id) {
        return ALL.find(id.value())
                .map(rule -> rule.getClass().getPackageName())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .orElse("");
    }

    /** {@return what is to be said of a name that no rule has} */
    public String unknown(String id) {
        return "no rule is called `" + id + "`; "
                + nearest(id).map(nearest -> "did you mean `" + nearest + "`?").orElse("`ovpnguard rules` lists them");
    }

    /** {@return the id that is nearest to a mistyped one, at most two edits away} */
    public Optional<String> nearest(String id) {
        return EditDistance.nearest(
                id,
                rules.stream().map(rule -> RuleId.of(rule.getClass()).value()).toList());
    }

    /** {@return what is to be known of a rule without running it} */
    public static RuleInfo info(Rule rule) {
        return rule.getClass().getAnnotation(RuleInfo.class);
    }

    /**
     * {@return a rule's page in Markdown}
     *
     * @throws IllegalStateException when it has none; a catalogue test keeps that from being released
     */
    public static String page(RuleId id) {
        return resource("rules/" + id + ".md")
                .orElseThrow(() -> new IllegalStateException("rule " + id + " has no page"));
    }

    /** {@return in Markdown, configs in which a rule fires and what is said of them: its case of that name} */
    public static String example(RuleId id) {
        return Example.of(id);
    }

    /** {@return a text that comes with the rules, if it is there} */
    static Optional<String> resource(String path) {
        try (var resource = RuleCatalog.class.getResourceAsStream("/io/ovpnguard/" + path)) {
            return resource == null
                    ? Optional.empty()
                    : Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(path, broken);
        }
    }
}
