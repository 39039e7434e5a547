package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A private key that does not belong to the certificate beside it. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the private key belongs to another certificate",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: tls_ctx_load_priv_file of ssl_openssl.c; OpenSSL: SSL_CTX_check_private_key",
        logs = {
            "key values mismatch",
            "key type mismatch",
            "Private key does not match the certificate",
            "Cannot load private key file"
        })
public final class KeyOfAnotherCertificate implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        Predictor.refusal(process)
                .ifPresent(refusal -> refusal.material()
                        .filter(fault -> fault.kind() == Kind.FOREIGN_KEY)
                        .ifPresent(fault -> HeldCertificate.own(process, profile.side())
                                .ifPresent(held -> report.at(
                                                process,
                                                fault.option(),
                                                "the %s does not start: its private key is not that of its certificate %s"
                                                        .formatted(
                                                                profile.side().word(), held.name()))
                                        .andFile(process, fault.option(), "the key is in this file")
                                        .and(process, held.option(), "the certificate")
                                        .andFile(process, held.option(), "the certificate is in this file")
                                        .as(profile.severityOf(fault))
                                        .leadsTo(profile.refusal())
                                        .logs(profile.logs(refusal))
                                        .help(
                                                "put the key with which %s was requested into `key` of the %s, or issue a certificate for the key that is there"
                                                        .formatted(
                                                                held.name(),
                                                                profile.side().word())))));
    }
}
