package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.policy.EffectivePolicy;
import java.util.Objects;
import java.util.Optional;

/**
 * The versions of processes whose objects state none.
 *
 * @param platform of clients
 * @param policy that holds for the processes, and says how far they may state otherwise
 */
public record AssumedVersions(Versions server, Versions client, Platform platform, EffectivePolicy policy) {

    /** What is in the field. */
    public static final AssumedVersions IN_THE_FIELD = of(EffectivePolicy.NONE);

    public AssumedVersions(Versions server, Versions client) {
        this(server, client, Platform.UNKNOWN, EffectivePolicy.NONE);
    }

    public AssumedVersions {
        Objects.requireNonNull(server);
        Objects.requireNonNull(client);
        Objects.requireNonNull(platform);
        Objects.requireNonNull(policy);
    }

    /** {@return what a policy says} */
    public static AssumedVersions of(EffectivePolicy policy) {
        return new AssumedVersions(policy.serverVersions(), policy.clientVersions(), Platform.UNKNOWN, policy);
    }

    /** {@return these, where somebody says more than a policy does} */
    public AssumedVersions with(Optional<Versions> otherServer, Optional<Versions> otherClient, Platform other) {
        return new AssumedVersions(otherServer.orElse(server), otherClient.orElse(client), other, policy);
    }
}
