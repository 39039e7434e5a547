package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;

/** The ciphers that a process really negotiates: those marked {@code ?} count only where its library has them. */
final class CipherOffer {

    private CipherOffer() {}

    /** {@return the names in order, without marks ({@code mutate_ncp_cipher_list} of ssl_ncp.c)} */
    static List<String> of(Process process) {
        var written = process.config().ciphers().offered().value();
        if (process.version().isBefore(Version.V2_6) || written.stream().noneMatch(CipherOffer::isOptional)) {
            return written;
        }
        var crypto = Crypto.of(process);
        var offered = new ArrayList<String>();
        for (var name : written) {
            if (!isOptional(name)) {
                offered.add(name);
            } else if (crypto.cipher(name.substring(1)).isPresent()) {
                offered.add(name.substring(1));
            }
        }
        return List.copyOf(offered);
    }

    private static boolean isOptional(String name) {
        return name.startsWith("?");
    }
}
