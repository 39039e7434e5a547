package io.ovpnguard.webhook;

import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.manifest.Holds;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.webhook.GivenVerdicts.Asked;
import io.ovpnguard.webhook.GivenVerdicts.RevocableVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GivenVerdictsTest {

    private final GivenVerdicts given = new GivenVerdicts();

    @Test
    void longVerdictsAreBoundedByTheirLength() {
        var message = "x".repeat(1 << 20);
        IntStream.range(0, 40)
                .forEach(number -> given.add(
                        asked(number),
                        new RevocableVerdict(
                                Verdict.deny(message, List.of(), Set.of()), Holds.CLIENT, Optional.of(() -> true))));

        Waiting.until("few are kept", Duration.ofSeconds(5), () -> kept() < 8);
    }

    private long kept() {
        return IntStream.range(0, 40)
                .filter(number -> given.find(asked(number)).isPresent())
                .count();
    }

    private static Asked asked(int number) {
        return new Asked("change " + number, EffectivePolicy.NONE, true);
    }
}
