package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.DistinguishedName;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.OwnMaterial;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.List;

/** A certificate whose chain does not lead to an authority that the other side trusts. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate does not come from an authority that the other side trusts",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: verify_callback of ssl_verify_openssl.c; OpenSSL: build_chain and internal_verify of x509_vfy.c",
        logs = {
            "unable to get (?:local )?issuer certificate",
            "self[- ]signed certificate",
            "certificate signature failure",
            "VERIFY ERROR: depth=\\d, flags=8",
            "TLS Error: TLS handshake failed"
        })
public final class UntrustedCertificate implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction.tls().rejected().ifPresent(rejected -> {
            switch (rejected.fault()) {
                case UNKNOWN_ISSUER, UNKNOWN_ROOT, SELF_SIGNED, SELF_SIGNED_AUTHORITY, BAD_SIGNATURE ->
                    report(rejected, prediction, report);
                default -> {}
            }
        });
    }

    private static void report(Rejected rejected, Prediction prediction, Report report) {
        var holder = rejected.by().other();
        var by = rejected.by().word();
        var verifier = prediction.process(rejected.by());
        var trusted = OwnMaterial.of(verifier).authorities().orElse(List.of());
        var shown = HeldCertificate.own(prediction.process(holder), holder).orElseThrow();
        var option = HeldCertificate.trustOption(verifier);
        report.at(
                        shown,
                        "the %s does not take the %s's certificate %s: %s"
                                .formatted(by, holder.word(), shown.name(), reason(rejected, trusted)))
                .and(verifier, option, "the %s trusts %s".formatted(by, trusted(trusted)))
                .andFile(verifier, option, "the trusted authorities are in this file")
                .leadsTo(prediction.consequence(prediction.tls()))
                .logs(LogLines.of(Phase.TLS, prediction))
                .help(help(rejected, option));
    }

    private static String trusted(List<CertificateFacts> authorities) {
        return authorities.isEmpty() ? "no authority" : HeldCertificate.names(authorities);
    }

    private static String reason(Rejected rejected, List<CertificateFacts> trusted) {
        var at = rejected.at();
        var issuer = HeldCertificate.issuer(at);
        return switch (rejected.fault()) {
            case SELF_SIGNED ->
                "it signed itself, and the %s does not trust it"
                        .formatted(rejected.by().word());
            case SELF_SIGNED_AUTHORITY ->
                isNamed(at.subject(), trusted)
                        ? "the authority above it is another %s than the one trusted"
                                .formatted(HeldCertificate.name(at))
                        : "the %s does not trust the authority %s above it"
                                .formatted(rejected.by().word(), HeldCertificate.name(at));
            case BAD_SIGNATURE ->
                "the trusted %s did not sign %s"
                        .formatted(issuer, rejected.depth() == 0 ? "it" : HeldCertificate.name(at));
            default -> {
                var isNamesake = isNamed(at.issuer(), trusted);
                if (rejected.depth() == 0) {
                    yield isNamesake
                            ? "its issuer is another %s than the one trusted".formatted(issuer)
                            : "its issuer %s is not trusted".formatted(issuer);
                }
                yield "the authority %s above it was issued by ".formatted(HeldCertificate.name(at))
                        + (isNamesake
                                ? "another %s than the one trusted".formatted(issuer)
                                : "%s, which is not trusted".formatted(issuer));
            }
        };
    }

    private static boolean isNamed(DistinguishedName name, List<CertificateFacts> trusted) {
        return trusted.stream().anyMatch(found -> found.subject().canonical().equals(name.canonical()));
    }

    private static String help(Rejected rejected, String option) {
        return "put the certificate of %s into `%s` of the %s, or, if that is an intermediate authority, append it to `cert` of the %s"
                .formatted(
                        HeldCertificate.issuer(rejected.at()),
                        option,
                        rejected.by().word(),
                        rejected.by().other().word());
    }
}
