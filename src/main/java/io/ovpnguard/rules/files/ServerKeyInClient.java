package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.KeyPlace;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A client has the private key of its server. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a client uses the private key of its server",
        severity = Severity.ERROR,
        evidence = "OpenVPN man page, --key: each peer has its own; HOWTO, key files")
public final class ServerKeyInClient implements BundleRule {

    @Override
    public void check(WholeBundle bundle, Report report) {
        var ofServers = keysOf(Role.SERVER, bundle)
                .collect(Collectors.groupingBy(place -> place.fingerprint().orElseThrow()));
        keysOf(Role.CLIENT, bundle)
                .forEach(ofClient -> ofServers
                        .getOrDefault(ofClient.fingerprint().orElseThrow(), List.of())
                        .forEach(ofServer -> report.at(
                                        ofClient,
                                        "the client has the server's private key: whoever has this profile can pose as the"
                                                + " server")
                                .and(ofServer.where(), "the server has the same key")
                                .help("make a certificate and a key for this client, and new ones for the server")));
    }

    private static Stream<KeyPlace> keysOf(Role role, WholeBundle bundle) {
        return bundle.keys().stream()
                .filter(place -> place.fingerprint().isPresent() && place.isUsedAs("key"))
                .filter(place ->
                        place.uses().stream().anyMatch(use -> use.profile().role() == role));
    }
}
