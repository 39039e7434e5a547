package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.ConfigFile;
import java.util.Objects;

/**
 * What one config makes of one OpenVPN process of one version, before it meets a peer.
 *
 * @param written the directives by name
 */
public record EffectiveConfig(
        ConfigFile config,
        Version version,
        Written written,
        RoleSettings role,
        TransportSettings transport,
        DeviceSettings device,
        CipherSettings ciphers,
        CompressionSettings compression,
        MtuSettings mtu,
        Pushed pushed) {

    public EffectiveConfig {
        Objects.requireNonNull(config);
        Objects.requireNonNull(version);
        Objects.requireNonNull(written);
        Objects.requireNonNull(role);
        Objects.requireNonNull(transport);
        Objects.requireNonNull(device);
        Objects.requireNonNull(ciphers);
        Objects.requireNonNull(compression);
        Objects.requireNonNull(mtu);
        Objects.requireNonNull(pushed);
    }

    /** {@return what is in force with that config in that version} */
    public static EffectiveConfig of(ConfigFile config, Version version) {
        var written = Written.of(config, version);
        var role = RoleSettings.of(written, version);
        var device = DeviceSettings.of(written, role, version);
        var ciphers = CipherSettings.of(written, role, version);
        var transport = TransportSettings.of(written, role, version);
        return new EffectiveConfig(
                config,
                version,
                written,
                role,
                transport,
                device,
                ciphers,
                CompressionSettings.of(written, ciphers.compatMode(), version),
                MtuSettings.of(transport.first().written(), device, version),
                Pushed.of(written));
    }
}
