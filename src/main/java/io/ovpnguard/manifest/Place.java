package io.ovpnguard.manifest;

import java.util.Objects;
import java.util.Optional;

/**
 * Where people find something: in a file, in a key of an object, or both.
 *
 * @param file as given on the command line; empty in the cluster
 * @param key of the object's data
 * @param template that Helm has rendered the object from; where in it the place is, nobody knows
 * @param line in the file, 1-based; without a file, in the key's text
 * @param column 1-based, in code points
 * @param endLine 1-based
 * @param endColumn 1-based, just behind the last code point
 * @param keyLine 1-based line within the key's text
 */
public record Place(
        String file,
        Optional<ObjectRef> object,
        Optional<String> key,
        Optional<String> template,
        int line,
        int column,
        int endLine,
        int endColumn,
        int keyLine) {

    public Place {
        Objects.requireNonNull(file);
        Objects.requireNonNull(object);
        Objects.requireNonNull(key);
        Objects.requireNonNull(template);
    }
}
