package io.ovpnguard.manifest;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the OpenVPN configs among the texts of objects. */
final class MemberReader {

    private static final String SERVER_VERSION = "ovpnguard.io/openvpn-version";
    private static final String CLIENT_VERSIONS = "ovpnguard.io/client-versions";
    private static final String ROLES = "ovpnguard.io/roles";

    private final AssumedVersions assumed;
    private final Gathered gathered;
    private final References references;

    /** Texts that another config includes: they are parts of a process, not processes. */
    private final Set<Source> included = Collections.newSetFromMap(new IdentityHashMap<>());

    MemberReader(AssumedVersions assumed, Gathered gathered, References references) {
        this.assumed = assumed;
        this.gathered = gathered;
        this.references = references;
    }

    List<Member> read() {
        var members = new ArrayList<Member>();
        for (var object : gathered.objects()) {
            object.texts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry ->
                            member(entry.getKey(), entry.getValue(), object).ifPresent(members::add));
        }
        return members.stream()
                .filter(member -> !included.contains(member.profile().config().source()))
                .toList();
    }

    private Optional<Member> member(String name, Source text, VpnObject object) {
        var within = new ArrayList<Source>();
        var config = ConfigParser.parse(text, (from, wanted) -> {
            var found = references.find(object, wanted);
            found.filter(source -> source != text).ifPresent(within::add);
            return found;
        });
        if (!ConfigSniffer.isOpenVpn(config)) {
            return Optional.empty();
        }
        included.addAll(within);
        if (ConfigSniffer.isTemplate(config)) {
            gathered.skip(text, "`" + name + "` holds template placeholders: render it first");
            return Optional.empty();
        }
        var files = new ProfileFiles(references, object, config);
        files.notGiven().ifPresent(missing -> gathered.skip(missing.span(), missing.reason()));
        var role = role(name, config, object);
        var profile = new Profile(
                name, role, config, files.given(), versions(role, object).narrowedBy(config));
        return Optional.of(new Member(profile, object, files.authorities()));
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
                        gathered.unreadable(
                                object.title(), "annotation " + ROLES + " knows `server` and `client` only");
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
            gathered.unreadable(object.title(), "annotation " + annotation + ": " + unknown.getMessage());
            return otherwise;
        }
    }
}
