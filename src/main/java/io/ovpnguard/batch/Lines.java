package io.ovpnguard.batch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of bytes, and of a line that is too long only its beginning. */
final class Lines {

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    Lines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * One line, without its end.
     *
     * @param isWhole whether the bytes are all of it
     */
    record Line(byte[] bytes, boolean isWhole) {}

    /** {@return the next line, or empty behind the last} */
    Optional<Line> next() throws IOException {
        var line = new ByteArrayOutputStream();
        var isWhole = true;
        var isBegun = false;
        while (next < end || fill()) {
            isBegun = true;
            var stop = indexOfNewline();
            var length = Math.min(stop - next, longest - line.size());
            isWhole &= length == stop - next;
            line.write(buffer, next, length);
            next = stop + 1;
            if (stop < end) {
                return Optional.of(new Line(line.toByteArray(), isWhole));
            }
        }
        return isBegun ? Optional.of(new Line(line.toByteArray(), isWhole)) : Optional.empty();
    }

    /** {@return whether a read would wait for the writer} */
    boolean isDrained() throws IOException {
        return next >= end && in.available() == 0;
    }

    private int indexOfNewline() {
        for (var index = next; index < end; index++) {
            if (buffer[index] == '\n') {
                return index;
            }
        }
        return end;
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
