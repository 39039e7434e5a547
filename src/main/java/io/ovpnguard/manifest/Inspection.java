package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.source.Problem;
import java.util.List;
import java.util.Objects;

/**
 * What reading the input gave.
 *
 * @param unreadable what could not be read, or asks for what does not exist: said on standard error, exit 2
 */
public record Inspection(
        List<Bundle> bundles,
        List<Problem> problems,
        List<NotInspected> notInspected,
        Locations locations,
        List<String> unreadable) {

    public Inspection {
        bundles = List.copyOf(bundles);
        problems = List.copyOf(problems);
        notInspected = notInspected.stream().distinct().toList();
        Objects.requireNonNull(locations);
        unreadable = List.copyOf(unreadable);
    }
}
