package io.ovpnguard.rule;

import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.DistinguishedName;
import io.ovpnguard.predict.OwnMaterial;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A certificate where it lies: in which option of which process. Its names and dates may be told, since a process tells
 * them to whoever asks.
 */
public record HeldCertificate(CertificateFacts certificate, Process process, Side side, String option) {

    /** What cannot be mistaken for anything but a name. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.@*+-][\\p{L}\\p{N}_ .@*+-]{0,63}");

    /** Options whose certificates are trusted. */
    private static final List<String> TRUSTING = List.of("ca", "capath", "pkcs12");

    public HeldCertificate {
        Objects.requireNonNull(certificate);
        Objects.requireNonNull(process);
        Objects.requireNonNull(side);
        Objects.requireNonNull(option);
    }

    /** {@return the certificate that a process shows of itself, if it is known} */
    public static Optional<HeldCertificate> own(Process process, Side side) {
        return OwnMaterial.of(process)
                .own()
                .map(certificate -> new HeldCertificate(certificate, process, side, ownOption(process)));
    }

    /** {@return the certificate in which a side finds a fault} */
    public static HeldCertificate of(Rejected rejected, Prediction prediction) {
        var holder = prediction.process(rejected.by().other());
        var verifier = prediction.process(rejected.by());
        if (rejected.depth() == 0) {
            return new HeldCertificate(rejected.at(), holder, rejected.by().other(), ownOption(holder));
        }
        var isTrusted = OwnMaterial.of(verifier)
                .authorities()
                .filter(found -> found.contains(rejected.at()))
                .isPresent();
        return isTrusted
                ? new HeldCertificate(rejected.at(), verifier, rejected.by(), trustOption(verifier))
                : sent(rejected.at(), holder, rejected.by().other());
    }

    /** {@return a certificate that a process sends behind its own} */
    public static HeldCertificate sent(CertificateFacts certificate, Process process, Side side) {
        return new HeldCertificate(certificate, process, side, sendOption(certificate, process));
    }

    /** {@return whose certificate a side finds a fault in, as the beginning of a sentence} */
    public String title(Rejected rejected) {
        var holder = rejected.by().other().word();
        return rejected.depth() == 0
                ? "the %s's certificate %s".formatted(holder, name())
                : "the authority %s above the %s's certificate".formatted(name(), holder);
    }

    private static String ownOption(Process process) {
        return process.config().written().has("pkcs12") ? "pkcs12" : "cert";
    }

    /** {@return the option by which a process says whom it trusts} */
    public static String trustOption(Process process) {
        return TRUSTING.stream()
                .filter(process.config().written()::has)
                .findFirst()
                .orElse("ca");
    }

    /** Without certificates to send OpenSSL takes them from {@code ca}. */
    private static String sendOption(CertificateFacts certificate, Process process) {
        return Stream.of("extra-certs", "cert", "ca")
                .filter(option -> process.material(option)
                        .filter(text ->
                                CertificateFile.parse(text).certificates().contains(certificate))
                        .isPresent())
                .findFirst()
                .orElse(ownOption(process));
    }

    /** {@return its name in backticks, such as {@code `CN=server`}} */
    public String name() {
        return name(certificate);
    }

    /** {@return a certificate's name in backticks} */
    public static String name(CertificateFacts certificate) {
        return name(certificate.commonName());
    }

    /** {@return the name of who signed it, in backticks} */
    public static String issuer(CertificateFacts certificate) {
        return name(certificate.issuer());
    }

    /** {@return the CN of a name, in backticks} */
    public static String name(DistinguishedName name) {
        return name(name.last("CN"));
    }

    /** {@return names of authorities in backticks, each once} */
    public static String names(List<CertificateFacts> authorities) {
        return authorities.stream().map(HeldCertificate::name).distinct().collect(Collectors.joining(", "));
    }

    /** {@return its CN, if it cannot be mistaken for anything but a name} */
    public Optional<String> plainName() {
        return plain(certificate.commonName());
    }

    private static Optional<String> plain(Optional<String> commonName) {
        return commonName.filter(name -> NAME.matcher(name).matches());
    }

    private static String name(Optional<String> commonName) {
        return plain(commonName).map(name -> "`CN=" + name + "`").orElse("without a plain CN");
    }

    /** {@return its key in words, such as {@code a key of RSA with 1024 bits}} */
    public static String key(CertificateFacts certificate) {
        var key = certificate.key();
        var algorithm = key.algorithm().name().replace('_', '-');
        return key.curve()
                .map(curve -> "a key of " + curve)
                .orElse("a key of %s with %d bits".formatted(algorithm, key.bits()));
    }

    /** {@return the day of a date, as of UTC} */
    public static LocalDate day(Instant date) {
        return LocalDate.ofInstant(date, ZoneOffset.UTC);
    }
}
