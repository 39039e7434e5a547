package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.EffectivePolicy;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The versions of processes whose objects state none, and what else policies say of processes.
 *
 * @param platform of clients
 * @param overrides what annotations of the objects may say otherwise
 * @param demands what policies ask of the processes
 */
public record AssumedVersions(
        Versions server, Versions client, Platform platform, Set<ByAnnotation> overrides, Demands demands) {

    /** What is in the field. */
    public static final AssumedVersions IN_THE_FIELD =
            new AssumedVersions(Versions.ASSUMED_SERVER, Versions.ASSUMED_CLIENT);

    public AssumedVersions(Versions server, Versions client) {
        this(server, client, Platform.UNKNOWN, EnumSet.allOf(ByAnnotation.class), Demands.NONE);
    }

    /** {@return what a policy says} */
    public static AssumedVersions of(EffectivePolicy policy) {
        return new AssumedVersions(
                policy.serverVersions(),
                policy.clientVersions(),
                Platform.UNKNOWN,
                policy.allowedOverrides(),
                policy.demands());
    }

    /** {@return these, where somebody says more than a policy does} */
    public AssumedVersions with(Optional<Versions> otherServer, Optional<Versions> otherClient, Platform other) {
        return new AssumedVersions(otherServer.orElse(server), otherClient.orElse(client), other, overrides, demands);
    }

    public AssumedVersions {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(platform);
        overrides = Set.copyOf(overrides);
        Objects.requireNonNull(demands);
    }
}
