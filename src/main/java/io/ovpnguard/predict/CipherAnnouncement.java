package io.ovpnguard.predict;

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
    static CipherAnnouncement of(Process process) {
        var config = process.config();
        var offered = CipherOffer.of(process);
        return new CipherAnnouncement(list(config, offered), isGcmCapable(config, offered), inOptions(config, offered));
    }

    private static List<String> list(EffectiveConfig config, List<String> offered) {
        var isPeerOfMany = config.role().pulls() || config.role().isServer();
        if (!config.ciphers().negotiates().value()
                || !isPeerOfMany && config.version().isBefore(Version.V2_6)) {
            return List.of();
        }
        if (config.version().equals(Version.V2_4)
                && !offered.contains(config.ciphers().cipher().value())) {
            var list = new ArrayList<>(offered);
            list.add(config.ciphers().cipher().value());
            return list;
        }
        return offered;
    }

    private static boolean isGcmCapable(EffectiveConfig config, List<String> offered) {
        var isPeerOfMany = config.role().pulls() || config.role().isServer();
        if (!config.ciphers().negotiates().value() || !isPeerOfMany) {
            return false;
        }
        return config.version().equals(Version.V2_4) || offered.containsAll(GCM);
    }

    private static Optional<String> inOptions(EffectiveConfig config, List<String> offered) {
        var cipher = config.ciphers().cipher().value();
        if (config.version().isBefore(Version.V2_5) || config.version().isConnect()) {
            return Optional.of(cipher);
        }
        var isAlone = !config.role().pulls() && !config.role().isServer();
        var isSaid =
                isAlone || !config.ciphers().negotiates().value() || offered.contains(cipher) && !cipher.equals("none");
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
