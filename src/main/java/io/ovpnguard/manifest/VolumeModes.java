package io.ovpnguard.manifest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Modes of the files that a ConfigMap or Secret is in a volume ({@code defaultMode} and {@code items[].mode}).
 *
 * @param usual of files without one of their own; empty for a mode that is none
 * @param own by key
 */
record VolumeModes(OptionalInt usual, Map<String, OptionalInt> own) {

    /** What Kubernetes gives where nothing is stated. */
    private static final String DEFAULT = "0644";

    /** The kubelet lets the group of {@code fsGroup} read what it makes ({@code SetVolumeOwnership}). */
    private static final int OF_GROUP = 0440;

    VolumeModes {
        own = Map.copyOf(own);
    }

    /**
     * Reads the modes of a part of a volume.
     *
     * @param volume that states the usual mode: the part itself, or the projected volume that it is in
     * @param hasGroup whether the pod has an {@code fsGroup}
     */
    static VolumeModes read(Mapping volume, Mapping part, boolean hasGroup) {
        var own = new HashMap<String, OptionalInt>();
        for (var item : part.mappings("items")) {
            var mode = item.text("mode");
            item.text("key").filter(_ -> mode.isPresent()).ifPresent(key -> own.put(key, read(mode.get(), hasGroup)));
        }
        return new VolumeModes(read(volume.text("defaultMode").orElse(DEFAULT), hasGroup), own);
    }

    /** {@return the mode of the file that a key is} */
    Optional<String> of(String key) {
        var mode = own.getOrDefault(key, usual);
        return mode.isPresent() ? Optional.of(FileMode.of(mode.getAsInt())) : Optional.empty();
    }

    /** YAML writes {@code 0400}, JSON knows {@code 256} only. */
    private static OptionalInt read(String text, boolean hasGroup) {
        try {
            var isOctal = text.startsWith("0") && text.length() > 1;
            var mode = isOctal ? Integer.parseInt(text.replaceFirst("^0o?", ""), 8) : Integer.parseInt(text);
            return mode < 0 || mode > 0777 ? OptionalInt.empty() : OptionalInt.of(hasGroup ? mode | OF_GROUP : mode);
        } catch (NumberFormatException noMode) {
            return OptionalInt.empty();
        }
    }
}
