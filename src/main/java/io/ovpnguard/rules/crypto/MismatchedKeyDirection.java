package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ControlChannel;
import io.ovpnguard.predict.KeyDirection;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.StaticKeys;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.Optional;

/** Both sides have the same static key, and use halves of it that do not meet. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client use the static key in directions that do not meet",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: key_direction_state_init of crypto.c; man page, options tls-auth and key-direction",
        logs = {
            "packet HMAC authentication failed",
            "TLS Error: incoming packet authentication failed",
            "'keydir' is (used inconsistently|present in)"
        })
public final class MismatchedKeyDirection implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var control = prediction.controlChannel();
        if (control.fault() == ControlChannel.Fault.SAME_DIRECTION
                || control.fault() == ControlChannel.Fault.ONE_SIDED_DIRECTION) {
            report(prediction, report, "tls-auth")
                    .leadsTo(prediction.consequence(control))
                    .logs(LogLines.of(Phase.CONTROL_CHANNEL, prediction));
        }
        prediction
                .staticKeys()
                .filter(keys -> keys.fault() == StaticKeys.Fault.DIFFERENT_DIRECTION)
                .ifPresent(keys -> report(prediction, report, "secret").leadsTo(prediction.consequence(keys)));
    }

    private static Report.Entry report(Prediction prediction, Report report, String option) {
        var server = Direction.of(prediction.server(), option);
        var client = Direction.of(prediction.client(), option);
        return report.at(
                        server.setting(),
                        prediction.server().source(),
                        "server uses its static key %s, client %s: the packets of one fail the other's check, and the client times out"
                                .formatted(server.words(), client.words()))
                .and(client.setting(), prediction.client().source(), "client uses it " + client.words())
                .help(server.help(client));
    }

    /** Which half of the key a side sends with, and where that is said. */
    private record Direction(Optional<Integer> number, Setting<?> setting) {

        static Direction of(Process process, String option) {
            var stated = KeyDirection.stated(process.config());
            var key = process.config().written().last(option).orElseThrow();
            return stated.map(setting -> new Direction(Optional.of(setting.value()), setting))
                    .orElseGet(() ->
                            new Direction(Optional.empty(), new Setting<>("", new Origin.Written(key.valueSpan()))));
        }

        String words() {
            return number.map(direction -> "in direction " + direction).orElse("without a direction");
        }

        String help(Direction client) {
            if (number.isEmpty()) {
                return "write `key-direction %d` in the server, or remove the client's direction"
                        .formatted(1 - client.number.orElseThrow());
            }
            return "write `key-direction %d` in the client".formatted(1 - number.get());
        }
    }
}
