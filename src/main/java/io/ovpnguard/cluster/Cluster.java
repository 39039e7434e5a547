package io.ovpnguard.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;

/** The door to this room: watches the cluster from {@link #start} to {@link #close}. */
public final class Cluster implements AutoCloseable {

    private final Memory memory;
    private final Counterparts counterparts;
    private final Inventory inventory;

    /**
     * @param reach which namespaces count, and for whom
     * @param freshness how long ago a counterpart may have been confirmed to be judged from memory; zero for never
     */
    public Cluster(KubernetesClient client, Reach reach, Duration freshness, MeterRegistry metrics) {
        Objects.requireNonNull(metrics);
        this.memory = new Memory(client, reach, System::nanoTime);
        var api = new FreshRead(client, metrics);
        this.counterparts = new Neighbourhood(memory, api, reach, freshness, System::nanoTime);
        this.inventory = new Inventory(memory, api, reach);
        Gauge.builder("ovpnguard.cache.objects", memory, Memory::size)
                .description("Objects with OpenVPN configs in memory")
                .register(metrics);
        Gauge.builder("ovpnguard.cache.synced", memory, cache -> cache.isSynced() ? 1 : 0)
                .description("1 when everything that asks to be judged has been listed")
                .register(metrics);
        Gauge.builder("ovpnguard.cache.age", memory, cache -> cache.age().toNanos() / 1e9)
                .description("For how long changes may have been missed: 0 while they arrive")
                .baseUnit("seconds")
                .register(metrics);
    }

    /** Begins to watch; returns at once. */
    public void start() {
        memory.start();
    }

    public Counterparts counterparts() {
        return counterparts;
    }

    public Inventory inventory() {
        return inventory;
    }

    /** {@return whether everything that asks to be judged has been listed at least once} */
    public boolean isSynced() {
        return memory.isSynced();
    }

    /** {@return whether changes arrive} */
    public boolean isLive() {
        return memory.isLive();
    }

    /** {@return the number of objects in memory} */
    public int size() {
        return memory.size();
    }

    @Override
    public void close() {
        memory.close();
    }
}
