package io.ovpnguard.predict;

import io.ovpnguard.effective.CipherSettings;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a side tells its peer about its ciphers during the handshake.
 *
 * @param list the peer info's IV_CIPHERS; empty when it is not sent
 * @param isGcmCapable whether the peer info says IV_NCP=2, which stands for both AES-GCM ciphers
 * @param inOptions the cipher of the options string
 */
record CipherAnnouncement(List<String> list, boolean isGcmCapable, Optional<String> inOptions) {

    private static final List<String> GCM = List.of("AES-256-GCM", "AES-128-GCM");

    /** {@return what {@code push_peer_info} of ssl.c and {@code options_string} of options.c send} */
    static CipherAnnouncement of(EffectiveConfig config) {
        var ciphers = config.ciphers();
        return new CipherAnnouncement(list(config, ciphers), isGcmCapable(config, ciphers), inOptions(config, ciphers));
    }

    private static List<String> list(EffectiveConfig config, CipherSettings ciphers) {
        var isPeerOfMany = config.role().pulls() || config.role().isServer();
        if (!ciphers.negotiates().value() || !isPeerOfMany && config.version().isBefore(Version.V2_6)) {
            return List.of();
        }
        var offered = ciphers.offered().value();
        if (config.version().equals(Version.V2_4)
                && !offered.contains(ciphers.cipher().value())) {
            var list = new ArrayList<>(offered);
            list.add(ciphers.cipher().value());
            return list;
        }
        return offered;
    }

    private static boolean isGcmCapable(EffectiveConfig config, CipherSettings ciphers) {
        var isPeerOfMany = config.role().pulls() || config.role().isServer();
        if (!ciphers.negotiates().value() || !isPeerOfMany) {
            return false;
        }
        return config.version().equals(Version.V2_4)
                || ciphers.offered().value().containsAll(GCM);
    }

    private static Optional<String> inOptions(EffectiveConfig config, CipherSettings ciphers) {
        var cipher = ciphers.cipher().value();
        if (config.version().isBefore(Version.V2_5)) {
            return Optional.of(cipher);
        }
        var isAlone = !config.role().pulls() && !config.role().isServer();
        var isSaid = isAlone
                || !ciphers.negotiates().value()
                || ciphers.offered().value().contains(cipher);
        return isSaid ? Optional.of(cipher) : Optional.empty();
    }

    /** {@return whether the peer takes a pushed cipher} */
    boolean negotiates() {
        return isGcmCapable || !list.isEmpty();
    }

    /** {@return the ciphers that the peer is taken to support ({@code tls_peer_ncp_list})} */
    List<String> peerList() {
        if (!list.isEmpty()) {
            return list;
        }
        return isGcmCapable ? GCM : List.of();
    }
}
