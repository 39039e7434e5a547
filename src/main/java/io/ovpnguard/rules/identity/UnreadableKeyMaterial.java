package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.pki.KeyContent;
import io.ovpnguard.predict.MaterialFault;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Refusal;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.RefusedMaterial;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.Optional;

/** A file or block that does not hold what its option needs, or holds it under a passphrase that nobody gives. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a file or block does not hold the key or certificate that is needed",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: tls_ctx_load_cert_file and tls_ctx_load_priv_file of ssl_openssl.c, read_key_file of crypto.c",
        logs = {
            "Cannot load certificate",
            "Cannot load inline certificate",
            "Cannot load private key file",
            "Cannot load CA certificate file",
            "Cannot load DH parameters",
            "Error reading extra certificate",
            "Error reading PKCS#12 file",
            "Cannot use certificate",
            "Decoding PKCS12 failed",
            "private key password verification failed",
            "Insufficient key material or header text not found",
            "failed to read tls-crypt-v2",
            "Enter Private Key Password"
        })
public final class UnreadableKeyMaterial implements ProfileRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        profile.refusedMaterial()
                .forEach(refused -> reason(refused.fault(), profile.side(), profile.process())
                        .ifPresent(reason -> report(refused, reason, report)));
    }

    private static void report(RefusedMaterial refused, String reason, Report report) {
        var profile = refused.profile();
        var fault = refused.fault();
        var entry = report.at(refused, refused.words() + ": " + reason)
                .andFile(profile.process(), fault.option(), "this file is what it reads")
                .as(profile.severityOf(fault))
                .leadsTo(profile.refusal())
                .help(help(fault, profile.side()));
        if (isWhole(refused.refusal())) {
            entry.logs(refused.logs());
        }
    }

    /** Of a static key OpenVPN goes on to tell how many bytes it has found, differently by version. */
    private static boolean isWhole(Refusal refusal) {
        return !refusal.line().startsWith("Insufficient key material");
    }

    private static Optional<String> reason(MaterialFault fault, Side side, Process process) {
        return switch (fault.kind()) {
            case UNREADABLE ->
                Optional.of("`%s` needs %s, and what is there is %s"
                        .formatted(fault.option(), expected(fault.option(), side), found(fault.option(), process)));
            case NAMESAKES ->
                Optional.of("`%s` holds two authorities of the same name, and a server takes each name once"
                        .formatted(fault.option()));
            case LOCKED ->
                Optional.of(
                        "what `%s` holds is under a passphrase, and a process without a terminal cannot be given one"
                                .formatted(fault.option()));
            case WRONGLY_LOCKED ->
                Optional.of("the passphrase of `askpass` does not open what `%s` holds".formatted(fault.option()));
            case OLD_ENCRYPTION ->
                Optional.of(
                        "`%s` is encrypted with RC2, RC4 or DES, which the TLS library that this OpenVPN usually has, %s, opens only with its legacy provider"
                                .formatted(fault.option(), process.tls().words()));
            case NO_CHECKSUM ->
                Optional.of(
                        "`%s` has no checksum, without which the TLS library that this OpenVPN usually has, %s, does not open it"
                                .formatted(fault.option(), process.tls().words()));
            case FOREIGN_KEY, WEAK_CERTIFICATE, SMALL_PARAMETERS -> Optional.empty();
        };
    }

    /** Of a PKCS#12 file nothing can be told but that it is none, or that one of the two is not in it. */
    private static String found(String option, Process process) {
        return process.material(option)
                .filter(text -> !option.equals("pkcs12") || text.isEmpty() || text.holdsMaterial())
                .map(KeyContent::words)
                .orElse(option.equals("pkcs12") ? "none, or lacks one of them" : "nothing");
    }

    private static String expected(String option, Side side) {
        return switch (option) {
            case "key" -> "a private key";
            case "dh" -> "DH parameters";
            case "pkcs12" -> "a PKCS#12 file with a key and its certificate";
            case "tls-auth", "tls-crypt", "secret" -> "an OpenVPN static key of 2048 bits";
            case "tls-crypt-v2" -> "a `tls-crypt-v2` key of a %s".formatted(side.word());
            default -> "a certificate";
        };
    }

    private static String help(MaterialFault fault, Side side) {
        return fault.option().equals("pkcs12") ? helpWithPkcs12(fault, side) : helpWithText(fault, side);
    }

    private static String helpWithPkcs12(MaterialFault fault, Side side) {
        return switch (fault.kind()) {
            case LOCKED -> "write `askpass FILE` with a file that holds the passphrase of the PKCS#12 file";
            case WRONGLY_LOCKED ->
                "put the passphrase of the PKCS#12 file into the first line of the file of `askpass`";
            case OLD_ENCRYPTION ->
                "encrypt it anew, `openssl pkcs12 -legacy -in old.p12 -out plain.pem -nodes` and `openssl pkcs12 -export -in plain.pem -out new.p12`, or from 2.6 on write `providers legacy default`";
            case NO_CHECKSUM -> "make the file anew, with `openssl pkcs12 -export` without `-nomac`";
            default ->
                "make the file anew: `openssl pkcs12 -export -inkey %1$s.key -in %1$s.crt -certfile ca.crt -out %1$s.p12`"
                        .formatted(side.word());
        };
    }

    private static String helpWithText(MaterialFault fault, Side side) {
        return switch (fault.kind()) {
            case LOCKED ->
                "write `askpass FILE` with a file that holds the passphrase, or remove it: `openssl pkey -in locked.key -out %s.key`"
                        .formatted(side.word());
            case NAMESAKES ->
                "remove the older one from `%s`, or make the new authority under a name of its own"
                        .formatted(fault.option());
            case WRONGLY_LOCKED -> "put the passphrase into the first line of the file of `askpass`";
            default ->
                "put %s into `%s`, from its `-----BEGIN` line to its `-----END` line"
                        .formatted(expected(fault.option(), side), fault.option());
        };
    }
}
