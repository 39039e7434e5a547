package io.ovpnguard.cluster.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who of the replicas may write. As client-go has it, a Lease is another's until it was seen unchanged for its duration by
 * one's own clock: clocks of machines may differ.
 */
final class LeaseHolder {

    private static final int NOBODY_SECONDS = 1;

    private final KubernetesClient client;
    private final Replica replica;
    private final Owner owner;
    private final Duration duration;
    private final InstantSource wall;
    private final LongSupplier clock;

    private Optional<String> seen = Optional.empty();
    private long seenAt;
    private volatile Optional<Long> renewedAt = Optional.empty();

    /**
     * @param duration for which a Lease is another's without having been renewed
     * @param wall for what the Lease says to people
     * @param clock in nanoseconds
     */
    LeaseHolder(
            KubernetesClient client,
            Replica replica,
            Owner owner,
            Duration duration,
            InstantSource wall,
            LongSupplier clock) {
        this.client = client;
        this.replica = replica;
        this.owner = owner;
        this.duration = duration;
        this.wall = wall;
        this.clock = clock;
    }

    /** {@return whether the Lease is ours: one that could not be renewed in time no longer is, whatever it says} */
    boolean isHeld() {
        return renewedAt
                .filter(at -> clock.getAsLong() - at < duration.toNanos() * 2 / 3)
                .isPresent();
    }

    /** {@return whether it is time to call {@link #tryToHold()} again} */
    boolean isDue() {
        return renewedAt
                .filter(at -> clock.getAsLong() - at < duration.toNanos() / 4)
                .isEmpty();
    }

    /** Takes the Lease or renews it, if it is nobody else's; a conflict with another replica is an exception. */
    void tryToHold() throws Unwritable {
        // The time is taken before the request: the others count from when they see its result.
        var before = clock.getAsLong();
        var lease = lease().get();
        if (lease == null) {
            client.resource(lease(
                            new LeaseBuilder()
                                    .withNewMetadata()
                                    .withNamespace(replica.namespace())
                                    .withName(replica.lease())
                                    .withOwnerReferences(owner.references())
                                    .endMetadata()
                                    .build(),
                            replica.identity(),
                            (int) duration.toSeconds()))
                    .create();
        } else if (isAnothers(lease, before)) {
            renewedAt = Optional.empty();
            return;
        } else {
            client.resource(lease(lease, replica.identity(), (int) duration.toSeconds()))
                    .update();
        }
        renewedAt = Optional.of(before);
    }

    private boolean isAnothers(Lease lease, long now) {
        var holder = Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
        var version = Optional.of(lease.getMetadata().getResourceVersion());
        if (!version.equals(seen)) {
            seen = version;
            seenAt = now;
        }
        return !holder.isEmpty() && !holder.equals(replica.identity()) && now - seenAt < duration.toNanos();
    }

    /** Tells the others that they need not wait. */
    void release() {
        if (isHeld()) {
            renewedAt = Optional.empty();
            var lease = lease().get();
            if (lease != null && replica.identity().equals(lease.getSpec().getHolderIdentity())) {
                client.resource(lease(lease, "", NOBODY_SECONDS)).update();
            }
        }
    }

    private Lease lease(Lease before, String holder, int seconds) {
        var now = ZonedDateTime.ofInstant(wall.instant(), ZoneOffset.UTC);
        var stays = before.getSpec() != null && holder.equals(before.getSpec().getHolderIdentity());
        var transitions = before.getSpec() == null
                ? 0
                : Objects.requireNonNullElse(before.getSpec().getLeaseTransitions(), 0);
        return new LeaseBuilder(before)
                .editOrNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds(seconds)
                .withAcquireTime(stays ? before.getSpec().getAcquireTime() : now)
                .withRenewTime(now)
                .withLeaseTransitions(
                        stays || before.getSpec() == null || holder.isEmpty() ? transitions : transitions + 1)
                .endSpec()
                .build();
    }

    private Resource<Lease> lease() {
        return client.leases().inNamespace(replica.namespace()).withName(replica.lease());
    }
}
