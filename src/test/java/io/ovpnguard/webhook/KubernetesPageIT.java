package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ovpnguard.controlplane.Installation;
import io.ovpnguard.controlplane.Installed;
import io.ovpnguard.controlplane.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/kubernetes.md shows is what happens. {@code -Dgolden=update} writes it anew. */
@ExtendWith(Installed.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesPageIT {

    private static final Duration RENEWAL = Duration.ofSeconds(30);

    private final Installation installation;

    KubernetesPageIT(Installation installation) {
        this.installation = installation;
    }

    @Test
    @Order(1)
    void itsTranscriptsAreReal() throws IOException {
        installation.play("Opt in");
        installation.play("What is refused");
        installation.play("Try a whole set");
        installation.play("Judge a set before it is stored").check();
    }

    /** An unfitting object is refused at any time between, over new connections and over those that are kept. */
    @Test
    @Order(2)
    void aRenewedCertificateIsTakenUpWithoutALapse() throws IOException {
        var before = installation.http().certificate().getSerialNumber();

        installation.play("Renew the certificate").check();
        installation.mountCertificate();

        Waiting.until("the new certificate is shown", RENEWAL, () -> {
            assertThat(isRefused()).isTrue();
            return !serial().equals(before);
        });
        assertThat(isRefused()).isTrue();
    }

    private BigInteger serial() {
        try {
            return installation.http().certificate().getSerialNumber();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private boolean isRefused() {
        var object = Misfit.TUN_MTU.server("default", Map.of("ovpnguard.io/check", "true"));
        var client = Misfit.TUN_MTU.unfittingClient("default", Map.of());
        object.getData().putAll(client.getStringData());
        try {
            installation.client().resource(object).dryRun().create();
            return false;
        } catch (KubernetesClientException denied) {
            return denied.getCode() == 403;
        }
    }
}
