package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Written;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.List;

/** A client that takes any certificate of its authorities for the server's. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "client does not check that it talks to a server",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.6: do_option_warnings of init.c; man page, option remote-cert-tls",
        logs = {"No server certificate verification method has been enabled"})
public final class UnverifiedServer implements ProfileRule {

    /** Any of these says who the server is, or what its certificate is for. */
    private static final List<String> CHECKS = List.of(
            "remote-cert-tls", "remote-cert-eku", "verify-x509-name", "tls-remote", "tls-verify", "peer-fingerprint");

    /** With none of these the text is a part of a config. */
    private static final List<String> TRUSTED = List.of("ca", "capath", "pkcs12");

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var config = profile.process().config();
        var written = config.written();
        if (config.role().tls().value() != Tls.CLIENT
                || profile.version().isConnect()
                || TRUSTED.stream().noneMatch(written::has)
                || isChecked(written)) {
            return;
        }
        report.at(
                        profile.profile().config().source(),
                        "client has none of `remote-cert-tls` and `verify-x509-name`: it takes any certificate of its authority for the server's, a client's too")
                .leadsTo(Consequence.WORKS_WITH_WARNING)
                .logs(
                        List.of(),
                        List.of("WARNING: No server certificate verification method has been enabled."
                                + "  See http://openvpn.net/howto.html#mitm for more info."))
                .help("add `remote-cert-tls server` to the client");
    }

    private static boolean isChecked(Written written) {
        return CHECKS.stream().anyMatch(written::has)
                || written.value("ns-cert-type")
                        .map(Setting::value)
                        .filter("server"::equals)
                        .isPresent();
    }
}
