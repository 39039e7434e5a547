package io.ovpnguard.cluster;

import io.ovpnguard.manifest.ReadObject;
import java.util.List;

/**
 * What a cluster holds at this moment, as far as whoever asks may see it.
 *
 * @param unreadable what was not told, and why
 */
public record LiveObjects(List<ReadObject> objects, List<String> unreadable) {

    public LiveObjects {
        objects = List.copyOf(objects);
        unreadable = List.copyOf(unreadable);
    }
}
