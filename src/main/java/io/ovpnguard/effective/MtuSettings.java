package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import java.util.Optional;

/**
 * Packet sizes as a side configures them.
 *
 * @param tunMtu the size of the virtual device; 1500 if nothing is written
 * @param linkMtu the size on the wire from which the other is derived, if written
 * @param tunMtuExtra what a packet may be larger than the device's size; 32 for TAP
 * @param fragment largest datagram of the internal fragmentation, if written
 * @param mssfix the argument of {@code mssfix}, if written with one
 */
public record MtuSettings(
        Setting<Integer> tunMtu,
        Optional<Setting<Integer>> linkMtu,
        Setting<Integer> tunMtuExtra,
        Optional<Setting<Integer>> fragment,
        Optional<Setting<Integer>> mssfix) {

    private static final int TUN_MTU_DEFAULT = 1500;

    private static final int TAP_EXTRA_DEFAULT = 32;

    static MtuSettings of(Written written, DeviceSettings device, Version version) {
        var unset = new Origin.Default(version, "options_postprocess_mutate_ce");
        var isTap = device.type().isPresent() && device.type().get().value() == DeviceType.TAP;
        return new MtuSettings(
                written.number("tun-mtu").orElse(new Setting<>(TUN_MTU_DEFAULT, unset)),
                written.number("link-mtu").or(() -> written.number("udp-mtu")),
                written.number("tun-mtu-extra").orElse(new Setting<>(isTap ? TAP_EXTRA_DEFAULT : 0, unset)),
                written.number("fragment"),
                written.number("mssfix"));
    }
}
