package io.ovpnguard.predict;

import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;

/**
 * One option of a PUSH_REPLY.
 *
 * @param words its name and arguments
 * @param written the option in the server's config; empty for what the server adds by itself
 */
record PushedOption(List<String> words, Optional<Directive> written) {

    static PushedOption of(Directive written) {
        var words = new java.util.ArrayList<String>();
        words.add(written.name());
        written.arguments().forEach(argument -> words.add(argument.value()));
        return new PushedOption(List.copyOf(words), Optional.of(written));
    }

    static PushedOption added(String... words) {
        return new PushedOption(List.of(words), Optional.empty());
    }

    String name() {
        return words.getFirst();
    }

    Optional<String> argument(int index) {
        return index + 1 < words.size() ? Optional.of(words.get(index + 1)) : Optional.empty();
    }

    /** {@return the option as it is sent} */
    String text() {
        return String.join(" ", words);
    }
}
