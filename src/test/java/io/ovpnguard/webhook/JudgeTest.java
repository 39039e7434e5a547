package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.create;
import static io.ovpnguard.webhook.Judging.crowd;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.map;
import static io.ovpnguard.webhook.Judging.server;
import static io.ovpnguard.webhook.Judging.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {

    @Test
    void theDenialBeginsWithTheObjectThatChanges() {
        var server = server(1500);
        var client = client("alice", 1400);

        assertThat(create(client, List.of(server)).message())
                .startsWith("ConfigMap vpn/alice, alice.ovpn line 4: error[mismatched-tun-mtu]: ")
                .contains("\n  note: ConfigMap vpn/server, server.conf line 4: the other side");
        assertThat(create(server, List.of(client)).message())
                .startsWith("ConfigMap vpn/server, server.conf line 4: error[mismatched-tun-mtu]: ")
                .contains("\n  note: ConfigMap vpn/alice, alice.ovpn line 4: ");
    }

    @Test
    void manyClientsAreCountedAndFiveOfThemNamed() {
        var clients = Stream.concat(
                        IntStream.range(0, 33).mapToObj(number -> client("low-" + number, 1400)),
                        IntStream.range(0, 8).mapToObj(number -> client("fit-" + number, 1500)))
                .toList();

        var message = create(server(1500), clients).message();

        assertThat(message).contains("what happens: for 33 of 41 clients, small packets pass", "and 28 more places");
        assertThat(message.split("note: ConfigMap vpn/low-", -1)).hasSize(1 + 5);
        assertThat(message).containsOnlyOnce("error[mismatched-tun-mtu]");
    }

    @Test
    void findingsBeyondTheFifthAreOnlyCounted() {
        var texts = new HashMap<String, String>();
        IntStream.range(0, 8)
                .forEach(number -> texts.put(
                        "client-" + number + ".ovpn",
                        client("x", 1400 - number).getData().get("x.ovpn")));
        var many = map("clients", texts);

        var message = create(many, List.of(server(1500))).message();

        assertThat(message.split("error\\[", -1)).hasSize(1 + 5);
        assertThat(message).endsWith("\nand 3 more findings");
    }

    @Test
    void warningsAreToldWorstFirst() {
        var old = map("alice", Map.of("a.ovpn", "client\ndata-ciphers AES-256-GCM\nremote a\ndev tun\ntun-mtu 1400\n"));
        var moved = map("alice", Map.of("a.ovpn", "\n" + old.getData().get("a.ovpn")));

        var verdict = update(moved, old, server(1500));

        assertThat(verdict.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(verdict.warnings()).hasSizeGreaterThan(1);
        assertThat(verdict.warnings().getFirst()).contains("line 6: error[mismatched-tun-mtu]");
        assertThat(verdict.warnings().get(1)).contains("line 3: warning[narrowed-version]");
    }

    @Test
    void anUpdateThatTouchesNothingRelevantIsNotEvaluated() {
        var client = client("alice", 1400);
        var touched = new ConfigMapBuilder(client)
                .editMetadata()
                .addToAnnotations("example.com/seen", "today")
                .endMetadata()
                .build();
        Counterparts untouched = object -> {
            throw new AssertionError("nothing to look for");
        };

        assertThat(judge(untouched)
                        .judge(Change.of(touched, Optional.of(client)))
                        .outcome())
                .isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void aVerdictHoldsWhileItsSurroundingsAreTheSame() {
        var asked = new AtomicInteger();
        var unchanged = new AtomicBoolean(true);
        var judge = judge(_ -> {
            asked.incrementAndGet();
            return new Surroundings(
                    beside(List.of(server(1500))).objects(),
                    Spared.NONE,
                    Set.of(),
                    Optional.empty(),
                    Optional.of(unchanged::get));
        });
        var refused = Change.of(client("alice", 1400), Optional.empty());

        assertThat(judge.known(judge.ask(refused))).isEmpty();
        var verdict = judge.judge(refused);

        assertThat(judge.judge(refused)).isEqualTo(verdict);
        assertThat(judge.known(judge.ask(refused))).contains(verdict);
        assertThat(asked).hasValue(1);
        assertThat(judge.judge(Change.of(client("alice", 1500), Optional.empty()))
                        .allowed())
                .isTrue();
        assertThat(judge.judge(Change.of(refused.object(), Optional.of(client("alice", 1400))))
                        .allowed())
                .isTrue();
        assertThat(asked).hasValue(2);
        unchanged.set(false);
        assertThat(judge.known(judge.ask(refused))).isEmpty();
        assertThat(judge.judge(refused).allowed()).isFalse();
        assertThat(asked).hasValue(3);
    }

    @Test
    void anOldFaultGivesAnotherVerdictThanANewOne() {
        var judge = judge(_ -> new Surroundings(
                beside(List.of(server(1500))).objects(),
                Spared.NONE,
                Set.of(),
                Optional.empty(),
                Optional.of(() -> true)));
        var faulty = client("alice", 1400);
        var touched = map("alice", Map.of("alice.ovpn", faulty.getData().get("alice.ovpn") + "verb 3\n"));

        assertThat(judge.judge(Change.of(touched, Optional.empty())).allowed()).isFalse();
        assertThat(judge.judge(Change.of(touched, Optional.of(faulty))).allowed())
                .isTrue();
        assertThat(judge.judge(Change.of(touched, Optional.of(client("alice", 1500))))
                        .allowed())
                .isFalse();
    }

    @Test
    void guestsFromAnotherNamespaceNeverHoldUpAServer() {
        var guest = client("alice", 1400);
        guest.getMetadata().setNamespace("apps");
        guest.getMetadata().setAnnotations(Map.of("ovpnguard.io/bundle-namespace", "vpn"));

        var ofServer = create(server(1500), List.of(guest));
        var ofGuest = create(guest, List.of(server(1500)));

        assertThat(ofServer.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(ofServer.warnings()).first().asString().contains("error[mismatched-tun-mtu]");
        assertThat(ofGuest.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(create(server(1500), List.of(guest, client("bob", 1400))).outcome())
                .isEqualTo(Outcome.DENIED);
    }

    @Test
    void clientsThatAreLeftOutAreCounted() {
        var crowd = crowd(List.of(client("alice", 1400), client("bob", 1400)), 98);

        var denied = judge(_ -> crowd).judge(Change.of(server(1500), Optional.empty()));

        assertThat(denied.message())
                .contains("for 100 of 100 clients, ")
                .contains("note: and 98 more places")
                .doesNotContain("more findings");
    }

    @Test
    void clientsThatAreLeftOutAreCountedWhoeverOfTheirKindIsTold() {
        var crowd = crowd(List.of(client("alice", 1500), client("bob", 1400), client("carol", 1400)), 97);

        assertThat(judge(_ -> crowd)
                        .judge(Change.of(server(1500), Optional.empty()))
                        .message())
                .contains("for 99 of 100 clients, ");
    }

    @Test
    void whatIsSaidOfEachAloneIsCountedOnceForEachLeftOut() {
        var crowd = crowd(List.of(client("alice", 1400), client("bob", 1300)), 98);

        assertThat(judge(_ -> crowd)
                        .judge(Change.of(server(1500), Optional.empty()))
                        .message())
                .contains("\nand 98 more findings");
    }
}
