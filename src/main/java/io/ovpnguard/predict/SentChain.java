package io.ovpnguard.predict;

import io.ovpnguard.pki.CertificateFacts;
import java.time.Instant;
import java.util.List;

/** What a process sends behind its own certificate. */
final class SentChain {

    private SentChain() {}

    /**
     * {@return the further certificates}
     *
     * <p>OpenSSL, unless it is given any, takes them from the authorities that the process itself trusts
     * ({@code ssl_add_cert_chain} of statem_lib.c).
     */
    static List<CertificateFacts> of(Process process, OwnMaterial material, Instant at) {
        if (!material.sent().isEmpty() || process.tls().family() != TlsLibrary.Family.OPENSSL) {
            return material.sent();
        }
        return material.own()
                .map(own -> CertificateChain.of(
                                own, List.of(), material.authorities().orElse(List.of()), at, process.tls())
                        .certificates())
                .map(chain -> chain.subList(1, chain.size()))
                .orElse(List.of());
    }
}
