package io.ovpnguard.cluster.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ovpnguard.controlplane.Binaries;
import io.ovpnguard.controlplane.Calls;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.controlplane.Replicas;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.pki.own.StoredCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas without any certificate but their own, whose lifetimes are seconds, behind a real API server. */
@ExtendWith(Installed.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class OwnCertificatesIT {

    private static final Duration AUTHORITY = Duration.ofSeconds(20);
    private static final Duration LEAF = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    /** By then what is written has come to every replica, and what a replica was writing is stored. */
    private static final Duration TOLD = Duration.ofMillis(500);

    private static final Duration HEALED = Duration.ofSeconds(10);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String ONE = "replica-1";
    private static final String TWO = "replica-2";

    private Replicas replicas;

    @BeforeAll
    void install(ControlPlane plane, @TempDir Path folder) {
        Binaries.demand(plane.reachesServices(), "a network of its own needs root");
        replicas = Replicas.in(plane, folder, AUTHORITY, LEAF);
        replicas.start(ONE);
        replicas.start(TWO);
        replicas.addEndpoint(ONE);
        replicas.addEndpoint(TWO);
    }

    @AfterAll
    void remove() throws IOException {
        if (replicas != null) {
            var logs = replicas.logs();
            replicas.close();
            for (var log : logs) {
                Files.copy(log, Path.of("target").resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                assertThat(Files.readString(log)).doesNotContain("PRIVATE KEY");
            }
        }
    }

    @Test
    @Order(1)
    void installedWithoutCertificatesOneRenewsAndAllServe() {
        try (var calls = Calls.of(replicas, ONE, TWO)) {
            Waiting.until("calls", LIMIT, () -> calls.admissions() >= 100 && calls.handshakes() >= 20);
            tell("install", calls);
            assertThat(calls.failures()).isEmpty();
        }
        var holder = replicas.awaitHolder();
        var other = holder.equals(ONE) ? TWO : ONE;
        assertThat(replicas.metrics(holder)).contains("ovpnguard_lease_holder 1.0");
        assertThat(replicas.metrics(other)).contains("ovpnguard_lease_holder 0.0");
        assertThat(replicas.metrics(other))
                .contains("ovpnguard_certificate_expiry_timestamp_seconds{certificate=\"authority\"} ")
                .contains("ovpnguard_certificate_expiry_timestamp_seconds{certificate=\"leaf\"} ");
    }

    @Test
    @Order(2)
    void whatIsMadeIsOwnedByTheDeploymentAndOnlyCaBundleIsOurs() {
        var owner = replicas.client()
                .apps()
                .deployments()
                .inNamespace(Replicas.NAME)
                .withName(Replicas.NAME)
                .require();
        var lease = leases().require();
        for (var metadata : new ObjectMeta[] {secret().getMetadata(), lease.getMetadata()}) {
            assertThat(metadata.getOwnerReferences())
                    .singleElement()
                    .satisfies(reference -> assertThat(reference.getUid())
                            .isEqualTo(owner.getMetadata().getUid()));
        }
        var managed = replicas.configuration().getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals("ovpnguard-certificates"))
                .toList();
        assertThat(managed).singleElement().satisfies(entry -> {
            assertThat(entry.getOperation()).isEqualTo("Apply");
            assertThat(entry.getFieldsV1().getAdditionalProperties().toString())
                    .contains("f:caBundle")
                    .doesNotContain("f:service", "f:rules", "f:failurePolicy");
        });
    }

    @Test
    @Order(3)
    void authoritiesAndLeavesAreReplacedAndNoCallFails() {
        try (var calls = Calls.of(replicas, ONE, TWO)) {
            Waiting.until("three authorities", LIMIT, () -> calls.authorities() >= 3 && calls.leaves() >= 6);
            tell("rotation", calls);
            assertThat(calls.failures()).isEmpty();
        }
    }

    @Test
    @Order(4)
    void aSecretThatIsLostOrSpoiltIsMadeAnewAndNoCallFails() {
        try (var calls = Calls.of(replicas, ONE, TWO)) {
            secrets().delete();
            Waiting.until("the Secret is back", HEALED, () -> isServable());
            settle();
            for (var name : new String[] {StoredCertificates.LEAF_KEY, StoredCertificates.AUTHORITY_KEY}) {
                var version = spoil(name);
                Waiting.until(
                        name + " is replaced",
                        LIMIT,
                        () -> isServable()
                                && !secret().getMetadata().getResourceVersion().equals(version));
                settle();
            }
            tell("lost and spoilt Secret", calls);
            assertThat(calls.failures()).isEmpty();
        }
    }

    @Test
    @Order(5)
    void anEmptiedCaBundleIsFilledAgain() {
        // Of whatever is stored now: a rotation may write between a read and an update.
        var webhooks = replicas.configuration().getWebhooks().size();
        var emptied = IntStream.range(0, webhooks)
                .mapToObj("{\"op\": \"remove\", \"path\": \"/webhooks/%d/clientConfig/caBundle\"}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
        replicas.client()
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(Replicas.NAME)
                .patch(PatchContext.of(PatchType.JSON), emptied);
        Waiting.until("it is filled", HEALED, () -> !replicas.trusted().isEmpty());
        try (var calls = Calls.of(replicas, ONE, TWO)) {
            Waiting.until("calls", LIMIT, () -> calls.admissions() >= 100);
            // The API server itself hears of it a moment later.
            assertThat(calls.failures()).hasSizeLessThan(100);
        }
    }

    /** Somebody writes a stranger into the Lease: who has it, and whether it is there at all, changes nothing that is served. */
    @Test
    @Order(6)
    void theLeaseIsLostAndTakenAgain() {
        try (var calls = Calls.of(replicas, ONE, TWO)) {
            leases().patch(MERGE, "{\"spec\": {\"holderIdentity\": \"stranger\"}}");
            assertThat(replicas.awaitHolder("stranger")).isIn(ONE, TWO);
            leases().delete();
            replicas.awaitHolder("stranger");
            Waiting.until("it is renewed", LIMIT, () -> calls.leaves() >= 2);
            tell("lost Lease", calls);
            assertThat(calls.failures()).isEmpty();
        }
    }

    /** Neither the one that has signed with it just now, nor the other. */
    @Test
    @Order(7)
    void noReplicaKeepsTheKeyOfTheAuthority() throws GeneralSecurityException {
        for (var replica : new String[] {ONE, TWO}) {
            var data = new HashMap<String, String>();
            var dump = new ByteArrayOutputStream();
            // Whoever renews has the key in hand for a moment, and each replica has it once more when it is told.
            Waiting.until(replica + " has nothing to do", LIMIT, () -> {
                data.putAll(secret().getData());
                pause();
                dump.reset();
                dump.writeBytes(replicas.heap(replica));
                pause();
                return secret().getData().equals(data);
            });
            var heap = dump.toString(StandardCharsets.ISO_8859_1);
            assertThat(heap.contains(scalar(data.get(StoredCertificates.LEAF_KEY))))
                    .as("TLS needs the key of what is served, and a dump tells of it")
                    .isTrue();
            var text = data.get(StoredCertificates.AUTHORITY_KEY);
            assertThat(heap.contains(text.substring(0, 200))).as("in JSON").isFalse();
            assertThat(heap.contains(scalar(text))).as("decoded").isFalse();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TOLD);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@return what is secret of a key on P-256, as bytes and as the words of a number alike} */
    private static String scalar(String data) throws GeneralSecurityException {
        var pem = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
        var content = pem.lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining());
        var key = (ECPrivateKey) KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content)));
        var bytes = key.getS().toByteArray();
        return new String(
                bytes, Math.max(0, bytes.length - 32), Math.min(32, bytes.length), StandardCharsets.ISO_8859_1);
    }

    @Test
    @Order(8)
    void theHolderIsKilledAndAnotherTakesOver() {
        var killed = replicas.awaitHolder();
        var other = killed.equals(ONE) ? TWO : ONE;
        replicas.removeEndpoint(killed);
        try (var calls = Calls.of(replicas, other)) {
            Waiting.until("calls", LIMIT, () -> calls.admissions() >= 50);
            replicas.kill(killed);
            assertThat(replicas.awaitHolder(killed)).isEqualTo(other);
            Waiting.until("what it renews is served", LIMIT, () -> calls.authorities() >= 2 && calls.leaves() >= 3);
            tell("killed holder", calls);
            assertThat(calls.failures())
                    .as("but what was under way to the dead process")
                    .allMatch(failure -> failure.contains(":" + replicas.port(killed)))
                    .hasSizeLessThanOrEqualTo(2);
        }
        replicas.start(killed);
        replicas.addEndpoint(killed);
    }

    private static void tell(String what, Calls calls) {
        System.out.println(what + ": " + calls);
    }

    /** A new authority signs once all can have heard of it. */
    private void settle() {
        Waiting.until(
                "the newest authority has signed",
                LIMIT,
                () -> CertificateSecret.certificates(secret())
                        .filter(stored -> stored.issuer().equals(Optional.of(stored.newest())))
                        .isPresent());
    }

    private String spoil(String name) {
        var nonsense = Base64.getEncoder().encodeToString("nonsense".getBytes());
        return secrets()
                .patch(MERGE, "{\"data\": {\"%s\": \"%s\"}}".formatted(name, nonsense))
                .getMetadata()
                .getResourceVersion();
    }

    private boolean isServable() {
        var found = secrets().get();
        return found != null
                && CertificateSecret.certificates(found)
                        .flatMap(StoredCertificates::authority)
                        .isPresent();
    }

    private Secret secret() {
        return secrets().require();
    }

    private Resource<Lease> leases() {
        return replicas.client().leases().inNamespace(Replicas.NAME).withName(Replicas.NAME);
    }

    private Resource<Secret> secrets() {
        return replicas.client().secrets().inNamespace(Replicas.NAME).withName(Replicas.NAME + "-certificates");
    }
}
