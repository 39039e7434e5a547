package io.ovpnguard.rule;

import static io.ovpnguard.rule.LookalikesTest.CA;
import static io.ovpnguard.rule.LookalikesTest.FITTING;
import static io.ovpnguard.rule.LookalikesTest.client;
import static io.ovpnguard.rule.LookalikesTest.keys;
import static io.ovpnguard.rule.LookalikesTest.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Asking;
import io.ovpnguard.bundle.Demand;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Clients of whom policies ask something else are not alike. */
class LookalikesOfPoliciesTest {

    @Test
    void whoIsAskedForMoreIsLikeNobodyElse() {
        var client = profile(
                "client.conf",
                Role.CLIENT,
                FITTING + CA + keys(client("client-1").make()));
        var asked = asked(client, Asking.ciphers("strict", "AES-256-GCM"));
        assertThat(judged(Stream.of(client, asked, client))).isEqualTo(2);
    }

    @Test
    void whoHasAnotherLibraryIsLikeNobodyElse() {
        var client = profile(
                "client.conf",
                Role.CLIENT,
                FITTING + CA + keys(client("client-1").make()));
        var other = new Profile(
                client.name(),
                client.role(),
                client.config(),
                client.files(),
                client.versions(),
                client.platform(),
                client.demands(),
                List.of("openssl-1.1.1"));
        assertThat(judged(Stream.of(client, other, client))).isEqualTo(2);
    }

    @Test
    void whoseEndAPolicyWantsToKnowIsLikeNobody() {
        var clients = Stream.of(client("client-1").until(Duration.ofDays(90)), client("client-2"), client("client-3"))
                .map(recipe -> profile("client.conf", Role.CLIENT, FITTING + CA + keys(recipe.make())))
                .map(client -> asked(client, Asking.certificateDays("strict", 120)));
        assertThat(judged(clients)).isEqualTo(2);
    }

    /** {@return how many of them are looked at, if with none something is wrong} */
    private static int judged(Stream<Profile> clients) {
        var lookalikes = new Lookalikes(List.of(), new Faultless(), Instant.now());
        var judged = new AtomicInteger();
        clients.forEach(each -> lookalikes.of(each, () -> {
            judged.incrementAndGet();
            return List.of();
        }));
        return judged.get();
    }

    private static Profile asked(Profile client, Demand demand) {
        return new Profile(
                client.name(),
                client.role(),
                client.config(),
                client.files(),
                client.versions(),
                client.platform(),
                new Demands(List.of(demand)),
                client.libraries());
    }
}
