package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Authentication;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** The server checks a user name and password that the client does not send. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client sends no user name and the server wants one",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: key_method_2_read of ssl.c, verify_user_pass of ssl_verify.c",
        logs = {"TLS Auth Error: Auth Username/Password was not provided by peer", "AUTH_FAILED"})
public final class MissingCredentials implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.authentication().fault() == Authentication.Fault.NO_USER_NAME) {
            var asking = prediction.server().config().written().has("auth-user-pass-verify")
                    ? "auth-user-pass-verify"
                    : "plugin";
            report.at(
                            prediction.server(),
                            asking,
                            "server checks user names, client has no `auth-user-pass`: the server refuses it")
                    .and(prediction.client(), "auth-user-pass", "client sends no user name")
                    .leadsTo(prediction.consequence(prediction.authentication()))
                    .logs(LogLines.of(Phase.AUTHENTICATION, prediction))
                    .help("write `auth-user-pass` in the client, or `auth-user-pass-optional` in the server");
        }
    }
}
