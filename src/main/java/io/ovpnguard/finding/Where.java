package io.ovpnguard.finding;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;

/** The place that a label points at. */
public sealed interface Where {

    /** {@return the source it is in} */
    Source source();

    /** A stretch of text. */
    record At(Span span) implements Where {
        @Override
        public Source source() {
            return span.source();
        }
    }

    /** An option that is not there, in a config as a whole. */
    record Absent(Source source) implements Where {}
}
