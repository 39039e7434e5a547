package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.KeyPlace;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Several clients have one private key. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "several clients use one private key",
        severity = Severity.WARNING,
        evidence =
                "OpenVPN 2.6: multi_connection_established and multi_delete_dup of multi.c; man page, --duplicate-cn")
public final class SharedClientKey implements BundleRule {

    @Override
    public void check(WholeBundle bundle, Report report) {
        var isMeant = bundle.bundle().servers().stream()
                .anyMatch(server -> server.config().has("duplicate-cn"));
        for (var sharing : users(bundle).values()) {
            if (sharing.size() > 1) {
                var first = sharing.entrySet().iterator().next();
                var entry = report.at(first.getValue(), message(sharing.size(), isMeant))
                        .as(isMeant ? Severity.INFO : Severity.WARNING)
                        .help("make a certificate and a key for each client");
                sharing.entrySet().stream()
                        .skip(1)
                        .forEach(other -> entry.and(other.getValue(), "has the same private key"));
            }
        }
    }

    private static String message(int clients, boolean isMeant) {
        return "%d clients have the same private key: %s"
                .formatted(
                        clients,
                        isMeant
                                ? "the server takes them for one, and none can be locked out alone"
                                : "each that connects throws the one before it out");
    }

    /** {@return for each private key its clients, and where they take it from} */
    private static Map<String, Map<Profile, Where>> users(WholeBundle bundle) {
        return bundle.keys().stream()
                .filter(place -> place.fingerprint().isPresent())
                .collect(Collectors.groupingBy(
                        place -> place.fingerprint().orElseThrow(),
                        LinkedHashMap::new,
                        Collectors.flatMapping(
                                place -> clients(place).stream().map(use -> Map.entry(use.profile(), place.where(use))),
                                Collectors.toMap(
                                        Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new))));
    }

    private static List<KeyPlace.Use> clients(KeyPlace place) {
        return place.uses().stream()
                .filter(use -> use.option().equals("key") && use.profile().role() == Role.CLIENT)
                .toList();
    }
}
