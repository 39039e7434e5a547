package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.BundleRule;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Clients of one server whose certificates have the same name: each that comes throws out the one before. Clients with the same key are another defect. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "clients of one server have certificates of the same name",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.6: multi_delete_dup of multi.c; man page, option duplicate-cn",
        logs = {"will cause previous active sessions by this client to be dropped"})
public final class DuplicateCommonName implements BundleRule {

    /** With these another name than the certificate's counts, or no certificate is asked for. */
    private static final List<String> OTHERWISE = List.of(
            "duplicate-cn",
            "username-as-common-name",
            "x509-username-field",
            "client-cert-not-required",
            "verify-client-cert");

    @Override
    public void check(WholeBundle whole, Report report) {
        var bundle = whole.bundle();
        for (var server : bundle.servers()) {
            var clients = bundle.pairs().stream()
                    .filter(pair -> pair.server() == server)
                    .toList();
            if (clients.size() > 1 && OTHERWISE.stream().noneMatch(server.config()::has)) {
                byName(clients).values().stream()
                        .filter(same -> same.size() > 1)
                        .forEach(same -> report(server, same, report));
            }
        }
    }

    private static LinkedHashMap<String, List<HeldCertificate>> byName(List<Pair> pairs) {
        var byName = new LinkedHashMap<String, List<HeldCertificate>>();
        pairs.forEach(
                pair -> HeldCertificate.own(process(pair.client()), Side.CLIENT).ifPresent(held -> add(held, byName)));
        return byName;
    }

    private static void add(HeldCertificate held, LinkedHashMap<String, List<HeldCertificate>> byName) {
        held.certificate().commonName().ifPresent(name -> {
            var same = byName.computeIfAbsent(name, _ -> new ArrayList<>());
            var key = held.certificate().key();
            if (same.stream().noneMatch(other -> other.certificate().key().equals(key))) {
                same.add(held);
            }
        });
    }

    private static void report(Profile server, List<HeldCertificate> clients, Report report) {
        var first = clients.getFirst();
        var entry = report.at(
                first,
                "%d clients have certificates with the same name %s, and the server has no `duplicate-cn`: each that comes throws out the one before"
                        .formatted(clients.size(), first.name()));
        clients.stream()
                .skip(1)
                .forEach(client -> entry.and(client.process(), client.option(), "this one has the same name"));
        entry.and(server.config().source(), "this is the server")
                .leadsTo(Consequence.WORKS_WITH_WARNING)
                .help("issue each client a certificate with a CN of its own, or write `duplicate-cn` in the server");
    }

    /** A certificate is the same at each version. */
    private static Process process(Profile profile) {
        return Process.of(profile, profile.versions().candidates().getFirst());
    }
}
