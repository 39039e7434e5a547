package io.ovpnguard.rules.files;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.ExposedFile;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.syntax.Directive;
import java.util.List;

/** A file with a key or a password that others than its owner may touch, of which OpenVPN warns as it starts. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a file with a key or a password is open to others than its owner",
        severity = Severity.WARNING,
        evidence =
                "OpenVPN 2.4 to 2.7: check_file_access and options_postprocess_filechecks of options.c; 2.2 and 2.3: warn_if_group_others_accessible of misc.c",
        logs = {"is group or others accessible"})
public final class ExposedKeyFile implements ProfileRule {

    private static final int OTHERS = 0007;

    @Override
    public void check(ProfileInVersion profile, Report report) {
        ExposedFile.of(profile.process()).forEach(file -> report(file, profile, report));
    }

    /** In a container others are few: only what runs beside OpenVPN there sees the files of its volumes. */
    private static void report(ExposedFile file, ProfileInVersion profile, Report report) {
        var option = file.option();
        var mode = file.mode();
        var isInVolume = file.content().sensitivity() == Sensitivity.SECRET;
        var lines = Shown.isShown(option) ? List.of(file.line()) : List.<String>of();
        var isServer = profile.side() == Side.SERVER;
        report.at(
                        option.valueSpan(),
                        "the file of `%s` has mode %s: %s is open to %s"
                                .formatted(option.name(), mode, content(option), others(mode, isInVolume)))
                .andFile(profile.process(), option.name(), "this is the file")
                .as(isInVolume ? Severity.INFO : Severity.WARNING)
                .leadsTo(Consequence.WORKS_WITH_WARNING)
                .logs(isServer ? lines : List.of(), isServer ? List.of() : lines)
                .help(
                        isInVolume
                                ? "set `defaultMode: 0400` in the volume that mounts it"
                                : "let the file belong to the user that starts OpenVPN, and `chmod 600` it");
    }

    private static String content(Directive option) {
        return switch (option.name()) {
            case "key", "pkcs12" -> "the private key";
            case "askpass" -> "the passphrase";
            case "auth-user-pass" -> "the password";
            default -> "the static key";
        };
    }

    private static String others(String mode, boolean isInVolume) {
        var where = isInVolume ? "container" : "machine";
        return (Integer.parseInt(mode, 8) & OTHERS) == 0 ? "its group" : "every user of the " + where;
    }
}
