package io.ovpnguard.bundle;

import io.ovpnguard.option.Build;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ReadOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions that a process may run.
 *
 * @param candidates ascending, never empty
 * @param stated whether somebody said so; else they are assumed
 * @param excluded assumed versions that the config's own options leave out, ascending
 * @param statable whether an annotation of its object may say so
 */
public record Versions(List<Version> candidates, boolean stated, List<Version> excluded, boolean statable) {

    /** Servers in the field, when nobody says more. */
    public static final Versions ASSUMED_SERVER = new Versions(List.of(Version.V2_6, Version.V2_7), false);

    /** Clients in the field, when nobody says more. */
    public static final Versions ASSUMED_CLIENT =
            new Versions(List.of(Version.V2_4, Version.V2_5, Version.V2_6, Version.V2_7), false);

    public Versions(List<Version> candidates, boolean stated) {
        this(candidates, stated, List.of(), true);
    }

    public Versions {
        candidates = candidates.stream().sorted().distinct().toList();
        excluded = excluded.stream().sorted().distinct().toList();
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("a process runs some version");
        }
    }

    /** {@return versions that somebody stated} */
    public static Versions stated(List<Version> candidates) {
        return new Versions(candidates, true);
    }

    /**
     * {@return the versions that a list names, such as {@code 2.4-2.7, connect-3}}
     *
     * @param role whose versions they are: no server is made from the OpenVPN 3 core
     * @throws IllegalArgumentException when a name is no known version; the message says which and what is known
     */
    public static Versions parse(String list, Role role) {
        var candidates = new ArrayList<Version>();
        for (var part : list.split(",")) {
            if (Version.parseClient(part).filter(Version::isConnect).isPresent()) {
                if (role == Role.SERVER) {
                    throw new IllegalArgumentException("`" + part.strip() + "` can be a client's version only");
                }
                candidates.add(Version.CONNECT_3);
                continue;
            }
            var dash = part.indexOf('-');
            var first = version(dash < 0 ? part : part.substring(0, dash), role);
            var last = dash < 0 ? first : version(part.substring(dash + 1), role);
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("no versions from " + first + " to " + last);
            }
            Version.ALL.stream()
                    .filter(version -> version.isAtLeast(first) && last.isAtLeast(version))
                    .forEach(candidates::add);
        }
        return stated(candidates);
    }

    /**
     * {@return these versions, without those assumed ones that would exit at an option of the config; when none is left,
     * all of them}
     */
    public Versions narrowedBy(ConfigFile config) {
        if (stated) {
            return this;
        }
        var refusing = candidates.stream()
                .filter(version -> config.readBy(version, Build.ALL).stream().anyMatch(Versions::isOfOtherVersion))
                .toList();
        if (refusing.isEmpty() || refusing.size() == candidates.size()) {
            return this;
        }
        return new Versions(
                candidates.stream()
                        .filter(version -> !refusing.contains(version))
                        .toList(),
                false,
                refusing,
                statable);
    }

    /** {@return these versions, of which no annotation may say anything} */
    public Versions notStatable() {
        return new Versions(candidates, stated, excluded, false);
    }

    /** A name that no version knows says nothing of the version. */
    private static boolean isOfOtherVersion(ReadOption option) {
        return option.isRefused()
                && OptionTable.get().find(option.directive().name()).isPresent();
    }

    private static Version version(String text, Role role) {
        return Version.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "`" + text.strip() + "` is no OpenVPN version that can be judged (known: "
                                + Version.known(role == Role.CLIENT) + ")"));
    }
}
