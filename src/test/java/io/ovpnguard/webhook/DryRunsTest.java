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
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DryRunsTest {

    @Test
    void dryRunsOfOneUserMeetEachOther() {
        var clock = new AtomicLong();
        var judge = new Judge(_ -> beside(List.of()), new DryRuns(clock::get), (_, _) -> EffectivePolicy.NONE);

        assertThat(judge.judge(dryRun("anna", client("alice", 1400))).allowed()).isTrue();
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(3200));
        var refused = judge.judge(dryRun("anna", server(1500)));

        assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(refused.message())
                .startsWith("ConfigMap vpn/server, server.conf line 4: error[mismatched-tun-mtu]: ")
                .contains("\n  note: ConfigMap vpn/alice (of your dry run 3 s ago), alice.ovpn line 4: ");
        assertThat(judge.judge(dryRun("anna", client("bob", 1400))).allowed())
                .as("a denied one counts, too")
                .isFalse();
        assertThat(judge.judge(dryRun("anna", server(1400))).allowed())
                .as("the latest counts")
                .isTrue();
        assertThat(judge.judge(dryRun("anna", client("bob", 1400))).allowed()).isTrue();
        assertThat(judge.judge(dryRun("ben", client("bob", 1500))).allowed())
                .as("another user")
                .isTrue();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertThat(judge.judge(dryRun("anna", server(1500))).allowed())
                .as("they are old")
                .isTrue();
    }

    @Test
    void counterpartsAreChosenBesideDryRuns() {
        var planned = new ArrayList<ObjectRef>();
        var judge = judge(new Counterparts() {
            @Override
            public Surroundings of(ReadObject object) {
                return beside(List.of());
            }

            @Override
            public Surroundings of(ReadObject object, Collection<ReadObject> others) {
                planned.clear();
                others.forEach(other -> planned.add(other.ref()));
                return of(object);
            }
        });
        judge.judge(dryRun("anna", client("alice", 1400)));
        judge.judge(dryRun("anna", client("bob", 1400)));

        judge.judge(dryRun("anna", server(1400)));
        assertThat(planned).extracting(ObjectRef::name).containsExactly("alice", "bob");
        judge.judge(change("anna", server(1400), false));
        assertThat(planned).isEmpty();
    }

    @Test
    void aRealWriteKnowsNothingOfDryRuns() {
        var judge = judge(_ -> beside(List.of()));

        judge.judge(dryRun("anna", server(1500)));

        assertThat(judge.judge(Change.of(client("alice", 1400), Optional.empty()))
                        .allowed())
                .isTrue();
        assertThat(judge.judge(dryRun("anna", client("alice", 1400))).allowed()).isFalse();
    }

    @Test
    void aDryRunReplacesWhatIsStored() {
        var judge = judge(_ -> beside(List.of(server(1500))));

        judge.judge(dryRun("anna", server(1400)));

        assertThat(judge.judge(dryRun("anna", client("alice", 1400))).allowed()).isTrue();
        assertThat(judge.judge(dryRun("ben", client("alice", 1400))).allowed()).isFalse();
    }

    @Test
    void whatIsStoredCountsInsteadOfItsDryRun() {
        var stored = new ArrayList<HasMetadata>();
        var judge = judge(_ -> beside(stored));
        judge.judge(dryRun("anna", server(1400)));

        stored.add(server(1500));
        judge.judge(change("ben", server(1500), false));
        assertThat(judge.judge(dryRun("anna", client("alice", 1500))).allowed())
                .as("another user's write")
                .isFalse();
        judge.judge(change("anna", server(1500), false));

        assertThat(judge.judge(dryRun("anna", client("alice", 1500))).allowed()).isTrue();
    }

    @Test
    void aUserIsTheSameByNameAndUid() {
        var judge = judge(_ -> beside(List.of()));
        var first = Optional.of(new User("system:serviceaccount:ci:deploy", "1"));
        var second = Optional.of(new User("system:serviceaccount:ci:deploy", "2"));

        for (var user : List.of(first, Optional.<User>empty())) {
            judge.judge(new Change(server(1400), Optional.empty(), user, true));
        }

        var client = client("alice", 1500);
        assertThat(judge.judge(new Change(client, Optional.empty(), first, true))
                        .allowed())
                .isFalse();
        assertThat(judge.judge(new Change(client, Optional.empty(), second, true))
                        .allowed())
                .isTrue();
        assertThat(judge.judge(new Change(client, Optional.empty(), Optional.empty(), true))
                        .allowed())
                .as("whom nobody names shares nothing")
                .isTrue();
    }

    @Test
    void dryRunsAreBoundedForEachUser() {
        var judge = judge(_ -> beside(List.of()));
        judge.judge(dryRun("anna", server(1500)));

        IntStream.range(0, 200).forEach(number -> judge.judge(dryRun("anna", client("fit-" + number, 1500))));

        assertThat(judge.judge(dryRun("anna", client("alice", 1400))).allowed())
                .as("the server's was the oldest")
                .isTrue();
    }

    private static Change dryRun(String user, HasMetadata object) {
        return change(user, object, true);
    }

    private static Change change(String user, HasMetadata object, boolean dryRun) {
        return new Change(object, Optional.empty(), Optional.of(new User(user, "")), dryRun);
    }
}
