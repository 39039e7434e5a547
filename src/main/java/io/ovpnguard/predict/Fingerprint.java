package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Certificates that {@code verify-hash} and {@code peer-fingerprint} name. */
final class Fingerprint {

    private static final int OF_SHA1 = 40;

    private Fingerprint() {}

    /** The last of the two that is written decides whether the peer or the authority above it is meant. */
    static boolean isWrong(Written written, CertificateFacts certificate, int depth) {
        var option = written.has("peer-fingerprint") ? "peer-fingerprint" : "verify-hash";
        var isMeant = depth == (option.equals("peer-fingerprint") ? 0 : 1);
        var named = named(written.all(option));
        return isMeant && !named.isEmpty() && named.stream().noneMatch(hash -> hash.equals(of(certificate, hash)));
    }

    private static String of(CertificateFacts certificate, String like) {
        return like.length() == OF_SHA1 ? certificate.sha1() : certificate.fingerprint();
    }

    /** {@return a certificate's fingerprint as OpenVPN writes it} */
    static String shown(Written written, CertificateFacts certificate) {
        var option = written.has("peer-fingerprint") ? "peer-fingerprint" : "verify-hash";
        var like = named(written.all(option)).stream().findFirst().orElse("");
        return of(certificate, like).replaceAll("(..)(?!$)", "$1:");
    }

    private static List<String> named(List<Directive> directives) {
        return directives.stream()
                .flatMap(directive -> directive
                        .inline()
                        .map(block -> block.text().lines())
                        .orElseGet(() -> directive.value(0).stream()))
                .flatMap(line -> Stream.of(line.strip()))
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
                .map(line -> line.replace(":", "").toLowerCase(Locale.ROOT))
                .toList();
    }
}
