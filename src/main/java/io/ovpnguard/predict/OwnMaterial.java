package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.Pkcs12File;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a process has in hand for TLS.
 *
 * @param own its certificate; empty if it has none or it is not known
 * @param sent what it sends behind that certificate, so far as it says so itself
 * @param authorities whom it trusts; empty if that is not known, or is in a file with which it does not start
 * @param isCertificateKnown whether {@code own} and {@code sent} tell all
 */
public record OwnMaterial(
        Optional<CertificateFacts> own,
        List<CertificateFacts> sent,
        Optional<List<CertificateFacts>> authorities,
        boolean isCertificateKnown) {

    /** Names that {@code openssl rehash} gives, by which {@code capath} is searched. */
    private static final Pattern HASHED = Pattern.compile("[0-9a-f]{8}\\.\\d+");

    /** Options with which the certificate lies where it cannot be seen. */
    static final List<String> ELSEWHERE = List.of(
            "pkcs11-providers", "pkcs11-id", "management-external-key", "management-external-cert", "cryptoapicert");

    public OwnMaterial {
        Objects.requireNonNull(own);
        sent = List.copyOf(sent);
        authorities = authorities.map(List::copyOf);
    }

    /** {@return what a process has, if it starts with it} */
    public static OwnMaterial of(Process process) {
        return process.ownMaterial();
    }

    static OwnMaterial find(Process process) {
        var written = process.config().written();
        if (ELSEWHERE.stream().anyMatch(written::has)) {
            return new OwnMaterial(Optional.empty(), List.of(), trusted(process, List.of()), false);
        }
        var bundle = written.last("pkcs12");
        if (bundle.isPresent()) {
            return ofPkcs12(process, bundle.get());
        }
        var file = process.material("cert").map(CertificateFile::parse);
        var certificates =
                new ArrayList<>(file.map(CertificateFile::certificates).orElse(List.of()));
        var own = certificates.isEmpty() ? Optional.<CertificateFacts>empty() : Optional.of(certificates.removeFirst());
        extra(process).ifPresent(certificates::addAll);
        var isKnown = (file.isPresent() || !written.has("cert"))
                && (!written.has("extra-certs") || extra(process).isPresent());
        return new OwnMaterial(own, certificates, trusted(process, List.of()), isKnown);
    }

    private static Optional<List<CertificateFacts>> extra(Process process) {
        return process.material("extra-certs").map(CertificateFile::parse).map(CertificateFile::certificates);
    }

    /** Without {@code ca} the authorities of a PKCS#12 file are trusted, else they are sent ({@code tls_ctx_load_pkcs12}). */
    private static OwnMaterial ofPkcs12(Process process, Directive directive) {
        var hasAuthority = process.config().written().has("ca");
        if (!(pkcs12(process, directive).orElse(null) instanceof Pkcs12File.Open open)) {
            return new OwnMaterial(
                    Optional.empty(), List.of(), hasAuthority ? trusted(process, List.of()) : Optional.empty(), false);
        }
        var sent = new ArrayList<CertificateFacts>();
        if (hasAuthority) {
            sent.addAll(open.others());
        }
        extra(process).ifPresent(sent::addAll);
        return new OwnMaterial(
                Optional.of(open.certificate()),
                sent,
                trusted(process, hasAuthority ? List.of() : open.others()),
                true);
    }

    /** {@return whether there is a PKCS#12 file that does not open here, though perhaps for the process} */
    static boolean isUnopened(Process process) {
        return process.config()
                .written()
                .last("pkcs12")
                .flatMap(process::material)
                .isPresent();
    }

    static Optional<Pkcs12File> pkcs12(Process process, Directive directive) {
        return process.material(directive)
                .map(text -> Pkcs12File.parse(text, directive.inline().isPresent(), process.material("askpass")));
    }

    private static Optional<List<CertificateFacts>> trusted(Process process, List<CertificateFacts> besides) {
        var written = process.config().written();
        var trusted = new ArrayList<>(besides);
        if (written.has("ca")) {
            var file = process.material("ca").map(CertificateFile::parse);
            if (file.isEmpty() || MaterialCheck.isUnloaded(file.get())) {
                return Optional.empty();
            }
            trusted.addAll(file.get().certificates());
        }
        var directory = written.last("capath").flatMap(found -> found.value(0));
        if (directory.isPresent()) {
            if (!process.profile().files().complete()) {
                return Optional.empty();
            }
            var entries = inDirectory(process, directory.get());
            // A link, or what could not be read: whom it stands for is not known.
            if (entries.stream().anyMatch(entry -> entry.content().isEmpty())) {
                return Optional.empty();
            }
            entries.stream()
                    .flatMap(entry -> entry.content().stream())
                    .map(KeyText::of)
                    .forEach(text -> trusted.addAll(CertificateFile.parse(text).certificates()));
        }
        return Optional.of(List.copyOf(trusted));
    }

    private static List<FileEntry> inDirectory(Process process, String directory) {
        var plain = directory.startsWith("./") ? directory.substring(2) : directory;
        var prefix = plain.endsWith("/") ? plain : plain + "/";
        return process.profile().files().entries().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix)
                        && HASHED.matcher(entry.getKey().substring(prefix.length()))
                                .matches())
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }
}
