package io.ovpnguard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.manifest.Holds;
import io.ovpnguard.manifest.ObjectRef;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Recent recent = new Recent();

    @Test
    void whatHasPassedMayHaveReplacedWhatWasConfirmedBefore() {
        recent.add(server(1), Holds.SERVER, 5 * SECOND);

        assertThat(recent.mayHaveReplaced(server(1), 4 * SECOND, 0)).isTrue();
        assertThat(recent.mayHaveReplaced(server(1), 6 * SECOND, 0)).isFalse();
        assertThat(recent.mayHaveReplaced(server(2), 4 * SECOND, 0)).isFalse();
    }

    @Test
    void theLatestPassageOfAnObjectCounts() {
        recent.add(server(1), Holds.SERVER, SECOND);
        recent.add(server(2), Holds.CLIENT, SECOND);
        recent.add(server(1), Holds.SERVER, 20 * SECOND);

        assertThat(recent.in("vpn", 21 * SECOND, 10 * SECOND)).containsExactly(server(1));
        assertThat(recent.workedWithIn("vpn", 21 * SECOND, 30 * SECOND)).containsExactly(server(1));
        assertThat(recent.in("vpn", 21 * SECOND, 30 * SECOND)).containsExactlyInAnyOrder(server(1), server(2));
        assertThat(recent.in("lab", 21 * SECOND, 30 * SECOND)).isEmpty();
    }

    @Test
    void whatCouldNotBeKeptMayHaveBeenAnything() {
        IntStream.rangeClosed(0, Recent.MOST).forEach(number -> recent.add(server(number), Holds.SERVER, 5 * SECOND));

        assertThat(recent.in("vpn", 5 * SECOND, SECOND)).hasSize(Recent.MOST);
        assertThat(recent.hasForgotten(6 * SECOND, 10 * SECOND)).isTrue();
        assertThat(recent.hasForgotten(16 * SECOND, 10 * SECOND)).isFalse();
        assertThat(recent.mayHaveReplaced(server(0), 4 * SECOND, 0)).isTrue();
        assertThat(recent.mayHaveReplaced(server(0), 6 * SECOND, 0)).isFalse();
    }

    @Test
    void whatPassedAMinuteAgoIsForgottenWithoutHarm() {
        recent.add(server(1), Holds.SERVER, 0);
        recent.add(server(2), Holds.SERVER, 61 * SECOND);

        assertThat(recent.mayHaveReplaced(server(1), -SECOND, 0)).isFalse();
        assertThat(recent.hasForgotten(61 * SECOND, 100 * SECOND)).isFalse();
    }

    private static ObjectRef server(int number) {
        return new ObjectRef("vpn", "ConfigMap", "server-" + number);
    }
}
