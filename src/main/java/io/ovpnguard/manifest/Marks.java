package io.ovpnguard.manifest;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The labels and annotations by which an object says where it belongs and how it wants to be judged. */
public final class Marks {

    private Marks() {}

    /** {@return those of the given labels or annotations, by name} */
    public static Map<String, String> of(Map<String, String> given) {
        var marks = new TreeMap<>(Objects.requireNonNullElse(given, Map.<String, String>of()));
        marks.keySet().removeIf(name -> !name.startsWith("ovpnguard.io/") && !name.equals(Member.INSTANCE));
        return marks;
    }
}
