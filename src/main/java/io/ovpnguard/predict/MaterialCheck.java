package io.ovpnguard.predict;

import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.DhParameters;
import io.ovpnguard.pki.KeyFacts;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.Pkcs12File;
import io.ovpnguard.pki.Pkcs12Form;
import io.ovpnguard.pki.PrivateKeyFacts;
import io.ovpnguard.predict.MaterialFault.Kind;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Certificates, keys, parameters and lists of suites that a process cannot load, or not together ({@code init_ssl} of ssl.c and what it
 * calls in ssl_openssl.c and ssl_polarssl.c). An expired certificate is loaded like any other.
 */
final class MaterialCheck {

    private static final Set<String> PROFILES = Set.of("legacy", "preferred", "suiteb");
    private static final Set<String> PROFILES_SINCE_2_6 = Set.of("legacy", "preferred", "suiteb", "insecure");

    private final Process process;
    private final Version version;
    private final SecurityLevel level;

    private MaterialCheck(Process process) {
        this.process = process;
        this.version = process.version();
        this.level = SecurityLevel.of(process);
    }

    /** {@return why the process does not start, in its order} */
    static List<Refusal> refusals(Process process) {
        if (process.config().role().tls().value() == Tls.NONE) {
            return List.of();
        }
        var check = new MaterialCheck(process);
        return Stream.of(
                        check.parameters(),
                        check.profile(),
                        TlsSettings.refusal(process),
                        TlsGroups.refusal(process),
                        check.pkcs12(),
                        check.certificate(),
                        check.key(),
                        check.authorities(),
                        check.extra())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Directive> written(String option) {
        return process.config().written().last(option);
    }

    private boolean isPolarSsl() {
        return process.tls().family() != TlsLibrary.Family.OPENSSL;
    }

    /** {@code tls_ctx_load_dh_params}. */
    private Optional<Refusal> parameters() {
        var isRead = process.config().role().tls().value() == Tls.SERVER;
        var text = isRead ? process.material("dh") : Optional.<KeyText>empty();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var parameters = DhParameters.parse(text.get()).filter(found -> !(found.isX942() && isPolarSsl()));
        if (parameters.isEmpty()) {
            return refused(
                    "dh",
                    Kind.UNREADABLE,
                    "Cannot load DH parameters from " + name("dh"),
                    "Cannot read DH parameters from file " + name("dh"));
        }
        return SecurityLevel.ofLibrary(process.tls()).allows(parameters.get())
                ? Optional.empty()
                : refused(
                        "dh",
                        Kind.SMALL_PARAMETERS,
                        process.tls().isOpenSslSince(3, 0, 0)
                                ? "OpenSSL: error:0A00018A:SSL routines::dh key too small:"
                                : "SSL_CTX_set_tmp_dh");
    }

    /** {@code tls_ctx_set_cert_profile}. */
    private Optional<Refusal> profile() {
        var known = version.isBefore(Version.V2_6) ? PROFILES : PROFILES_SINCE_2_6;
        return written("tls-cert-profile")
                .flatMap(directive -> directive.value(0))
                .filter(profile -> !known.contains(profile))
                .flatMap(profile -> written("tls-cert-profile")
                        .map(found -> Refusal.of("ERROR: Invalid cert profile: " + profile, found.span())));
    }

    private Optional<Refusal> pkcs12() {
        var directive = written("pkcs12");
        if (directive.isEmpty()) {
            return Optional.empty();
        }
        if (isPolarSsl()) {
            return directive.map(found -> Refusal.of("PKCS #12 files not yet supported for PolarSSL.", found.span()));
        }
        return OwnMaterial.pkcs12(process, directive.get()).flatMap(file -> switch (file) {
            case Pkcs12File.Open open -> unopened(directive.get()).or(() -> weak("pkcs12", open.certificate()));
            case Pkcs12File.Locked _ ->
                isPassphraseElsewhere()
                        ? Optional.empty()
                        : closed(written("askpass").isPresent() ? Kind.WRONGLY_LOCKED : Kind.LOCKED);
            case Pkcs12File.Broken _ ->
                refused("pkcs12", Kind.UNREADABLE, "Error reading PKCS#12 file " + name("pkcs12"));
            case Pkcs12File.Keyless _ ->
                unopened(directive.get()).or(() -> refused("pkcs12", Kind.UNREADABLE, "Cannot use certificate"));
            case Pkcs12File.Unknown _ -> unopened(directive.get());
        });
    }

    /** What other releases of OpenSSL open; it looks like a wrong passphrase ({@code PKCS12_parse} of p12_kiss.c). */
    private Optional<Refusal> unopened(Directive directive) {
        var isNew = process.tls().isOpenSslSince(3, 0, 0);
        return process.material(directive)
                .flatMap(text -> Pkcs12Form.of(text, directive.inline().isPresent()))
                .flatMap(form -> isNew
                        ? Optional.of(Kind.OLD_ENCRYPTION)
                                .filter(_ -> form.isOld() && !Crypto.of(process).legacy())
                        : Optional.of(Kind.NO_CHECKSUM).filter(_ -> !form.hasChecksum()))
                .filter(_ -> !written("management").isPresent())
                .flatMap(this::closed);
    }

    /** {@code tls_ctx_load_pkcs12} and {@code pem_password_setup}. */
    private Optional<Refusal> closed(Kind kind) {
        var isAsked =
                written("askpass").filter(found -> !found.arguments().isEmpty()).isEmpty();
        if (isAsked) {
            return refused("pkcs12", kind, unasked());
        }
        return refused(
                "pkcs12",
                kind,
                version.isBefore(Version.V2_6)
                        ? "Error: private key password verification failed"
                        : "Decoding PKCS12 failed. Probably wrong password or unsupported/legacy encryption");
    }

    /** The passphrase may come from a file that was not given, or from whoever sits at the management interface. */
    private boolean isPassphraseElsewhere() {
        return written("management").isPresent()
                || written("askpass")
                                .filter(found -> !found.arguments().isEmpty())
                                .isPresent()
                        && process.material("askpass").isEmpty();
    }

    /** {@code tls_ctx_load_cert_file}; from 2.7 on {@code tls_ctx_load_cert_uri}. */
    private Optional<Refusal> certificate() {
        var file = process.material("cert").map(CertificateFile::parse);
        if (file.isEmpty() || written("pkcs12").isPresent()) {
            return Optional.empty();
        }
        var certificates = file.get().certificates();
        // From 2.7 on a file is asked for all that it has, and what cannot be read is passed over.
        var isTolerant = version.isAtLeast(Version.V2_7)
                && written("cert").filter(found -> found.inline().isEmpty()).isPresent();
        if (certificates.isEmpty()
                || file.get().isBroken() && !isTolerant
                || isUnknown(certificates.getFirst().key())) {
            return refused("cert", Kind.UNREADABLE, notLoaded());
        }
        return weak("cert", certificates.getFirst());
    }

    private String notLoaded() {
        var isInline = written("cert").flatMap(Directive::inline).isPresent();
        if (isInline && !version.equals(Version.V2_2)) {
            return "Cannot load inline certificate file";
        }
        return version.isAtLeast(Version.V2_7)
                ? "Cannot load certificate from URI <" + name("cert") + ">"
                : "Cannot load certificate file " + name("cert");
    }

    /** PolarSSL has RSA and plain elliptic curves only. */
    private boolean isUnknown(KeyFacts key) {
        return isPolarSsl() && key.algorithm() != KeyFacts.Algorithm.RSA && key.algorithm() != KeyFacts.Algorithm.EC;
    }

    /** {@code ssl_security_cert}: from 3.5 on OpenSSL no longer looks at the digest of a certificate of its own. */
    private Optional<Refusal> weak(String option, CertificateFacts own) {
        var isDigestChecked = !process.tls().isOpenSslSince(3, 5, 0) && !own.isSelfIssued();
        if (level.allows(own.key()) && (!isDigestChecked || level.allowsDigest(own.digest()))) {
            return Optional.empty();
        }
        return refused(option, Kind.WEAK_CERTIFICATE, notLoaded());
    }

    /** {@code tls_ctx_load_priv_file}. */
    private Optional<Refusal> key() {
        var text = process.material("key");
        if (text.isEmpty() || written("pkcs12").isPresent()) {
            return Optional.empty();
        }
        var passphrase = process.material("askpass");
        var key = passphrase.isPresent()
                ? PrivateKeyFacts.parse(text.get(), passphrase.get())
                : PrivateKeyFacts.parse(text.get());
        return switch (key) {
            case PrivateKeyFacts.Absent _ -> refused("key", Kind.UNREADABLE, notLoadedKey());
            case PrivateKeyFacts.WronglyLocked _ -> refused("key", Kind.WRONGLY_LOCKED, notLoadedKey());
            case PrivateKeyFacts.Locked _ ->
                isPassphraseElsewhere() ? Optional.empty() : refused("key", Kind.LOCKED, unasked());
            case PrivateKeyFacts.Readable(var found) -> foreign(found);
        };
    }

    private String notLoadedKey() {
        var isInline = written("key").flatMap(Directive::inline).isPresent();
        return "Cannot load private key file " + (isInline ? "[[INLINE]]" : name("key"));
    }

    static String unasked() {
        return "neither stdin nor stderr are a tty device and you have neither a controlling tty nor systemd"
                + " - can't ask for 'Enter Private Key Password:'.  If you used --daemon, you need to use"
                + " --askpass to make passphrase-protected keys work, and you can not use --auth-nocache.";
    }

    /** A key of the certificate's kind is refused as it is loaded, one of another kind when the two are compared. */
    private Optional<Refusal> foreign(KeyFacts key) {
        var own = OwnMaterial.of(process).own();
        if (own.isEmpty() || own.get().key().fingerprint().equals(key.fingerprint())) {
            return Optional.empty();
        }
        var isOther = own.get().key().algorithm() != key.algorithm();
        return refused(
                "key", Kind.FOREIGN_KEY, isOther ? "Private key does not match the certificate" : notLoadedKey());
    }

    /** {@code tls_ctx_load_ca}. */
    private Optional<Refusal> authorities() {
        var file = process.material("ca").map(CertificateFile::parse);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return isUnloaded(file.get())
                ? refused(
                        "ca",
                        Kind.UNREADABLE,
                        "Cannot load CA certificate file " + name("ca") + " (no entries were read)")
                : namesakes(file.get().certificates());
    }

    /** {@return whether a file of authorities, or of certificates to send, is not taken} */
    static boolean isUnloaded(CertificateFile file) {
        return file.isBroken() || file.certificates().isEmpty();
    }

    /** A server tells clients whom it trusts, by name; two of one name are one too few. */
    private Optional<Refusal> namesakes(List<CertificateFacts> authorities) {
        var names = authorities.stream()
                .map(authority -> authority.subject().canonical())
                .distinct()
                .count();
        var isTold = process.config().role().tls().value() == Tls.SERVER && !isPolarSsl();
        return isTold && names < authorities.size()
                ? refused(
                        "ca",
                        Kind.NAMESAKES,
                        "Cannot load CA certificate file %s (only %d of %d entries were valid X509 names)"
                                .formatted(name("ca"), names, authorities.size()))
                : Optional.empty();
    }

    /** {@code tls_ctx_load_extra_certs}. */
    private Optional<Refusal> extra() {
        var file = process.material("extra-certs").map(CertificateFile::parse);
        return file.filter(MaterialCheck::isUnloaded).isPresent()
                ? refused("extra-certs", Kind.UNREADABLE, "Error reading extra certificate")
                : Optional.empty();
    }

    private String name(String option) {
        var directive = written(option);
        return directive.flatMap(Directive::inline).isPresent()
                ? "[[INLINE]]"
                : directive.flatMap(found -> found.value(0)).orElse("");
    }

    private Optional<Refusal> refused(String option, Kind kind, String line) {
        return refused(option, kind, line, line);
    }

    private Optional<Refusal> refused(String option, Kind kind, String line, String ofPolarSsl) {
        return written(option)
                .map(found ->
                        Refusal.of(isPolarSsl() ? ofPolarSsl : line, found.span(), new MaterialFault(option, kind)));
    }
}
