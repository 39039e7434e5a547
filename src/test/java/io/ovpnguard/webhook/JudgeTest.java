package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final String TLS_AUTH_SERVER =
            "dev tun\nserver 10.8.0.0 255.255.255.0\nport 1194\ntls-auth ta.key 0\n";
    private static final String TLS_AUTH_CLIENT = "client\ndev tun\nremote a\nkey-direction 1\n<tls-auth>\n";

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
    void ofTwoClientsWithOneCertificateOneMayBeMendedFirst() throws IOException {
        var server = secret(
                "server",
                Map.of("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\ndh none\n" + keys("server", "server")));
        var early = "client\ndev tun\nremote a\n" + keys("client-future", "client-future");
        var mended = "client\ndev tun\nremote a\n" + keys("client", "client");
        var old = secret("clients", Map.of("a.ovpn", early, "b.ovpn", early));

        var created = create(old, List.of(server));
        assertThat(created.message())
                .containsOnlyOnce("error[")
                .contains("[expired-certificate]", "for 2 of 2 clients");
        assertThat(update(secret("clients", Map.of("a.ovpn", mended, "b.ovpn", early)), old, server)
                        .allowed())
                .isTrue();
        assertThat(update(old, secret("clients", Map.of("a.ovpn", mended, "b.ovpn", early)), server)
                        .allowed())
                .isFalse();
    }

    private static String keys(String certificate, String key) throws IOException {
        var pki = Path.of("src/test/resources/pki");
        return "<ca>\n" + Files.readString(pki.resolve("ca.crt")) + "</ca>\n<cert>\n"
                + Files.readString(pki.resolve(certificate + ".crt")) + "</cert>\n<key>\n"
                + Files.readString(pki.resolve(key + ".key")) + "</key>\n";
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
    void aVerdictHoldsWhileItsSurroundingsAreTheSame() {
        var asked = new AtomicInteger();
        var unchanged = new AtomicBoolean(true);
        var judge = judge(_ -> {
            asked.incrementAndGet();
            return new Surroundings(
                    beside(List.of(server(1500))).objects(), Set.of(), Optional.empty(), Optional.of(unchanged::get));
        });
        var refused = Change.of(client("alice", 1400), Optional.empty());

        var verdict = judge.judge(refused);

        assertThat(judge.judge(refused)).isEqualTo(verdict);
        assertThat(asked).hasValue(1);
        assertThat(judge.judge(Change.of(client("alice", 1500), Optional.empty()))
                        .allowed())
                .isTrue();
        assertThat(judge.judge(Change.of(refused.object(), Optional.of(client("alice", 1400))))
                        .allowed())
                .isTrue();
        assertThat(asked).hasValue(2);
        unchanged.set(false);
        assertThat(judge.judge(refused).allowed()).isFalse();
        assertThat(asked).hasValue(3);
    }

    @Test
    void anOldFaultGivesAnotherVerdictThanANewOne() {
        var judge = judge(_ -> new Surroundings(
                beside(List.of(server(1500))).objects(), Set.of(), Optional.empty(), Optional.of(() -> true)));
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
    void dryRunsOfOneUserMeetEachOther() {
        var clock = new AtomicLong();
        var judge = new Judge(_ -> beside(List.of()), new DryRuns(clock::get));

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

    @Test
    void whoStillNeedsWhatIsDeletedIsTold() {
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER));
        var keys = secret("keys", Map.of("ta.key", staticKey('1')));
        var clients = List.of(client("alice", 1500), client("bob", 1500), client("carol", 1500), client("dan", 1500));
        var stored = new ArrayList<HasMetadata>(clients);
        stored.add(server);
        stored.add(keys);
        var judge = judge(deleted -> beside(stored.stream()
                .filter(other -> !ObjectRef.of(other).equals(deleted.ref()))
                .toList()));

        assertThat(judge.judgeDeletion(keys, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/keys, ta.key: is named by Secret vpn/server, server.conf");
        assertThat(judge.judgeDeletion(server, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/server, server.conf: is the server of"
                        + " ConfigMap vpn/alice, alice.ovpn, ConfigMap vpn/bob, bob.ovpn,"
                        + " ConfigMap vpn/carol, carol.ovpn and 1 more");
        assertThat(judge.judgeDeletion(clients.getFirst(), Optional.empty(), false)
                        .outcome())
                .isEqualTo(Outcome.ALLOWED);
        stored.add(secret("second", Map.of("server.conf", TLS_AUTH_SERVER)));
        assertThat(judge.judgeDeletion(server, Optional.empty(), false).outcome())
                .as("the clients have another server")
                .isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void whatIsNotKnownOfADeletionIsToldToo() {
        var judge = judge(_ -> Surroundings.unknown("it is away"));
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER));

        assertThat(judge.judgeDeletion(server, Optional.empty(), false).warnings())
                .containsExactly("ovpnguard: Secret vpn/server: who needs it is not all known: it is away");
    }

    @Test
    void theEndOfANamespaceListsNothing() {
        var judge = judge(_ -> {
            throw new AssertionError("nothing to look for");
        });
        var controller = Optional.of(new User("system:serviceaccount:kube-system:namespace-controller", "1"));

        for (var number = 0; number < 300; number++) {
            var server = secret("server-" + number, Map.of("server.conf", TLS_AUTH_SERVER));
            assertThat(judge.judgeDeletion(server, controller, false).warnings())
                    .isEmpty();
        }
    }

    private static Change dryRun(String user, HasMetadata object) {
        return change(user, object, true);
    }

    private static Change change(String user, HasMetadata object, boolean dryRun) {
        return new Change(object, Optional.empty(), Optional.of(new User(user, "")), dryRun);
    }

    @Test
    void whatCannotBeReadAnewDeniesNothing() {
        var client = client("alice", 1400);
        var memory = new Surroundings(List.of(ReadObject.of(client)), Set.of(ObjectRef.of(client)), Optional.empty());

        var verdict = judge(_ -> memory, server(1500));

        assertThat(verdict.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(verdict.warnings()).first().asString().contains("mismatched-tun-mtu");
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedWithTheObjectThatHoldsIt() {
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER));
        var client = secret("alice", Map.of("a.ovpn", TLS_AUTH_CLIENT + staticKey('1') + "</tls-auth>\n"));
        var fitting = secret("keys", Map.of("ta.key", staticKey('1')));
        var other = secret("keys", Map.of("ta.key", staticKey('2')));
        var judge = judge(_ -> beside(List.of(server, client)));

        assertThat(judge.judge(Change.of(fitting, Optional.empty())).warnings()).isEmpty();
        assertThat(judge.judge(Change.of(other, Optional.of(other))).outcome()).isEqualTo(Outcome.ALLOWED);
        var refused = judge.judge(Change.of(other, Optional.of(fitting)));
        assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(refused.message())
                .startsWith("Secret vpn/keys, ta.key: error[mismatched-static-key]: ")
                .contains("\n  note: ConfigMap vpn/server, server.conf line 4: names it")
                .contains("\n  note: Secret vpn/alice, a.ovpn line 5: ")
                .doesNotContain("1111", "2222");
    }

    @Test
    void anotherKeyThatDoesNotFitEitherIsANewFault() {
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER, "ta.key", staticKey('1')));
        var wrong = TLS_AUTH_CLIENT + staticKey('2') + "</tls-auth>\n";
        var old = secret("alice", Map.of("a.ovpn", wrong));

        assertThat(update(secret("alice", Map.of("a.ovpn", wrong + "verb 4\n")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(update(secret("alice", Map.of("a.ovpn", wrong.replace('2', '3'))), old, server)
                        .message())
                .contains("error[mismatched-static-key]");
    }

    @Test
    void anotherFileThatCannotBeReadIsANewFault() {
        var server = server(1500);
        var unreadable = "client\ndev tun\nremote a\n<ca>\nno certificate\n</ca>\n";
        var old = secret("alice", Map.of("a.ovpn", unreadable));

        assertThat(update(secret("alice", Map.of("a.ovpn", unreadable + "verb 4\n")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(update(secret("alice", Map.of("a.ovpn", unreadable.replace("no", "not a"))), old, server)
                        .message())
                .contains("error[unreadable-key-material]");
    }

    @Test
    void aPrivateKeyInAConfigMapIsRefused() throws IOException {
        var key = Files.readString(Path.of("src/test/resources/oracle/pki/server.key"));
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "key server.key\n"));

        var verdict = create(map("keys", Map.of("server.key", key)), List.of(server));

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(verdict.message()).startsWith("ConfigMap vpn/keys, server.key: error[key-in-configmap]: ");
    }

    @Test
    void aFaultThatKeysDoNotCauseIsNoneOfTheirs() {
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "tun-mtu 1500\n"));
        var client =
                map("alice", Map.of("a.ovpn", "tun-mtu 1400\n" + TLS_AUTH_CLIENT + staticKey('1') + "</tls-auth>\n"));
        var keys = secret("keys", Map.of("ta.key", staticKey('1')));

        var verdict = create(keys, List.of(server, client));

        assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    }

    private static String staticKey(char digit) {
        return "-----BEGIN OpenVPN Static key V1-----\n"
                + (String.valueOf(digit).repeat(32) + "\n").repeat(16) + "-----END OpenVPN Static key V1-----\n";
    }

    private static Verdict create(HasMetadata object, List<? extends HasMetadata> beside) {
        return judge(_ -> beside(beside), object);
    }

    private static Verdict update(HasMetadata object, HasMetadata old, HasMetadata beside) {
        return judge(_ -> beside(List.of(beside))).judge(Change.of(object, Optional.of(old)));
    }

    private static Judge judge(Counterparts counterparts) {
        return new Judge(counterparts, new DryRuns(System::nanoTime));
    }

    private static Verdict judge(Counterparts counterparts, HasMetadata object) {
        return judge(counterparts).judge(Change.of(object, Optional.empty()));
    }

    private static Surroundings beside(List<? extends HasMetadata> objects) {
        return Surroundings.of(objects.stream().map(ReadObject::of).toList());
    }

    private static ConfigMap server(int mtu) {
        return map(
                "server",
                Map.of("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\nport 1194\ntun-mtu " + mtu + "\n"));
    }

    private static ConfigMap client(String name, int mtu) {
        return map(name, Map.of(name + ".ovpn", "client\ndev tun\nremote a\ntun-mtu " + mtu + "\n"));
    }

    private static Secret secret(String name, Map<String, String> texts) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withStringData(texts)
                .build();
    }

    private static ConfigMap map(String name, Map<String, String> texts) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withData(texts)
                .build();
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
