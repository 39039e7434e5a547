package io.ovpnguard.finding;

import java.util.Locale;
import java.util.regex.Pattern;

/** A rule's name in kebab case, such as {@code mismatched-tun-mtu}. */
public record RuleId(String value) implements Comparable<RuleId> {

    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** A rule runs thousands of times, and its name never changes. */
    private static final ClassValue<RuleId> OF_CLASSES = new ClassValue<>() {
        @Override
        protected RuleId computeValue(Class<?> rule) {
            return new RuleId(
                    rule.getSimpleName().replaceAll("(?<=.)(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT));
        }
    };

    public RuleId {
        if (!KEBAB.matcher(value).matches()) {
            throw new IllegalArgumentException("not a rule id: " + value);
        }
    }

    /** {@return the id of a rule class: its simple name in kebab case} */
    public static RuleId of(Class<?> rule) {
        return OF_CLASSES.get(rule);
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
