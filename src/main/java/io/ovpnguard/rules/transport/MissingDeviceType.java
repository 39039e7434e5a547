package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DeviceTypes;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A side whose device is neither tun nor tap. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "device of a side is neither tun nor tap",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: open_tun and tun_type of tun.c; man page, options dev and dev-type",
        logs = {"problem with tun vs. tap setting"})
public final class MissingDeviceType implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.deviceTypes() instanceof DeviceTypes.Unset(var by)
                && prediction.serverRefusal().isEmpty()
                && prediction.clientRefusal().isEmpty()) {
            report.at(
                            by == Side.SERVER ? prediction.server() : prediction.client(),
                            "dev",
                            by.word()
                                    + " names no type of device: it ends when it opens the device, after the handshake")
                    .leadsTo(prediction.consequence(prediction.deviceTypes()))
                    .logs(LogLines.of(Phase.PUSH, prediction))
                    .help("write `dev tun`, or `dev-type tun` beside the device's name");
        }
    }
}
