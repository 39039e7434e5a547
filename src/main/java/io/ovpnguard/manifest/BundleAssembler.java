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
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Directive;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
    private final Map<Path, Source> plainFiles = new HashMap<>();
    private final List<NotInspected> notInspected;
    private final List<String> unreadable;

    BundleAssembler(AssumedVersions assumed, List<NotInspected> notInspected, List<String> unreadable) {
        this.assumed = assumed;
        this.notInspected = notInspected;
        this.unreadable = unreadable;
    }

    /** {@return bundles, by namespace and name; a client without a server is a bundle of its own} */
    List<Bundle> assemble(List<VpnObject> objects) {
        objects.stream()
                .filter(object -> object.ref().isEmpty())
                .forEach(folder -> folder.texts()
                        .forEach((name, text) -> plainFiles.put(
                                Path.of(folder.group()).resolve(name).normalize(), text)));
        var members =
                objects.stream().flatMap(object -> members(object).stream()).toList();
        var servers = members.stream().filter(Member::listens).toList();
        var clients = members.stream().filter(member -> !member.listens()).toList();
        var pairs = Pairing.of(servers, clients);
        return connected(members, pairs).stream()
                .map(together -> bundle(together, pairs))
                .sorted(Comparator.comparing(Bundle::namespace).thenComparing(Bundle::name))
                .toList();
    }

    /** {@return the members, divided so that pairs stay together} */
    private static List<List<Member>> connected(List<Member> members, List<Pair> pairs) {
        var groups = new IdentityHashMap<Profile, List<Member>>();
        members.forEach(member -> groups.put(member.profile(), new ArrayList<>(List.of(member))));
        for (var pair : pairs) {
            var ours = groups.get(pair.server());
            var theirs = groups.get(pair.client());
            if (ours != theirs) {
                ours.addAll(theirs);
                theirs.forEach(member -> groups.put(member.profile(), ours));
            }
        }
        var seen = Collections.<List<Member>>newSetFromMap(new IdentityHashMap<>());
        return members.stream()
                .map(member -> groups.get(member.profile()))
                .filter(seen::add)
                .toList();
    }

    private static Bundle bundle(List<Member> together, List<Pair> pairs) {
        var first = together.stream().filter(Member::listens).findFirst().orElse(together.getFirst());
        var profiles = Collections.<Profile>newSetFromMap(new IdentityHashMap<>());
        together.forEach(member -> profiles.add(member.profile()));
        return new Bundle(
                first.object().ref().isPresent() ? first.namespace() : "",
                first.bundleName(),
                together.stream().filter(Member::listens).map(Member::profile).toList(),
                together.stream()
                        .filter(member -> !member.listens())
                        .map(Member::profile)
                        .toList(),
                pairs.stream().filter(pair -> profiles.contains(pair.client())).toList());
    }

    private List<Member> members(VpnObject object) {
        var members = new ArrayList<Member>();
        object.texts().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var config = ConfigParser.parse(entry.getValue(), (from, name) -> find(object, name));
            if (ConfigSniffer.isOpenVpn(config)) {
                member(entry.getKey(), config, object).ifPresent(members::add);
            }
        });
        return members;
    }

    private Optional<Member> member(String name, ConfigFile config, VpnObject object) {
        if (ConfigSniffer.isTemplate(config)) {
            notInspected.add(new NotInspected(
                    new Where.Absent(config.source()), "`" + name + "` holds template placeholders: render it first"));
            return Optional.empty();
        }
        config.all("config").filter(include -> !isGiven(include, object)).forEach(this::notGiven);
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
    private Files files(ConfigFile config, VpnObject object) {
        var entries = new HashMap<String, FileEntry>();
        for (var directive : config.directives()) {
            directive
                    .value(0)
                    .ifPresent(name -> find(object, name).ifPresent(source -> entries.put(name, FileEntry.of(source))));
        }
        return new Files(entries, false);
    }

    private Set<String> authorities(ConfigFile config, VpnObject object) {
        return config.last("ca")
                .map(ca -> ca.inline()
                        .map(block -> CertificateFingerprints.of(block.text()))
                        .or(() ->
                                ca.value(0).flatMap(name -> find(object, name)).map(CertificateFingerprints::of))
                        .orElse(Set.of()))
                .orElse(Set.of());
    }

    private boolean isGiven(Directive reference, VpnObject object) {
        return reference.value(0).flatMap(name -> find(object, name)).isPresent();
    }

    private void notGiven(Directive include) {
        notInspected.add(new NotInspected(
                new Where.At(include.valueSpan()), "the file that `config` names is not among the given ones"));
    }

    /**
     * {@return what a config means by a name, among what was given}
     *
     * <p>A key is mounted anywhere, but under its own name; so is a plain file that has an absolute name. Other names of
     * plain files are relative to the config's folder. Nothing is opened here, so no name leads out of the given paths.
     */
    private Optional<Source> find(VpnObject object, String name) {
        if (object.ref().isPresent() || name.startsWith("/")) {
            return Optional.ofNullable(object.texts().get(baseName(name)));
        }
        try {
            return Optional.ofNullable(
                    plainFiles.get(Path.of(object.group()).resolve(name).normalize()));
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
