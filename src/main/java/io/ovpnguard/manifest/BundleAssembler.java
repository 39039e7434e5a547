package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Bundle;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.bundle.Pair;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.finding.Where;
import io.ovpnguard.pki.CertificateFingerprints;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the OpenVPN configs among texts, and puts servers beside the clients that belong to them. */
final class BundleAssembler {

    private static final String SERVER_VERSION = "ovpnguard.io/openvpn-version";
    private static final String CLIENT_VERSIONS = "ovpnguard.io/client-versions";
    private static final String ROLES = "ovpnguard.io/roles";

    private final AssumedVersions assumed;
    private final List<NotInspected> notInspected;
    private final List<String> unreadable;

    BundleAssembler(AssumedVersions assumed, List<NotInspected> notInspected, List<String> unreadable) {
        this.assumed = assumed;
        this.notInspected = notInspected;
        this.unreadable = unreadable;
    }

    /** {@return bundles, by namespace and name; a client without a server is a bundle of its own} */
    List<Bundle> assemble(List<VpnObject> objects) {
        var members =
                objects.stream().flatMap(object -> members(object).stream()).toList();
        var servers = members.stream()
                .filter(member -> member.profile().role() == Role.SERVER)
                .toList();
        var clients = members.stream()
                .filter(member -> member.profile().role() != Role.SERVER)
                .toList();
        var pairs = pairs(servers, clients);
        var bundles = new ArrayList<Bundle>();
        for (var server : servers) {
            var ofServer = pairs.stream()
                    .filter(pair -> pair.server() == server.profile())
                    .toList();
            bundles.add(new Bundle(
                    server.object().group(),
                    server.bundleName(),
                    List.of(server.profile()),
                    ofServer.stream().map(Pair::client).toList(),
                    ofServer));
        }
        clients.stream()
                .filter(client -> pairs.stream().noneMatch(pair -> pair.client() == client.profile()))
                .map(client -> new Bundle(
                        client.object().group(), client.bundleName(), List.of(), List.of(client.profile()), List.of()))
                .forEach(bundles::add);
        bundles.sort(Comparator.comparing(Bundle::namespace).thenComparing(Bundle::name));
        return bundles;
    }

    private static List<Pair> pairs(List<Member> servers, List<Member> clients) {
        var pairs = new ArrayList<Pair>();
        for (var client : clients) {
            var isOnly = servers.stream()
                            .filter(server -> server.object()
                                    .group()
                                    .equals(client.object().group()))
                            .count()
                    == 1;
            for (var server : servers) {
                switch (server.tie(client, isOnly)) {
                    case CERTAIN -> pairs.add(new Pair(server.profile(), client.profile(), false));
                    case GUESSED -> pairs.add(new Pair(server.profile(), client.profile(), true));
                    case NONE -> {}
                }
            }
        }
        return pairs;
    }

    private List<Member> members(VpnObject object) {
        var members = new ArrayList<Member>();
        object.texts().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var config = ConfigParser.parse(
                    entry.getValue(),
                    (from, name) -> Optional.ofNullable(object.texts().get(baseName(name))));
            if (ConfigSniffer.isOpenVpn(config)) {
                member(entry.getKey(), config, object).ifPresent(members::add);
            }
        });
        return members;
    }

    private Optional<Member> member(String name, ConfigFile config, VpnObject object) {
        var isTemplate = config.directives().stream()
                .flatMap(directive -> directive.arguments().stream())
                .anyMatch(argument ->
                        argument.value().contains("{{") || argument.value().contains("${"));
        if (isTemplate) {
            notInspected.add(new NotInspected(
                    new Where.Absent(config.source()), "`" + name + "` holds template placeholders: render it first"));
            return Optional.empty();
        }
        var role = role(name, config, object);
        var profile = new Profile(
                name,
                role,
                config,
                files(config, object),
                versions(role, object).narrowedBy(config));
        return Optional.of(new Member(profile, object, authorities(config, object)));
    }

    private Role role(String name, ConfigFile config, VpnObject object) {
        for (var stated : object.annotations().getOrDefault(ROLES, "").split(",")) {
            var equals = stated.indexOf('=');
            if (equals > 0 && stated.substring(0, equals).strip().equals(name)) {
                switch (stated.substring(equals + 1).strip()) {
                    case "server":
                        return Role.SERVER;
                    case "client":
                        return Role.CLIENT;
                    default:
                        unreadable.add(object.ref().map(ObjectRef::toString).orElse(object.group()) + ": annotation "
                                + ROLES + " knows `server` and `client` only");
                }
            }
        }
        var isServer = config.has("server")
                || config.has("server-bridge")
                || config.has("tls-server")
                || config.all("mode").anyMatch(mode -> mode.value(0).equals(Optional.of("server")));
        if (isServer) {
            return Role.SERVER;
        }
        return config.has("secret") ? Role.STATIC_KEY_PEER : Role.CLIENT;
    }

    private Versions versions(Role role, VpnObject object) {
        var annotation = role == Role.SERVER ? SERVER_VERSION : CLIENT_VERSIONS;
        var stated = object.annotations().get(annotation);
        var otherwise = role == Role.SERVER ? assumed.server() : assumed.client();
        if (stated == null) {
            return otherwise;
        }
        try {
            return Versions.parse(stated);
        } catch (IllegalArgumentException unknown) {
            unreadable.add(object.ref().map(ObjectRef::toString).orElse(object.group()) + ": annotation " + annotation
                    + ": " + unknown.getMessage());
            return otherwise;
        }
    }

    /** The other texts of the object, by the names that the config uses: a mounted key has any path, but its own name. */
    private static Files files(ConfigFile config, VpnObject object) {
        var entries = new HashMap<String, FileEntry>();
        for (var directive : config.directives()) {
            directive
                    .value(0)
                    .ifPresent(name -> Optional.ofNullable(object.texts().get(baseName(name)))
                            .ifPresent(source -> entries.put(name, FileEntry.of(source))));
        }
        return new Files(entries, false);
    }

    private static Set<String> authorities(ConfigFile config, VpnObject object) {
        return config.last("ca")
                .map(ca -> ca.inline()
                        .map(block -> CertificateFingerprints.of(block.text()))
                        .or(() -> ca.value(0)
                                .map(name -> object.texts().get(baseName(name)))
                                .map(CertificateFingerprints::of))
                        .orElse(Set.of()))
                .orElse(Set.of());
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
