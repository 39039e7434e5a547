package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.predict.CertificateFault;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.OwnMaterial;
import io.ovpnguard.predict.PeerVerification;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A certificate that is no longer valid, or not yet, or not for long. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate is no longer valid, not yet valid, or ends soon",
        severity = Severity.ERROR,
        evidence = "OpenSSL: x509_check_cert_time of x509_vfy.c; OpenVPN 2.6: verify_callback of ssl_verify_openssl.c",
        logs = {
            "certificate has expired",
            "certificate is not yet valid",
            "VERIFY ERROR: depth=\\d, flags=(?:1|200)",
            "Your certificate has expired",
            "Your certificate is not yet valid"
        })
public final class ExpiredCertificate implements PairRule, ProfileRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .filter(rejected -> rejected.fault() == CertificateFault.EXPIRED
                        || rejected.fault() == CertificateFault.NOT_YET_VALID)
                .ifPresent(rejected -> {
                    var held = HeldCertificate.of(rejected, prediction);
                    report.at(
                                    held,
                                    "%s %s: the %s refuses it"
                                            .formatted(
                                                    held.title(rejected),
                                                    times(held.certificate(), prediction.at()),
                                                    rejected.by().word()))
                            .and(
                                    prediction.process(rejected.by()).source(),
                                    "this %s refuses it".formatted(rejected.by().word()))
                            .leadsTo(prediction.consequence(prediction.tls()))
                            .logs(LogLines.of(Phase.TLS, prediction))
                            .help(help(held));
                });
    }

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        var side = profile.side();
        HeldCertificate.own(process, side)
                .ifPresent(held -> warn(held, "the %s's certificate %%s".formatted(side.word()), profile, report));
        var material = OwnMaterial.of(process);
        intermediates(material.sent())
                .forEach(sent -> warn(
                        HeldCertificate.sent(sent, process, side),
                        "the authority %%s above the %s's certificate".formatted(side.word()),
                        profile,
                        report));
        var trusted = material.authorities().orElse(List.of());
        Stream.concat(lasting(trusted).stream(), intermediates(trusted))
                .distinct()
                .map(authority -> new HeldCertificate(authority, process, side, HeldCertificate.trustOption(process)))
                .forEach(held ->
                        warn(held, "the authority %%s that the %s trusts".formatted(side.word()), profile, report));
    }

    /** Beside an old authority that ends there may be its successor. */
    private static Optional<CertificateFacts> lasting(List<CertificateFacts> authorities) {
        return authorities.stream().max(Comparator.comparing(CertificateFacts::notAfter));
    }

    /** Of each name the one that lasts longest: the others may be what it has replaced. */
    private static Stream<CertificateFacts> intermediates(List<CertificateFacts> certificates) {
        return certificates.stream()
                .filter(certificate -> !certificate.isSelfIssued())
                .collect(Collectors.groupingBy(
                        certificate -> certificate.subject().canonical(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(ofOneName -> lasting(ofOneName).stream());
    }

    private static boolean isWorthTelling(CertificateFacts certificate, ProfileInVersion profile) {
        return profile.ofCertificates().isSoon(certificate.notAfter())
                || certificate.notBefore().isAfter(profile.at().plus(PeerVerification.GRACE));
    }

    private static void warn(HeldCertificate held, String what, ProfileInVersion profile, Report report) {
        if (!isWorthTelling(held.certificate(), profile)) {
            return;
        }
        report.at(
                        held,
                        "%s %s: %s%s"
                                .formatted(
                                        what.formatted(held.name()),
                                        times(held.certificate(), profile.at()),
                                        held.certificate().notAfter().isBefore(profile.at())
                                                        || held.certificate()
                                                                .notBefore()
                                                                .isAfter(profile.at())
                                                ? "who checks it refuses it"
                                                : "from then on who checks it refuses it",
                                        profile.ofCertificates()
                                                .remark(held.certificate().notAfter())))
                .as(Severity.WARNING)
                .help(help(held));
    }

    private static String times(CertificateFacts certificate, Instant at) {
        if (certificate.notBefore().isAfter(at)) {
            return "is valid from %s on only".formatted(HeldCertificate.day(certificate.notBefore()));
        }
        return (certificate.notAfter().isBefore(at) ? "ended on %s" : "ends on %s")
                .formatted(HeldCertificate.day(certificate.notAfter()));
    }

    private static String help(HeldCertificate held) {
        return "issue %s anew, and put it into `%s` of the %s"
                .formatted(held.name(), held.option(), held.side().word());
    }
}
