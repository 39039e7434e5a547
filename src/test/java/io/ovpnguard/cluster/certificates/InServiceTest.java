package io.ovpnguard.cluster.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovpnguard.pki.own.Credential;
import io.ovpnguard.pki.own.Rotation;
import io.ovpnguard.pki.own.StoredCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InServiceTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final Rotation rotation = new Rotation(Duration.ofDays(90), Duration.ofDays(30), List.of("guard.vpn.svc"));
    private final StoredCertificates first =
            rotation.take(Rotation.Step.START, Optional.empty(), Optional.empty(), BEGIN);

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);
    private final AtomicBoolean trusted = new AtomicBoolean();
    private final List<Credential> served = new ArrayList<>();

    @Test
    void isReadyOnceTrustedAndStaysSo() {
        var service = new InService(now::get, _ -> trusted.get(), served::add);
        service.accept(first);
        assertThat(service.isReady()).isFalse();

        trusted.set(true);
        service.accept(first);
        trusted.set(false);
        service.accept(first);

        assertThat(service.isReady()).isTrue();
        assertThat(served).containsExactly(first.leaf());
        now.set(BEGIN.plus(Duration.ofDays(31)));
        assertThat(service.isReady()).isFalse();
    }

    @Test
    void whatCannotBeServedLeavesWhatIs() {
        var service = new InService(now::get, _ -> true, served::add);
        service.accept(first);
        now.set(BEGIN.plus(Duration.ofDays(20)));
        var late = rotation.take(
                Rotation.Step.START, Optional.empty(), Optional.empty(), BEGIN.plus(Duration.ofDays(365)));

        service.accept(late);

        assertThat(service.certificates()).contains(first);
    }

    @Test
    void whatWasNotTakenIsServedTheNextTime() {
        var fails = new AtomicBoolean(true);
        var service = new InService(now::get, _ -> true, leaf -> {
            if (fails.getAndSet(false)) {
                throw new UnsupportedOperationException("the first time");
            }
            served.add(leaf);
        });

        assertThatThrownBy(() -> service.accept(first)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(service.isReady()).isFalse();
        service.accept(first);

        assertThat(served).containsExactly(first.leaf());
        assertThat(service.isReady()).isTrue();
    }
}
