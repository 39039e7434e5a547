package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ReadObject;
import java.util.List;
import java.util.Map;

/**
 * What a cluster holds at this moment, as far as whoever asks may see it.
 *
 * @param namespaces their labels, as far as they were asked for
 * @param unreadable what was not told, and why
 */
public record LiveObjects(
        List<ReadObject> objects, Map<String, Map<String, String>> namespaces, List<String> unreadable) {

    public LiveObjects {
        objects = List.copyOf(objects);
        namespaces = Map.copyOf(namespaces);
        unreadable = List.copyOf(unreadable);
    }
}
