package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API server sends siblings milliseconds apart: a cache that lags would let a client in beside the server that it does not
 * fit. {@code -Dslips.pairs=1} gives each pair a kubectl of its own, which takes minutes.
 */
class SlipsIT {

    private static final int ALL = 1000;
    private static final int IN_ONE_APPLY = Integer.getInteger("slips.pairs", 50);
    private static final int SIDE_BY_SIDE = 4;
    private static final Map<String, String> ASKS = Map.of("ovpnguard.io/check", "true");

    @Test
    @ExtendWith(Installed.class)
    void noUnfittingClientSlipsInBesideItsServer(ControlPlane plane, Installation installation, @TempDir Path folder)
            throws Exception {
        assertNoneSlipsIn(new Sandbox(plane, installation, folder), "200 ms");
    }

    @Test
    void noneDoesWhenEachCounterpartIsReadAnew(@TempDir Path folder) throws Exception {
        try (var plane = ControlPlane.start(folder);
                var installation = Installation.in(plane, folder, Map.of("OVPNGUARD_FRESHNESS", "0S"))) {
            assertNoneSlipsIn(new Sandbox(plane, installation, folder), "0");
        }
    }

    private static void assertNoneSlipsIn(Sandbox sandbox, String freshness) throws Exception {
        var started = System.nanoTime();
        var namespaces = new ArrayList<String>();
        var servers = 0;
        var slipped = 0;
        try (var applies = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            var results = IntStream.range(0, ALL / IN_ONE_APPLY)
                    .mapToObj(apply -> {
                        namespaces.add(sandbox.namespace(ASKS));
                        return applies.submit(() -> applyPairs(sandbox, namespaces.get(apply)));
                    })
                    .toList();
            for (var result : results) {
                assertThat(result.get().output().split("\\(Forbidden\\)", -1)).hasSize(1 + IN_ONE_APPLY);
            }
        }
        for (var namespace : namespaces) {
            servers += sandbox.storedServers(namespace);
            slipped += sandbox.storedClients(namespace);
        }
        System.out.printf(
                "freshness %s: %d pairs, %d in one apply, slipped in: %d, %d s%n",
                freshness,
                servers,
                IN_ONE_APPLY,
                slipped,
                Duration.ofNanos(System.nanoTime() - started).toSeconds());
        assertThat(servers).isEqualTo(ALL);
        assertThat(slipped).isZero();
    }

    private static Command.Result applyPairs(Sandbox sandbox, String namespace) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var number = 0; number < IN_ONE_APPLY; number++) {
            var misfit = Misfit.values()[number % Misfit.values().length];
            var bundle = Map.of("ovpnguard.io/bundle", "office-" + number);
            for (var object : List.of(misfit.server(namespace, bundle), misfit.unfittingClient(namespace, bundle))) {
                object.getMetadata().setName(object.getMetadata().getName() + "-" + number);
                objects.add(object);
            }
        }
        return sandbox.apply(objects);
    }
}
