package io.ovpnguard.predict;

import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code remote-cert-tls}, {@code remote-cert-ku} and {@code remote-cert-eku}. */
final class RemoteUsage {

    /** What {@code remote-cert-tls} stood for up to 2.3: all bits of one of these. */
    private static final List<Integer> OF_SERVER = List.of(0xa0, 0x88);

    private static final List<Integer> OF_CLIENT = List.of(0x80, 0x08, 0x88);

    /** OpenSSL's names of purposes. */
    private static final Map<String, String> NAMES = Map.of(
            "TLS Web Server Authentication", "1.3.6.1.5.5.7.3.1",
            "TLS Web Client Authentication", "1.3.6.1.5.5.7.3.2",
            "Code Signing", "1.3.6.1.5.5.7.3.3",
            "E-mail Protection", "1.3.6.1.5.5.7.3.4",
            "IPSec End System", "1.3.6.1.5.5.7.3.5",
            "IPSec Tunnel", "1.3.6.1.5.5.7.3.6",
            "IPSec User", "1.3.6.1.5.5.7.3.7",
            "Time Stamping", "1.3.6.1.5.5.7.3.8",
            "OCSP Signing", "1.3.6.1.5.5.7.3.9",
            "Any Extended Key Usage", "2.5.29.37.0");

    private static final String TLS = "remote-cert-tls";

    private RemoteUsage() {}

    /** {@code x509_verify_cert_ku}: from 2.4 on {@code remote-cert-tls} only wants the extension to be there. */
    static boolean hasKeyUsage(Process verifier, CertificateFacts certificate) {
        var last = last(verifier.config().written(), "remote-cert-ku");
        if (last.isEmpty()) {
            return true;
        }
        var usage = certificate.usages().keyUsage();
        if (usage.isEmpty()) {
            return false;
        }
        var isOld = verifier.version().isBefore(Version.V2_4);
        var wanted = last.get().is(TLS) ? ofTls(last.get(), isOld) : stated(last.get());
        var bits = (usage.get() & 0xff) == 0 ? usage.get() >> Byte.SIZE : usage.get() & 0xff;
        return wanted.isEmpty()
                || wanted.stream().anyMatch(expected -> isOld ? bits == expected : (bits & expected) == expected);
    }

    /** {@code remote-cert-tls} sets what the other option sets, so that the last of the two counts. */
    private static Optional<Directive> last(Written written, String option) {
        return written.has(option)
                ? written.inOrder().stream()
                        .filter(directive -> directive.is(TLS) || directive.is(option))
                        .reduce((first, second) -> second)
                : written.last(TLS);
    }

    private static List<Integer> ofTls(Directive directive, boolean isOld) {
        if (!isOld) {
            return List.of();
        }
        return directive.value(0).filter("server"::equals).isPresent() ? OF_SERVER : OF_CLIENT;
    }

    private static List<Integer> stated(Directive directive) {
        return directive.arguments().stream()
                .map(argument -> hexadecimal(argument.value()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Integer> hexadecimal(String text) {
        try {
            return Optional.of(Integer.parseInt(text.startsWith("0x") ? text.substring(2) : text, 16));
        } catch (NumberFormatException other) {
            return Optional.empty();
        }
    }

    /** {@code x509_verify_cert_eku}. */
    static boolean hasExtended(Process verifier, CertificateFacts certificate) {
        var last = last(verifier.config().written(), "remote-cert-eku")
                .flatMap(directive -> directive.value(0).map(value -> identifier(directive, value)));
        return last.isEmpty()
                || certificate
                        .usages()
                        .extended()
                        .filter(purposes -> purposes.contains(last.get()))
                        .isPresent();
    }

    private static String identifier(Directive directive, String value) {
        if (directive.is(TLS)) {
            return (value.equals("server") ? CertificatePurpose.SERVER : CertificatePurpose.CLIENT).identifier();
        }
        return NAMES.getOrDefault(value, value);
    }
}
