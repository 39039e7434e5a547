package io.ovpnguard.cluster.lease;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Whether this replica is the one that writes: kept up in a thread of its own from {@link #start} to {@link #close}. */
public final class Leadership implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Leadership.class);

    private static final int LOOKS_IN_A_LEASE = 10;

    private final String identity;
    private final Owner owner;
    private final LeaseHolder lease;
    private final Duration period;
    private final Turns turns = new Turns("ovpnguard-lease", "the Lease is not taken now");
    private boolean holder;

    /**
     * @param duration for which the Lease is this replica's without having been renewed
     * @param time for what the Lease says to people
     */
    public Leadership(KubernetesClient client, Replica replica, Duration duration, InstantSource time) {
        this.identity = replica.identity();
        this.owner = new Owner(client, replica);
        this.lease = new LeaseHolder(client, replica, owner, duration, time, System::nanoTime);
        this.period = duration.dividedBy(LOOKS_IN_A_LEASE);
    }

    /** Begins to take and to renew the Lease; returns at once. */
    public void start() {
        turns.every(period, this::look);
    }

    /** {@return whether this replica is the one that writes, at this moment} */
    public boolean isHeld() {
        return lease.isHeld();
    }

    /** {@return what this replica is called} */
    public String identity() {
        return identity;
    }

    /** {@return who owns what is made} */
    public Owner owner() {
        return owner;
    }

    private void look() throws Unwritable {
        try {
            if (lease.isDue()) {
                lease.tryToHold();
            }
        } finally {
            tellHolder(lease.isHeld());
        }
    }

    private void tellHolder(boolean held) {
        if (held != holder) {
            holder = held;
            LOG.info(
                    held
                            ? "this replica holds the Lease, and is the one that writes"
                            : "this replica no longer holds the Lease");
        }
    }

    /** Tells the others that they need not wait. */
    @Override
    public void close() {
        turns.soon(lease::release);
        turns.close();
    }
}
