package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Demands.Least;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.KeyFacts;
import io.ovpnguard.predict.OwnMaterial;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PolicyWords;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.List;
import java.util.Optional;

/** A certificate whose key is shorter than a policy asks for. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a certificate's key is shorter than a policy asks for",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: tls_ctx_load_cert_file and tls_ctx_load_ca of ssl_openssl.c; RFC 5280, section 4.1.2.7")
public final class ShortKey implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var demands = profile.profile().demands();
        if (demands.isNone()
                || demands.leastRsaBits().isEmpty() && demands.leastEcBits().isEmpty()) {
            return;
        }
        var process = profile.process();
        var side = profile.side();
        var material = OwnMaterial.of(process);
        HeldCertificate.own(process, side)
                .ifPresent(held -> tell(held, "the %s's certificate %%s".formatted(side.word()), demands, report));
        var trusted = material.authorities().orElse(List.of());
        material.sent().stream()
                .filter(sent -> !trusted.contains(sent))
                .forEach(sent -> tell(
                        HeldCertificate.sent(sent, process, side),
                        "the authority %%s above the %s's certificate".formatted(side.word()),
                        demands,
                        report));
        trusted.stream()
                .map(authority -> new HeldCertificate(authority, process, side, HeldCertificate.trustOption(process)))
                .forEach(held ->
                        tell(held, "the authority %%s that the %s trusts".formatted(side.word()), demands, report));
    }

    private static void tell(HeldCertificate held, String what, Demands demands, Report report) {
        asked(held.certificate(), demands)
                .ifPresent(asked -> report.at(
                                held,
                                "%s has %s, %s"
                                        .formatted(
                                                what.formatted(held.name()),
                                                HeldCertificate.key(held.certificate()),
                                                PolicyWords.asks(
                                                        asked.policy(), "at least " + asked.value() + " bits")))
                        .help("issue %s anew, with a longer key".formatted(held.name())));
    }

    /** {@return what is asked for and not there; of a curve that is not known, nothing is said} */
    private static Optional<Least> asked(CertificateFacts certificate, Demands demands) {
        var key = certificate.key();
        return switch (key.algorithm()) {
            case RSA, RSA_PSS -> shorter(key, demands.leastRsaBits());
            case EC, ED25519, ED448 -> shorter(key, demands.leastEcBits());
            case OTHER -> Optional.empty();
        };
    }

    private static Optional<Least> shorter(KeyFacts key, Optional<Least> asked) {
        return asked.filter(least -> key.bits() > 0 && key.bits() < least.value());
    }
}
