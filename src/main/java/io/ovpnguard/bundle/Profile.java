package io.ovpnguard.bundle;

import io.ovpnguard.syntax.ConfigFile;
import java.util.Objects;

/**
 * One OpenVPN process: its config, what it can read, and the versions that it may run.
 *
 * @param name what messages call it
 * @param demands what policies ask of it
 */
public record Profile(
        String name, Role role, ConfigFile config, Files files, Versions versions, Platform platform, Demands demands) {

    public Profile(String name, Role role, ConfigFile config, Files files, Versions versions, Platform platform) {
        this(name, role, config, files, versions, platform, Demands.NONE);
    }

    public Profile(String name, Role role, ConfigFile config, Files files, Versions versions) {
        this(name, role, config, files, versions, Platform.UNKNOWN);
    }

    public Profile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(role);
        Objects.requireNonNull(config);
        Objects.requireNonNull(files);
        Objects.requireNonNull(versions);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(demands);
    }
}
