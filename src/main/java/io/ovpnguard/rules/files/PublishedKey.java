package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;

/** A key is a published sample, such as those that OpenVPN's source comes with. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a key is a published sample",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.1 to 2.7: sample-keys/README of the source")
public final class PublishedKey implements BundleRule {

    @Override
    public void check(WholeBundle bundle, Report report) {
        for (var place : bundle.keys()) {
            place.key()
                    .sample()
                    .ifPresent(sample -> report.at(
                                    place,
                                    "the %s is the sample `%s`, which everybody has"
                                            .formatted(place.key().title(), sample))
                            .help("make a new one, with `openvpn --genkey` or your certificate authority"));
        }
    }
}
