package io.ovpnguard.rule;

import java.util.Collection;

/** How messages speak of policies. */
public final class PolicyWords {

    private PolicyWords() {}

    /** {@return as the end of a sentence, who does not allow what it speaks of} */
    public static String notAllowedBy(Collection<String> policies) {
        return "which " + disallow(policies);
    }

    /** {@return as a sentence about policies, that they do not allow what comes before or after it} */
    public static String disallow(Collection<String> policies) {
        var names =
                policies.stream().sorted().distinct().map(PolicyWords::quoted).toList();
        return names.size() == 1
                ? "policy %s does not allow".formatted(names.getFirst())
                : "policies %s and %s do not allow"
                        .formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast());
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** {@return as the second half of a sentence, who asks for how much} */
    public static String asks(String policy, String what) {
        return "and policy %s asks for %s".formatted(quoted(policy), what);
    }
}
