package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.bundle.Versions;
import io.ovpnguard.manifest.Gathered.ReadMember;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Join;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import io.ovpnguard.syntax.ShellScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds the OpenVPN configs among the texts of objects. */
final class MemberReader {

    private final Function<VpnObject, AssumedVersions> assumptions;
    private final Gathered gathered;
    private final References references;

    /**
     * A text that is a config.
     *
     * @param included the texts that stand in it by {@code config}
     */
    private record Candidate(String name, VpnObject object, ConfigFile config, List<Source> included) {}

    MemberReader(Function<VpnObject, AssumedVersions> assumptions, Gathered gathered, References references) {
        this.assumptions = assumptions;
        this.gathered = gathered;
        this.references = references;
    }

    List<Member> read() {
        var candidates = new ArrayList<Candidate>();
        for (var object : gathered.objects()) {
            object.texts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry ->
                            candidate(entry.getKey(), entry.getValue(), object).ifPresent(candidates::add));
        }
        return processes(withoutBackups(candidates)).stream()
                .flatMap(candidate -> member(candidate).stream())
                .toList();
    }

    /** Beside the config that it was copied from, a copy would pass for a second process. */
    private List<Candidate> withoutBackups(List<Candidate> candidates) {
        var live = candidates.stream().filter(candidate -> !isBackup(candidate)).toList();
        var parts = included(live);
        candidates.stream()
                .filter(this::isBackup)
                .map(candidate -> candidate.config().source())
                .filter(source -> !parts.contains(source))
                .forEach(source ->
                        gathered.skip(source, "by its name a backup copy of a config: name it to have it judged"));
        return live;
    }

    private boolean isBackup(Candidate candidate) {
        return gathered.backups().contains(candidate.config().source());
    }

    /** What another config includes is a part of a process, no process; of a ring of configs, each is one. */
    private static List<Candidate> processes(List<Candidate> candidates) {
        var parts = included(candidates);
        var whole = candidates.stream()
                .filter(candidate -> !parts.contains(candidate.config().source()))
                .toList();
        var partsOfThese = included(whole);
        return candidates.stream()
                .filter(candidate -> !partsOfThese.contains(candidate.config().source()))
                .toList();
    }

    private static Set<Source> included(List<Candidate> candidates) {
        var parts = Collections.<Source>newSetFromMap(new IdentityHashMap<>());
        candidates.forEach(candidate -> parts.addAll(candidate.included()));
        return parts;
    }

    private Optional<Candidate> candidate(String name, Source text, VpnObject object) {
        var known = gathered.readings().get(text);
        if (known != null) {
            return known.map(config -> new Candidate(name, object, config, List.of()));
        }
        if (isWritingConfig(text)) {
            return Optional.empty();
        }
        var includes = new Included(object, text);
        var config = ConfigParser.parse(text, includes);
        var read = !ShellScript.isOne(text) && ConfigSniffer.isOpenVpn(config)
                ? Optional.of(config)
                : Optional.<ConfigFile>empty();
        if (!includes.asked) {
            gathered.readings().put(text, read);
        }
        return read.map(found -> new Candidate(name, object, found, includes.found));
    }

    private boolean isWritingConfig(Source text) {
        var script = ShellScript.hereDocuments(text).stream()
                .filter(document -> ConfigSniffer.isOpenVpn(ConfigParser.parse(document.text(), Includes.NONE)))
                .findFirst();
        script.ifPresent(document -> gathered.skip(
                document.span(), "a shell script writes an OpenVPN config: what the shell makes of it is not known"));
        return script.isPresent();
    }

    /** What a text includes, found by the object that holds it. */
    private final class Included implements Includes {

        private final VpnObject object;
        private final Source text;
        private final List<Source> found = new ArrayList<>();
        private boolean asked;

        private Included(VpnObject object, Source text) {
            this.object = object;
            this.text = text;
        }

        @Override
        public Optional<Source> find(Source from, String name) {
            asked = true;
            var named = references.find(object, name).flatMap(FileEntry::content);
            named.filter(source -> source != text).ifPresent(found::add);
            return named;
        }
    }

    private Optional<Member> member(Candidate candidate) {
        var source = candidate.config().source();
        var assumed = assumptions.apply(candidate.object());
        var known = gathered.members().get(source);
        if (known != null && known.assumed().equals(assumed)) {
            return Optional.of(known.member());
        }
        var remarks = gathered.remarks();
        var member = read(candidate);
        if (isAlone(candidate) && remarks == gathered.remarks()) {
            member.ifPresent(read -> gathered.members().put(source, new ReadMember(assumed, read)));
        }
        return member;
    }

    /** {@return whether no other text and no container has a part in it} */
    private boolean isAlone(Candidate candidate) {
        return candidate.included().isEmpty()
                && !ProfileFiles.namesAny(candidate.config())
                && !isContainer(candidate.object());
    }

    private Optional<Member> read(Candidate candidate) {
        var config = candidate.config();
        var placeholder = ConfigSniffer.placeholder(config);
        if (placeholder.isPresent()) {
            gathered.skip(
                    placeholder.get().span(),
                    "`" + candidate.name()
                            + "` holds placeholders, which something has yet to replace: render it first");
            return Optional.empty();
        }
        var home = home(candidate);
        var files = new ProfileFiles(references, candidate.object(), home, config);
        Stream.of(files.notGiven(), files.unopened())
                .flatMap(Optional::stream)
                .forEach(missing -> gathered.skip(missing.span(), missing.reason()));
        var assumed = assumptions.apply(home);
        var policy = assumed.policy();
        var role = role(candidate, home, assumed);
        var profile = new Profile(
                candidate.name(),
                role,
                config,
                files.given(),
                versions(role, config, home, assumed).narrowedBy(config),
                platform(role, home, assumed),
                policy.demands(),
                policy.libraries(asked(role, config)));
        Overrides.ignored(home.annotations(), policy).forEach(ignored -> gathered.skip(config.source(), ignored));
        return Optional.of(new Member(
                profile,
                home,
                files.authorities(),
                Overrides.value(home, Overrides.REVISION, policy),
                joined(config.source(), home, policy)));
    }

    private Optional<String> joined(Source config, VpnObject home, EffectivePolicy policy) {
        var wanted = Member.joins(home);
        var against = wanted.flatMap(namespace -> policy.joins().against(new Join(home.group(), namespace)));
        against.ifPresent(name -> gathered.skip(
                config,
                "beside the bundles of `%s`: policy \"%s\" lets no client of `%s` join them"
                        .formatted(wanted.orElseThrow(), name, home.group())));
        return wanted.filter(_ -> against.isEmpty());
    }

    /** The arguments of a container start a process; where its config is, the process is at home. */
    private VpnObject home(Candidate candidate) {
        return isContainer(candidate.object()) && !candidate.included().isEmpty()
                ? references.owner(candidate.included().getFirst()).orElse(candidate.object())
                : candidate.object();
    }

    private boolean isContainer(VpnObject object) {
        return gathered.containers().stream().anyMatch(container -> container.pod() == object);
    }

    private Role role(Candidate candidate, VpnObject object, AssumedVersions assumed) {
        var config = candidate.config();
        var name = candidate.included().isEmpty() || object == candidate.object()
                ? candidate.name()
                : candidate.included().getFirst().name();
        var roles = Overrides.value(object, Overrides.ROLES, assumed.policy());
        for (var stated : roles.orElse("").split(",")) {
            var equals = stated.indexOf('=');
            if (equals > 0 && stated.substring(0, equals).strip().equals(name)) {
                switch (stated.substring(equals + 1).strip()) {
                    case "server":
                        return Role.SERVER;
                    case "client":
                        return Role.CLIENT;
                    default:
                        gathered.unreadable(
                                object.title(), "annotation " + Overrides.ROLES + " knows `server` and `client` only");
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

    private Platform platform(Role role, VpnObject object, AssumedVersions assumed) {
        if (role != Role.CLIENT) {
            return Platform.UNKNOWN;
        }
        var stated = Overrides.value(object, Overrides.CLIENT_PLATFORM, assumed.policy());
        if (stated.isEmpty()) {
            return assumed.platform();
        }
        if (!stated.get().strip().equals("windows")) {
            gathered.unreadable(object.title(), "annotation " + Overrides.CLIENT_PLATFORM + " knows `windows` only");
            return assumed.platform();
        }
        return Platform.WINDOWS;
    }

    /** {@return as which of the two a process is told about: of static-key peers, who waits is taken for the server} */
    private static Role asked(Role role, ConfigFile config) {
        return role.listens(config) ? Role.SERVER : Role.CLIENT;
    }

    private Versions versions(Role role, ConfigFile config, VpnObject object, AssumedVersions assumed) {
        var isServer = asked(role, config) == Role.SERVER;
        var annotation = isServer ? Overrides.SERVER_VERSION : Overrides.CLIENT_VERSIONS;
        var other = isServer ? Overrides.CLIENT_VERSIONS : Overrides.SERVER_VERSION;
        if (role == Role.STATIC_KEY_PEER && !object.annotations().containsKey(annotation)) {
            // Who writes it need not think of either side as the server.
            annotation = other;
        }
        var stated = Overrides.value(object, annotation, assumed.policy());
        var otherwise = isServer ? assumed.server() : assumed.client();
        if (stated.isEmpty()) {
            return assumed.policy().allows(ByAnnotation.VERSIONS) ? otherwise : otherwise.notStatable();
        }
        try {
            return Versions.parse(stated.get(), role);
        } catch (IllegalArgumentException unknown) {
            gathered.unreadable(object.title(), "annotation " + annotation + ": " + unknown.getMessage());
            return otherwise;
        }
    }
}
