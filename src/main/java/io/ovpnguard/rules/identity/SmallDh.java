package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.DhParameters;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** DH parameters that the TLS library holds to be too small. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the DH parameters are too small for the TLS library",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: tls_ctx_load_dh_params of ssl_openssl.c; OpenSSL: ssl_security of ssl_cert.c",
        logs = {"dh key too small", "SSL_CTX_set0?_tmp_dh"})
public final class SmallDh implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        Predictor.refusal(process)
                .ifPresent(
                        refusal -> refusal.material()
                                .filter(fault -> fault.kind() == Kind.SMALL_PARAMETERS)
                                .ifPresent(
                                        fault -> report.at(
                                                        process,
                                                        "dh",
                                                        "the server does not start: its DH parameters have %s bits, which its TLS library holds to be too few"
                                                                .formatted(process.material("dh")
                                                                        .flatMap(DhParameters::parse)
                                                                        .map(DhParameters::bits)
                                                                        .orElse(0)))
                                                .andFile(process, "dh", "the parameters are in this file")
                                                .as(profile.severityOf(fault))
                                                .leadsTo(profile.refusal())
                                                .logs(profile.logs(refusal))
                                                .help(
                                                        "write `dh none`, known since 2.4, or make new ones: `openssl dhparam -out dh.pem 2048`")));
    }
}
