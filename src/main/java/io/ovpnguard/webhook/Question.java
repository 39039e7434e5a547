package io.ovpnguard.webhook;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.webhook.AlikeVerdicts.Asking;
import io.ovpnguard.webhook.GivenVerdicts.Asked;
import java.util.Objects;
import java.util.Optional;

/** A change to be judged, and what it tells by itself. One thread at a time looks at it. */
final class Question {

    private record Read(ReadObject object, Optional<Asking> asking) {}

    private final Change change;
    private final Terms terms;
    private final Optional<Asked> asked;
    private Optional<Read> read = Optional.empty();

    Question(Change change, Terms terms) {
        this.change = Objects.requireNonNull(change);
        this.terms = Objects.requireNonNull(terms);
        this.asked = change.isNothing() && terms.alike()
                ? Optional.empty()
                : Optional.of(new Asked(change.fingerprint(), terms.policy(), terms.alike()));
    }

    Change change() {
        return change;
    }

    Terms terms() {
        return terms;
    }

    /** {@return a name for all that its verdict depends on; empty where nothing has changed} */
    Optional<Asked> asked() {
        return asked;
    }

    ReadObject object() {
        return read().object();
    }

    /** {@return whether the object holds nothing that a judgement looks at} */
    boolean isOfNothing() {
        return object().holds() == Holds.NOTHING;
    }

    /** {@return what is asked of clients that are like this one; whoever asks for a dry run has surroundings of his own} */
    Optional<Asking> asking() {
        return read().asking();
    }

    private Read read() {
        if (read.isEmpty()) {
            var object = ReadObject.of(change.object());
            read = Optional.of(
                    new Read(object, change.dryRun() ? Optional.empty() : AlikeVerdicts.asking(object, terms)));
        }
        return read.get();
    }
}
