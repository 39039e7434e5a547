package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DeviceTypes;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** One side's device carries IP packets, the other's Ethernet frames. OpenVPN never negotiates round this. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client use different types of device",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: options_string of options.c, dev_type_string of tun.c",
        logs = "'dev-type' is used inconsistently")
public final class MismatchedDeviceType implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (!(prediction.deviceTypes() instanceof DeviceTypes.Different(var server, var client, var _))) {
            return;
        }
        report.at(
                        device(prediction.server()),
                        prediction.server().source(),
                        "server uses a %s device, client a %s device: the tunnel moves no packet"
                                .formatted(server.word(), client.word()))
                .and(
                        device(prediction.client()),
                        prediction.client().source(),
                        "client uses a %s device".formatted(client.word()))
                .leadsTo(prediction.consequence(prediction.deviceTypes()))
                .help("write `%s %s` in the client, or `%s %s` in the server"
                        .formatted(
                                option(prediction.client()), server.word(), option(prediction.server()), client.word()))
                .logs(LogLines.ofDeviceTypes(prediction));
    }

    /** {@code dev-type} decides where it is written. */
    private static String option(Process process) {
        return process.config().written().has("dev-type") ? "dev-type" : "dev";
    }

    private static Setting<DeviceType> device(Process process) {
        return process.config().device().type().orElseThrow();
    }
}
