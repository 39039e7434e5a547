package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.KeyPlace;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A client has the private key of its server. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a client uses the private key of its server",
        severity = Severity.ERROR,
        evidence = "OpenVPN man page, --key: each peer has its own; HOWTO, key files")
public final class ServerKeyInClient implements BundleRule {

    @Override
    public void check(Bundle bundle, Report report) {
        var places = KeyPlace.of(bundle).stream()
                .filter(place -> place.fingerprint().isPresent() && place.isUsedAs("key"))
                .toList();
        for (var ofServer : places) {
            places.stream()
                    .filter(place -> isUsedBy(place, Role.CLIENT)
                            && isUsedBy(ofServer, Role.SERVER)
                            && place.fingerprint().equals(ofServer.fingerprint()))
                    .forEach(ofClient -> report.at(
                                    ofClient.where(),
                                    "the client has the server's private key: whoever has this profile can pose as the"
                                            + " server")
                            .and(ofServer.where(), "the server has the same key")
                            .help("make a certificate and a key for this client, and new ones for the server"));
        }
    }

    private static boolean isUsedBy(KeyPlace place, Role role) {
        return place.uses().stream().anyMatch(use -> use.profile().role() == role);
    }
}
