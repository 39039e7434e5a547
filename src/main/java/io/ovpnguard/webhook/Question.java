package io.ovpnguard.webhook;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.webhook.AlikeVerdicts.Newcomer;
import io.ovpnguard.webhook.GivenVerdicts.Asked;
import java.util.Objects;
import java.util.Optional;

/** A change to be judged, and what it tells by itself. One thread at a time looks at it. */
final class Question {

    private record Read(ReadObject object, Optional<Newcomer> newcomer) {}

    private final Change change;
    private final Terms terms;
    private final Optional<Asked> asked;
    private Optional<Read> read = Optional.empty();
    private Optional<ReadObject> replaced = Optional.empty();

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
    Optional<Newcomer> newcomer() {
        return read().newcomer();
    }

    /** {@return what the object replaces, if that was measured alike} */
    Optional<ReadObject> comparable() {
        return terms.comparable(change).isPresent() ? replaced() : Optional.empty();
    }

    /** {@return whether others were judged beside what the object replaces, which itself was not} */
    boolean replacesWhatOthersWorkWith() {
        return replaced()
                .map(ReadObject::holds)
                .filter(holds -> holds == Holds.SERVER || holds == Holds.KEYS)
                .isPresent();
    }

    private Optional<ReadObject> replaced() {
        if (replaced.isEmpty()) {
            replaced = change.old().map(ReadObject::of);
        }
        return replaced;
    }

    private Read read() {
        if (read.isEmpty()) {
            var object = ReadObject.of(change.object());
            read = Optional.of(
                    new Read(object, change.dryRun() ? Optional.empty() : AlikeVerdicts.newcomer(object, terms)));
        }
        return read.get();
    }
}
