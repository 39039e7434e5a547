package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryOfCounterpartsTest {

    @Test
    void whoDeniesFromMemoryIsReadAnewFirst() {
        var mended = new Remembering(List.of(client("alice", 1400)), Map.of("alice", client("alice", 1500)));
        var stillSo = new Remembering(List.of(client("alice", 1400)), Map.of("alice", client("alice", 1400)));
        var gone = new Remembering(List.of(client("alice", 1400)), Map.of());

        assertThat(judge(mended, server(1500)).allowed()).isTrue();
        assertThat(judge(stillSo, server(1500)).allowed()).isFalse();
        assertThat(judge(gone, server(1500)).allowed()).isTrue();
        assertThat(mended.read).containsExactly("alice");
    }

    @Test
    void ofClientsWithOneFaultOneIsReadAnew() {
        var clients = IntStream.range(0, 50)
                .mapToObj(number -> client("c" + number, 1400))
                .toList();
        var stored = clients.stream()
                .collect(Collectors.toMap(client -> client.getMetadata().getName(), client -> (HasMetadata) client));
        var remembering = new Remembering(List.copyOf(clients), stored);

        assertThat(judge(remembering, server(1500)).allowed()).isFalse();
        assertThat(remembering.read).hasSize(1);
    }

    @Test
    void whatCannotBeReadAnewDeniesNothing() {
        var client = client("alice", 1400);
        var memory = new Surroundings(List.of(ReadObject.of(client)), Set.of(ObjectRef.of(client)), Optional.empty());

        var verdict = judge(_ -> memory, server(1500));

        assertThat(verdict.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(verdict.warnings()).first().asString().contains("mismatched-tun-mtu");
    }

    /** A memory that lags behind what is stored. */
    private static final class Remembering implements Counterparts {

        private final List<HasMetadata> remembered;
        private final Map<String, ? extends HasMetadata> stored;
        private final List<String> read = new ArrayList<>();

        private Remembering(List<HasMetadata> remembered, Map<String, ? extends HasMetadata> stored) {
            this.remembered = remembered;
            this.stored = stored;
        }

        @Override
        public Surroundings of(ReadObject object) {
            return new Surroundings(
                    beside(remembered).objects(),
                    remembered.stream().map(ObjectRef::of).collect(Collectors.toSet()),
                    Optional.empty());
        }

        @Override
        public Surroundings anew(Surroundings known, Set<ObjectRef> refs) {
            var left = new HashSet<>(known.remembered());
            left.removeAll(refs);
            var objects = new ArrayList<>(known.objects());
            objects.removeIf(object -> refs.contains(object.ref()));
            for (var ref : refs) {
                read.add(ref.name());
                Optional.<HasMetadata>ofNullable(stored.get(ref.name()))
                        .map(ReadObject::of)
                        .ifPresent(objects::add);
            }
            return new Surroundings(objects, left, known.gap());
        }
    }
}
