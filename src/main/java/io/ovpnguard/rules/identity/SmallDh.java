package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.DhParameters;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.RefusedMaterial;
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
        profile.refusedMaterial().stream()
                .filter(refused -> refused.fault().kind() == Kind.SMALL_PARAMETERS)
                .forEach(refused -> report(refused, report));
    }

    private static void report(RefusedMaterial refused, Report report) {
        var profile = refused.profile();
        var process = profile.process();
        var bits = process.material("dh")
                .flatMap(DhParameters::parse)
                .map(DhParameters::bits)
                .orElse(0);
        report.at(
                        process,
                        "dh",
                        "%s: its DH parameters have %s bits, which its TLS library holds to be too few"
                                .formatted(refused.words(), bits))
                .andFile(process, "dh", "the parameters are in this file")
                .as(profile.severityOf(refused.fault()))
                .leadsTo(profile.refusal())
                .logs(refused.logs())
                .help("write `dh none`, known since 2.4, or make new ones: `openssl dhparam -out dh.pem 2048`");
    }
}
