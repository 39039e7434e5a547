package io.ovpnguard.pki.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ovpnguard.pki.own.Rotation.Step;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.250Z");
    private static final Duration AUTHORITY = Duration.ofDays(90);
    private static final Duration LEAF = Duration.ofDays(30);
    private static final List<String> NAMES = List.of("guard.vpn.svc", "guard.vpn.svc.cluster.local");

    private final Rotation rotation = new Rotation(AUTHORITY, LEAF, NAMES);
    private final StoredCertificates first = take(Step.START, Optional.empty(), BEGIN);

    @Test
    void nothingIsDueBeforeTwoThirdsOfALifetime() {
        assertThat(next(first, true, BEGIN)).isEmpty();
        assertThat(next(first, true, BEGIN.plus(Duration.ofDays(19)))).isEmpty();
        assertThat(next(first, true, BEGIN.plus(Duration.ofDays(20)))).contains(Step.RENEW);
    }

    @Test
    void aRenewedLeafIsOfTheSameAuthority() {
        var renewed = take(Step.RENEW, Optional.of(first), BEGIN.plus(Duration.ofDays(20)));

        assertThat(renewed.trusted()).isEqualTo(first.trusted());
        assertThat(renewed.issuer()).contains(first.newest());
        assertThat(renewed.leaf().certificate()).isNotEqualTo(first.leaf().certificate());
        assertThat(renewed.isValid(BEGIN.plus(Duration.ofDays(49)))).isTrue();
    }

    @Test
    void aNewAuthorityIsTrustedBeforeItSigns() {
        var due = BEGIN.plus(Duration.ofDays(60));
        var current = take(Step.RENEW, Optional.of(first), BEGIN.plus(Duration.ofDays(40)));
        assertThat(next(current, true, due)).contains(Step.PREPARE);

        var prepared = take(Step.PREPARE, Optional.of(current), due);
        assertThat(prepared.trusted()).hasSize(2).last().isEqualTo(first.newest());
        assertThat(prepared.issuer()).contains(first.newest());
        assertThat(prepared.leaf().certificate().getNotAfter())
                .as("the leaf lasts as long as its authority")
                .isEqualTo(first.newest().getNotAfter());
        assertThat(next(prepared, false, due)).as("not all have heard of it").isEmpty();
        assertThat(next(prepared, true, due)).contains(Step.PROMOTE);

        var promoted = take(Step.PROMOTE, Optional.of(prepared), due);
        assertThat(promoted.trusted()).isEqualTo(prepared.trusted());
        assertThat(promoted.issuer()).contains(prepared.newest());
        assertThat(next(promoted, true, due)).isEmpty();
        var late = due.plus(LEAF).plusSeconds(1);
        assertThat(take(Step.FORGET, Optional.of(promoted), late).trusted()).containsExactly(prepared.newest());
    }

    /** Steps are taken when they are due, for ten years; each time, who trusts what stood there before is not refused. */
    @Test
    void whoTrustsWhatStoodThereBeforeIsNeverRefused() {
        var stored = first;
        var authorities = new ArrayList<X509Certificate>();
        for (var now = BEGIN; now.isBefore(BEGIN.plus(Duration.ofDays(3650))); now = now.plus(Duration.ofHours(6))) {
            var step = next(stored, true, now);
            if (step.isPresent()) {
                var before = stored;
                stored = take(step.get(), Optional.of(stored), now);
                assertThat(stored.issuer().filter(before.trusted()::contains))
                        .as("%s at %s", step, now)
                        .isPresent();
            }
            assertThat(stored.isValid(now)).isTrue();
            assertThat(stored.trusted()).hasSizeLessThanOrEqualTo(2);
            if (!authorities.contains(stored.newest())) {
                authorities.add(stored.newest());
            }
        }
        assertThat(authorities).hasSize(61);
    }

    @Test
    void aLostSecretIsRestoredFromWhatIsServed() {
        var restored = rotation.take(
                Step.START, Optional.empty(), Optional.of(first.withoutAuthorityKey()), BEGIN.plusSeconds(60));

        assertThat(restored.leaf()).isSameAs(first.leaf());
        assertThat(restored.trusted()).hasSize(2).last().isEqualTo(first.newest());
        assertThat(next(restored, false, BEGIN.plusSeconds(60))).isEmpty();
        assertThat(next(restored, true, BEGIN.plusSeconds(60))).contains(Step.PROMOTE);
    }

    @Test
    void withoutTheKeyOfTheAuthorityANewOneIsMade() {
        var now = BEGIN.plus(Duration.ofDays(1));
        var keyless = Optional.of(first.withoutAuthorityKey());
        assertThat(rotation.next(keyless, false, true, now)).contains(Step.PREPARE);
        var replaced = take(Step.PREPARE, keyless, now);

        assertThat(replaced.newest()).isNotEqualTo(first.newest());
        assertThat(replaced.leaf()).isSameAs(first.leaf());
        assertThat(next(replaced, true, now)).contains(Step.PROMOTE);
    }

    @Test
    void aClockThatJumpsMakesAllAnew() {
        for (var now : List.of(BEGIN.plus(Duration.ofDays(1000)), BEGIN.minus(Duration.ofDays(1000)))) {
            assertThat(next(first, true, now)).contains(Step.START);
            var anew = rotation.take(Step.START, Optional.of(first), Optional.of(first), now);
            assertThat(anew.isValid(now)).isTrue();
            assertThat(anew.newest()).isNotEqualTo(first.newest());
            assertThat(next(anew, true, now)).isEmpty();
        }
    }

    @Test
    void anotherNameOfTheServiceMakesAnotherLeaf() {
        var renamed = new Rotation(AUTHORITY, LEAF, List.of("other.vpn.svc"));

        assertThat(renamed.next(Optional.of(first), true, true, BEGIN)).contains(Step.RENEW);
    }

    @Test
    void whatIsStoredIsReadBack() {
        var read = StoredCertificates.parse(first.texts()).orElseThrow();

        assertThat(read.trusted()).isEqualTo(first.trusted());
        assertThat(read.leaf().certificate()).isEqualTo(first.leaf().certificate());
        assertThat(read.authority().orElseThrow().certificate()).isEqualTo(first.newest());
        assertThat(first.withoutAuthorityKey().texts()).doesNotContainKey(StoredCertificates.AUTHORITY_KEY);
    }

    @Test
    void nonsenseIsNotServed() {
        var other = take(Step.START, Optional.empty(), BEGIN).texts();
        for (var name : List.of(StoredCertificates.TRUSTED, StoredCertificates.LEAF, StoredCertificates.LEAF_KEY)) {
            for (var text : List.of("", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA", other.get(name))) {
                var texts = new HashMap<>(first.texts());
                texts.put(name, text);
                assertThat(StoredCertificates.parse(texts))
                        .as(name + " is " + text)
                        .isEmpty();
            }
        }
        var texts = new HashMap<>(first.texts());
        texts.put(StoredCertificates.AUTHORITY_KEY, other.get(StoredCertificates.AUTHORITY_KEY));
        assertThat(StoredCertificates.parse(texts).orElseThrow().authority()).isEmpty();
    }

    @Test
    void nothingTellsAKey() {
        assertThat(first.toString() + first.leaf() + first.authority())
                .doesNotContain("PRIVATE")
                .hasSizeLessThan(300);
    }

    @Test
    void aLeafDoesNotOutliveItsAuthority() {
        assertThatThrownBy(() -> new Rotation(LEAF, LEAF, NAMES)).hasMessageContaining("not shorter");
    }

    private Optional<Step> next(StoredCertificates stored, boolean settled, Instant now) {
        return rotation.next(Optional.of(stored), true, settled, now);
    }

    private StoredCertificates take(Step step, Optional<StoredCertificates> stored, Instant now) {
        return rotation.take(step, stored, Optional.empty(), now);
    }
}
