package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The options of a config, as checks ask for them. */
record WrittenOptions(Written written) {

    WrittenOptions {
        Objects.requireNonNull(written);
    }

    boolean has(String option) {
        return written.has(option);
    }

    /** {@return the first of these names that is written} */
    Optional<String> first(List<String> names) {
        return names.stream().filter(this::has).findFirst();
    }

    /** {@return a refusal at the place of an option} */
    Optional<Refusal> refuse(String text, String option) {
        return Optional.of(Refusal.options(text, written.last(option).map(Directive::span)));
    }
}
