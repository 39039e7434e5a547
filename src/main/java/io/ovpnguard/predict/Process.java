package io.ovpnguard.predict;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Build;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Includes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A profile that runs as one version, built with one TLS library.
 *
 * @param config what is in force in it before it meets a peer
 */
public record Process(Profile profile, Version version, TlsLibrary tls, EffectiveConfig config) {

    public Process {
        Objects.requireNonNull(profile);
        Objects.requireNonNull(version);
        Objects.requireNonNull(tls);
        Objects.requireNonNull(config);
    }

    /** {@return the profile at that version, with the TLS library that it usually came with} */
    public static Process of(Profile profile, Version version) {
        return of(profile, version, TlsLibrary.usualOf(version));
    }

    /** {@return the profile at that version with that TLS library} */
    public static Process of(Profile profile, Version version, TlsLibrary tls) {
        return new Process(profile, version, tls, EffectiveConfig.of(profile.config(), version));
    }

    /** {@return which options of special builds it knows: it runs on Linux, as Debian built that version} */
    Set<Build> builds() {
        var builds = EnumSet.of(Build.ANY);
        if (tls.family() != TlsLibrary.Family.OPENSSL) {
            builds.add(Build.MBEDTLS);
        }
        if (version.isBefore(Version.V2_5)) {
            builds.add(Build.IPROUTE2);
        }
        return builds;
    }

    /** {@return the files of {@code client-config-dir} that were given} */
    public List<ConfigFile> clientFiles() {
        return ClientConfigFile.directory(config.written()).stream()
                .flatMap(directory -> profile.files().entries().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(directory)))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().content().stream())
                .map(text -> ConfigParser.parse(text, Includes.NONE))
                .toList();
    }

    /** {@return the text of the config} */
    public Source source() {
        return config.config().source();
    }
}
