package io.ovpnguard.rules.lifecycle;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Predictor;
import io.ovpnguard.predict.Refusal;
import io.ovpnguard.rule.MissingCipher;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A config whose options are all known, and with which OpenVPN still does not start; key material has rules of its own. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a process does not start with this config",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: add_option and options_postprocess_verify_ce of options.c, helper.c, init_key_type of crypto.c",
        logs = {
            "^Options error: (?!Unrecognized)",
            "Cipher .*not (supported|found)",
            "mode not supported",
            "Message hash algorithm .* not found",
            "failed to find [UG]ID",
            "Cannot pre-load keyfile"
        })
public final class RefusedStart implements ProfileRule {

    /** What to write where an option is missing. */
    private static final Map<String, String> REMEDIES = Map.of(
            "dev", "write `dev tun`",
            "dh", "write `dh none`, or name a file of `openssl dhparam`",
            "ca", "write `ca ca.crt`, with the authority that signed the other side's certificate",
            "cert", "write `cert` and `key`, or in a client `auth-user-pass`",
            "key", "write `key`, with the certificate's private key",
            "remote", "write `remote` with the server's host and port into the block, or remove the block",
            "script-security", "write `script-security 2`, or remove the script");

    private static final Set<String> LISTS = Set.of("data-ciphers", "ncp-ciphers");

    private static final Set<String> KEYS = Set.of("ca", "capath", "cert", "key", "pkcs12", "secret", "auth-user-pass");

    @Override
    public void check(ProfileInVersion profile, Report report) {
        Predictor.refusal(profile.process()).stream()
                .flatMap(Refusal::all)
                .filter(refusal -> refusal.material().isEmpty())
                .filter(refusal -> refusal.at().isPresent() || isWhole(profile))
                .forEach(refusal -> report(refusal, profile, report));
    }

    /** A text without any key is taken for a part of a config, the rest of which stands elsewhere, such as in arguments. */
    private static boolean isWhole(ProfileInVersion profile) {
        return profile.profile().config().ownDirectives().anyMatch(directive -> KEYS.contains(directive.name()));
    }

    private static void report(Refusal refusal, ProfileInVersion profile, Report report) {
        var config = profile.profile().config();
        var directive = refusal.at().flatMap(span -> at(config, span));
        var isShown = directive.map(Shown::isShown).orElse(true);
        var reason = isShown ? reason(refusal.line()) : "OpenVPN refuses " + Shown.guarded(directive.get());
        var message = "the " + profile.profile().role().word() + " does not start: " + reason;
        var entry =
                refusal.at().map(span -> report.at(span, message)).orElseGet(() -> report.at(config.source(), message));
        entry.as(profile.severityOfRefusal()).leadsTo(profile.refusal()).help(help(refusal, directive, profile));
        if (isShown) {
            var lines = List.of(refusal.line());
            var isServer = profile.refusal() == Consequence.SERVER_START;
            entry.logs(isServer ? lines : List.of(), isServer ? List.of() : lines);
        }
    }

    private static Optional<Directive> at(ConfigFile config, Span span) {
        return config.ownDirectives()
                .filter(directive -> directive.span().contains(span))
                .reduce((outer, inner) -> inner);
    }

    /** OpenVPN's own words; a second sentence is advice. */
    private static String reason(String line) {
        var text = line.replaceFirst("^(?:Options error|WARNING): ", "");
        var end = text.indexOf(".  ");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
    }

    private static String help(Refusal refusal, Optional<Directive> directive, ProfileInVersion profile) {
        if (!refusal.ciphers().isEmpty()
                && directive.filter(found -> !Shown.isShown(found)).isEmpty()) {
            var isList = directive.filter(found -> LISTS.contains(found.name())).isPresent();
            return MissingCipher.help(refusal, isList, profile.process());
        }
        return refusal.missing()
                .map(REMEDIES::get)
                .or(() -> directive.map(found -> isAbsent(found, profile)
                        ? "put that file where " + Shown.guarded(found) + " looks for it, or correct its name"
                        : "change or remove " + Shown.guarded(found)))
                .orElse("write the option that the message names");
    }

    private static boolean isAbsent(Directive directive, ProfileInVersion profile) {
        return profile.profile().files().complete()
                && FileOptions.FILES.contains(directive.name())
                && directive.inline().isEmpty()
                && directive
                        .value(0)
                        .filter(name -> profile.profile().files().find(name).isEmpty())
                        .isPresent();
    }
}
