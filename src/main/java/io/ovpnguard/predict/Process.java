package io.ovpnguard.predict;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import io.ovpnguard.source.Source;
import java.util.Objects;

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

    /** {@return the text of the config} */
    public Source source() {
        return config.config().source();
    }
}
