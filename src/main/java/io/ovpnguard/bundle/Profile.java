package io.ovpnguard.bundle;

import io.ovpnguard.syntax.ConfigFile;
import java.util.List;
import java.util.Objects;

/**
 * One OpenVPN process: its config, what it can read, and the versions that it may run.
 *
 * @param name what messages call it
 * @param demands what policies ask of it
 * @param libraries the TLS libraries that it may have, such as {@code openssl-3.0}; empty for the usual one of its version
 */
public record Profile(
        String name,
        Role role,
        ConfigFile config,
        Files files,
        Versions versions,
        Platform platform,
        Demands demands,
        List<String> libraries) {

    public Profile(String name, Role role, ConfigFile config, Files files, Versions versions, Platform platform) {
        this(name, role, config, files, versions, platform, Demands.NONE, List.of());
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
        libraries = List.copyOf(libraries);
    }

    /** {@return whether it waits for others} */
    public boolean listens() {
        return role.listens(config);
    }
}
