package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Authentication;
import io.ovpnguard.predict.Judged;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Push;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A script that decides over a session says no. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a script refuses the session",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: verify_cert_call_command of ssl_verify.c, verify_user_pass_script, multi_client_connect_call_script, run_up_down",
        logs = {
            "WARNING: Failed running command",
            "disallowed by script-security",
            "verify-cmd script",
            "TLS Auth Error: Auth Username/Password verification failed",
            "AUTH_FAILED"
        })
public final class RefusedByScript implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.tls().fault() == TlsHandshake.Fault.REFUSED_BY_SCRIPT) {
            var side = has(prediction.server(), "tls-verify") ? Side.SERVER : Side.CLIENT;
            report(prediction, report, side, "tls-verify", prediction.tls());
        }
        if (prediction.authentication().fault() == Authentication.Fault.REFUSED_BY_SCRIPT) {
            var option = has(prediction.server(), "auth-user-pass-verify") ? "auth-user-pass-verify" : "client-connect";
            report(prediction, report, Side.SERVER, option, prediction.authentication());
        }
        if (prediction.push().fault() == Push.Fault.UP_SCRIPT_FAILED) {
            report(prediction, report, Side.CLIENT, "up", prediction.push());
        }
        if (prediction.push().fault() == Push.Fault.ADDRESS_REFUSED) {
            report(prediction, report, Side.SERVER, "learn-address", prediction.push());
        }
    }

    private static void report(Prediction prediction, Report report, Side side, String option, Judged phase) {
        var process = side == Side.SERVER ? prediction.server() : prediction.client();
        var level = process.config()
                .written()
                .number("script-security")
                .map(Setting::value)
                .orElse(1);
        var isAllowed = level > 1;
        report.at(
                        process,
                        option,
                        isAllowed
                                ? "the script of `%s` of the %s ends with a failure, which refuses the session"
                                        .formatted(option, side.word())
                                : "`script-security` %d of the %s allows no script, so that `%s` refuses the session"
                                        .formatted(level, side.word(), option))
                .leadsTo(prediction.consequence(phase))
                .help(
                        isAllowed
                                ? "let the script end with `exit 0` for this client, or remove `" + option + "`"
                                : "write `script-security 2` in the " + side.word());
    }

    private static boolean has(Process process, String option) {
        return process.config().written().has(option);
    }
}
