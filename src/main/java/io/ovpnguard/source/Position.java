package io.ovpnguard.source;

/**
 * A place as people count it.
 *
 * @param line 1-based
 * @param column 1-based, in code points
 */
public record Position(int line, int column) {

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("lines and columns count from 1: " + line + ":" + column);
        }
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
