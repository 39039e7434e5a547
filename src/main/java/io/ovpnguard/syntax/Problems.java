package io.ovpnguard.syntax;

import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the reader refuses or reads otherwise than it looks. */
final class Problems {

    private final List<SyntaxProblem> found = new ArrayList<>();

    void fatal(Span span, String message, String help) {
        fatalSince(Version.ALL.getFirst(), span, message, help);
    }

    /** A problem at which older versions read on. */
    void fatalSince(Version first, Span span, String message, String help) {
        found.add(new SyntaxProblem(new Problem(true, span, message, Optional.of(help)), first));
    }

    void harmless(Span span, String message, String help) {
        found.add(new SyntaxProblem(new Problem(false, span, message, Optional.of(help)), Version.ALL.getFirst()));
    }

    List<SyntaxProblem> found() {
        return found;
    }

    /** {@return a character as it may be shown on a terminal} */
    static String visible(char in) {
        return Character.isISOControl(in) || Character.isSurrogate(in)
                ? "U+%04X".formatted((int) in)
                : String.valueOf(in);
    }
}
