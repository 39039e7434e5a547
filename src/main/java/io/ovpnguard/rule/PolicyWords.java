package io.ovpnguard.rule;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How messages speak of policies. */
public final class PolicyWords {

    private PolicyWords() {}

    /** {@return as the end of a sentence, who does not allow what it speaks of} */
    public static String notAllowedBy(Collection<String> policies) {
        var names = policies.stream().distinct().toList();
        return "which %s %s not allow".formatted(named(names), names.size() == 1 ? "does" : "do");
    }

    private static String named(List<String> names) {
        return (names.size() == 1 ? "policy " : "policies ")
                + names.stream().map(PolicyWords::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** {@return as the second half of a sentence, who asks for how much} */
    public static String asks(String policy, String what) {
        return "and policy %s asks for %s".formatted(quoted(policy), what);
    }
}
