package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.manifest.ReadObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** How long a verdict may be given again beside a real API server. */
class SameSurroundingsIT extends WatchedNamespace {

    @Test
    void surroundingsAreTheSameUntilTheServerChanges() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = neighbourhood(NEVER);

        var unchanged = neighbourhood
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();

        assertThat(reads("get")).isEqualTo(1);
        assertThat(Patience.withoutReads(unchanged::getAsBoolean))
                .as("nobody knows without asking")
                .isFalse();
        assertThat(reads("get")).isEqualTo(1);
        assertThat(unchanged.getAsBoolean()).isTrue();
        assertThat(reads("get")).as("it was asked again").isEqualTo(2);
        create(client("bob", OFFICE, ""));
        await(() -> names(namespace).size() == 2);
        assertThat(unchanged.getAsBoolean()).as("other clients do not count").isTrue();
        setMtu("server", 1300);
        assertThat(unchanged.getAsBoolean())
                .as("at once, whenever the event comes")
                .isFalse();
        await(() -> memory.lastChange(namespace) > 1);
        assertThat(unchanged.getAsBoolean()).isFalse();
    }

    @Test
    void aServerThatChangesWhileItIsAskedForIsNotTheSame() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var meanwhile = new AtomicReference<Runnable>(() -> {});
        var neighbourhood = new Neighbourhood(memory, new FreshRead(api, metrics), Reach.ALL, LONG, () -> {
            meanwhile.getAndSet(() -> {}).run();
            return System.nanoTime();
        });
        var unchanged = neighbourhood
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();
        var before = memory.lastChange(namespace);

        meanwhile.set(() -> {
            setMtu("server", 1300);
            await(() -> memory.lastChange(namespace) != before);
        });

        assertThat(unchanged.getAsBoolean()).isFalse();
    }

    @Test
    void aServerThatIsAskedForAllTheTimeIsConfirmedBeforeItIsTooOld() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var later = new AtomicReference<>(Duration.ZERO);
        var neighbourhood = new Neighbourhood(
                memory,
                new FreshRead(api, metrics),
                Reach.ALL,
                LONG,
                () -> System.nanoTime() + later.get().toNanos());
        var unchanged = neighbourhood
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();
        later.set(LONG.multipliedBy(2).dividedBy(5));
        assertThat(Patience.withoutReads(unchanged::getAsBoolean)).isTrue();
        assertThat(reads("get")).as("young enough").isZero();

        later.set(LONG.multipliedBy(3).dividedBy(5));
        assertThat(Patience.withoutReads(unchanged::getAsBoolean)).isTrue();
        assertThat(Patience.withoutReads(unchanged::getAsBoolean)).isTrue();
        await(() -> reads("get") == 1);

        later.set(LONG.multipliedBy(6).dividedBy(5));
        await(() -> Patience.withoutReads(unchanged::getAsBoolean));
        assertThat(reads("get")).as("one for all").isEqualTo(1);
        setMtu("server", 1300);
        later.set(LONG.multipliedBy(9).dividedBy(5));
        Patience.withoutReads(unchanged::getAsBoolean);
        await(() -> !Patience.withoutReads(unchanged::getAsBoolean));
    }

    @Test
    void whileAWatchBeginsAnewServersAreReadByName() {
        server("server", OFFICE, 1400);
        var later = new AtomicReference<>(Duration.ZERO);
        LongSupplier clock = () -> System.nanoTime() + later.get().toNanos();
        memory = new Memory(api, Reach.ALL, clock);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var neighbourhood = new Neighbourhood(memory, new FreshRead(api, metrics), Reach.ALL, NEVER, clock);
        memory.close();

        var unchanged =
                neighbourhood.of(ReadObject.of(client("alice", OFFICE, ""))).unchanged();

        assertThat(reads("get")).isEqualTo(1);
        assertThat(reads("list")).isZero();
        setMtu("server", 1300);
        assertThat(unchanged.orElseThrow().getAsBoolean()).isFalse();
        later.set(Duration.ofSeconds(31));
        neighbourhood.of(ReadObject.of(client("alice", OFFICE, "")));
        assertThat(reads("list")).as("it does not come back").isEqualTo(2);
    }

    @Test
    void anotherServerIsAChange() {
        server("server", OFFICE, 1400);
        memory.start();
        await(() -> names(namespace).size() == 1 && memory.isLive());
        var unchanged = neighbourhood(LONG)
                .of(ReadObject.of(client("alice", OFFICE, "")))
                .unchanged()
                .orElseThrow();

        server("second", OFFICE, 1400);
        await(() -> names(namespace).size() == 2);

        assertThat(unchanged.getAsBoolean()).isFalse();
    }
}
