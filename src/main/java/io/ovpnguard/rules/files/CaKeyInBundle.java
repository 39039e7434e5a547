package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Stored;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import io.ovpnguard.syntax.InlineBlock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The authority's own key is deployed, which no OpenVPN process needs. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the certificate authority's private key is deployed",
        severity = Severity.WARNING,
        evidence = "OpenVPN HOWTO, key files: ca.key is needed by the key signing machine only")
public final class CaKeyInBundle implements BundleRule {

    @Override
    public void check(WholeBundle bundle, Report report) {
        var names = authorities(bundle.bundle())
                .collect(Collectors.toMap(
                        authority -> authority.key().fingerprint(), CaKeyInBundle::name, (one, _) -> one));
        for (var place : bundle.keys()) {
            place.fingerprint()
                    .flatMap(fingerprint -> Optional.ofNullable(names.get(fingerprint)))
                    .ifPresent(name -> report.at(
                                    place,
                                    "the private key of the certificate authority %s is deployed: whoever has it can make"
                                                    .formatted(name)
                                            + " clients and servers")
                            .help("keep it where certificates are signed, and deploy `ca.crt` only"));
        }
    }

    private static Stream<CertificateFacts> authorities(Bundle bundle) {
        var inline = bundle.profiles()
                .flatMap(profile -> profile.config().all("ca"))
                .flatMap(directive -> directive.inline().stream())
                .map(InlineBlock::text)
                .distinct()
                .map(KeyText::of);
        var configs =
                bundle.profiles().map(profile -> profile.config().source()).collect(Collectors.toSet());
        var stored = bundle.stored().stream()
                .map(Stored::text)
                .filter(text -> !configs.contains(text))
                .map(KeyText::of)
                .filter(KeyText::holdsMaterial);
        return Stream.concat(inline, stored)
                .flatMap(text -> CertificateFile.parse(text).certificates().stream())
                .filter(certificate -> certificate.usages().isAuthority().orElse(false));
    }

    private static String name(CertificateFacts authority) {
        return "`" + authority.commonName().orElse("without a name") + "`";
    }
}
