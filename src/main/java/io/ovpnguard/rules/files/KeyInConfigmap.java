package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Stored.Storage;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.HeldKey;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.KeyPlace;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;

/** A key stands where Kubernetes keeps no secrets. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a private or static key stands in a ConfigMap",
        severity = Severity.ERROR,
        evidence = "Kubernetes documentation, ConfigMaps: not for secret or encrypted data; OpenVPN man page, --genkey")
public final class KeyInConfigmap implements BundleRule {

    @Override
    public void check(WholeBundle bundle, Report report) {
        for (var place : bundle.keys()) {
            if (place.storage() == Storage.CONFIG_MAP) {
                report.at(
                                place,
                                "the %s stands in a ConfigMap: %s"
                                        .formatted(place.key().title(), reach(place)))
                        .as(severity(place))
                        .help("move it into a Secret, and replace it by a new one");
            }
        }
    }

    private static String reach(KeyPlace place) {
        return switch (place.key()) {
            case HeldKey.Private _ -> "whoever may read ConfigMaps can pose as its owner";
            case HeldKey.Static _ ->
                place.isUsedAs("secret")
                        ? "whoever may read ConfigMaps can read the tunnel"
                        : "whoever may read ConfigMaps gets past it";
            case HeldKey.TlsCrypt _ -> "whoever may read ConfigMaps gets past it";
        };
    }

    /** The control channel's own keys stand before TLS, which still asks for a certificate. */
    private static Severity severity(KeyPlace place) {
        return place.key() instanceof HeldKey.Private || place.isUsedAs("secret") ? Severity.ERROR : Severity.WARNING;
    }
}
