package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.finding.Where;
import io.ovpnguard.pki.HeldKey;
import io.ovpnguard.rule.NeighbourRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.WholeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One static key serves several tunnels: that of {@code secret} more than two peers, or that of a server others too. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "one static key is used by several tunnels",
        severity = Severity.WARNING,
        evidence = "OpenVPN man page, Static Key Mode, options secret, tls-auth and tls-crypt")
public final class SharedStaticKey implements NeighbourRule {

    private static final String SECRET = "secret";

    /** A process that uses a key. */
    private record User(Bundle bundle, Profile profile, String option, Where where) {

        boolean isPeer() {
            return option.equals(SECRET);
        }

        /** A client's key is its server's; of how many servers is what counts. */
        boolean isServer() {
            return !isPeer() && profile.role() == Role.SERVER;
        }
    }

    @Override
    public void check(List<WholeBundle> bundles, Report report) {
        for (var users : users(bundles).values()) {
            var peers = users.stream().filter(User::isPeer).toList();
            var servers = users.stream().filter(User::isServer).toList();
            if (peers.size() > 2 || !peers.isEmpty() && !servers.isEmpty()) {
                var all = new ArrayList<>(peers);
                all.addAll(servers);
                report(
                        all,
                        servers.isEmpty()
                                ? "%d processes have this key for `secret`, which is for two".formatted(peers.size())
                                : "the key of this `secret` also protects the control channel of a server, whose clients all"
                                        + " have it",
                        "each of them can read and forge what the others send",
                        report);
            } else if (servers.stream().map(User::bundle).distinct().count() > 1) {
                report(
                                servers,
                                "%d servers that share no client have one key for their control channels"
                                        .formatted(servers.size()),
                                "whoever gets it from one gets past it at all of them",
                                report)
                        .as(Severity.INFO);
            }
        }
    }

    private static Report.Entry report(List<User> users, String message, String reach, Report report) {
        var entry = report.at(users.getFirst().where(), message + ": " + reach)
                .help("make a key for each of them: `openvpn --genkey secret static.key`");
        users.stream()
                .skip(1)
                .forEach(other -> entry.and(other.where(), "`%s` has the same key".formatted(other.option())));
        return entry;
    }

    /** {@return for each static key those who use it; one process may name a key twice} */
    private static Map<String, List<User>> users(List<WholeBundle> bundles) {
        var users = new LinkedHashMap<String, List<User>>();
        for (var bundle : bundles) {
            for (var place : bundle.keys()) {
                if (place.key() instanceof HeldKey.Static key) {
                    var known = users.computeIfAbsent(key.fingerprint(), _ -> new ArrayList<>());
                    place.uses().stream()
                            .map(use -> new User(bundle.bundle(), use.profile(), use.option(), place.where(use)))
                            .filter(user -> known.stream().noneMatch(other -> other.profile() == user.profile()))
                            .forEach(known::add);
                }
            }
        }
        return users;
    }
}
