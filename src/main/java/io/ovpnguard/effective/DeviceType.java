package io.ovpnguard.effective;

import java.util.Locale;
import java.util.Optional;

/** The kind of virtual network device. */
public enum DeviceType {
    TUN,
    TAP,
    NULL;

    /**
     * {@return the type of a device name or of {@code dev-type}, which is decided by how it begins
     * ({@code dev_type_enum} of tun.c)}
     */
    public static Optional<DeviceType> of(String name) {
        for (var type : values()) {
            if (name.startsWith(type.word())) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** {@return the word that a config uses} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
