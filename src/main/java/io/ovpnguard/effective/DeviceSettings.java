package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import java.util.Optional;

/**
 * The virtual network device.
 *
 * @param name the argument of {@code dev}; empty when it is not written
 * @param type empty when neither {@code dev-type} nor the name tells one, so that the process does not start
 * @param topology how addresses are given out on a TUN device
 */
public record DeviceSettings(
        Optional<Setting<String>> name, Optional<Setting<DeviceType>> type, Setting<Topology> topology) {

    static DeviceSettings of(Written written, RoleSettings role, Version version) {
        var name = written.value("dev");
        var type = written.value("dev-type")
                .or(() -> name)
                .flatMap(DeviceSettings::typed)
                .or(() -> fallback(name, version));
        return new DeviceSettings(name, type, topology(written, role, version));
    }

    private static Optional<Setting<DeviceType>> typed(Setting<String> text) {
        return DeviceType.of(text.value()).map(type -> new Setting<>(type, text.origin()));
    }

    /** From 2.7.6 on {@code dev} may be left out. */
    private static Optional<Setting<DeviceType>> fallback(Optional<Setting<String>> name, Version version) {
        return name.isEmpty() && version.isAtLeast(Version.V2_7)
                ? Optional.of(new Setting<>(DeviceType.TUN, new Origin.Default(version, "init_options")))
                : Optional.empty();
    }

    private static Setting<Topology> topology(Written written, RoleSettings role, Version version) {
        var stated = written.value("topology")
                .flatMap(text -> Topology.of(text.value()).map(topology -> new Setting<>(topology, text.origin())));
        // helper_setdefault_topology of helper.c: with `server` in 2.7 and later.
        var isSubnet = version.isAtLeast(Version.V2_7) && role.isServer();
        return stated.orElseGet(() -> isSubnet
                ? new Setting<>(Topology.SUBNET, new Origin.Default(version, "helper_setdefault_topology"))
                : new Setting<>(Topology.NET30, new Origin.Default(version, "init_options")));
    }
}
