package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.RefusedMaterial;
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
        profile.refusedMaterial().stream()
                .filter(refused -> refused.fault().kind() == Kind.FOREIGN_KEY)
                .forEach(refused -> HeldCertificate.own(profile.process(), profile.side())
                        .ifPresent(held -> report(refused, held, report)));
    }

    private static void report(RefusedMaterial refused, HeldCertificate held, Report report) {
        var profile = refused.profile();
        var process = profile.process();
        var option = refused.fault().option();
        report.at(
                        refused,
                        "%s: its private key is not that of its certificate %s".formatted(refused.words(), held.name()))
                .andFile(process, option, "the key is in this file")
                .and(process, held.option(), "the certificate")
                .andFile(process, held.option(), "the certificate is in this file")
                .as(profile.severityOf(refused.fault()))
                .leadsTo(profile.refusal())
                .logs(refused.logs())
                .help(
                        "put the key with which %s was requested into `key` of the %s, or issue a certificate for the key that is there"
                                .formatted(held.name(), profile.side().word()));
    }
}
