package io.ovpnguard.bundle;

import io.ovpnguard.source.Source;
import java.util.Objects;

/** A text in one of the objects that a bundle's configs and their files stand in, whether a config names it or not. */
public record Stored(Source text, Storage storage) {

    /** What holds a text. */
    public enum Storage {
        FILE,
        CONFIG_MAP,
        SECRET
    }

    public Stored {
        Objects.requireNonNull(text);
        Objects.requireNonNull(storage);
    }
}
