package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Demands;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.AcceptedCiphers;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.Asked;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.PolicyWords;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cipher that a policy does not allow for the data channel. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "the data channel may use a cipher that a policy does not allow",
        severity = Severity.ERROR,
        evidence =
                "OpenVPN 2.6: options_postprocess_cipher of options.c, ncp_get_best_cipher of ssl_ncp.c; man page, option"
                        + " data-ciphers")
public final class DisallowedDataCipher implements ProfileRule, PairRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var demands = profile.profile().demands();
        if (demands.isNone()) {
            return;
        }
        var process = profile.process();
        var accepted = AcceptedCiphers.of(process);
        accepted.alone()
                .ifPresent(own -> tell(
                        List.of(own.value()),
                        own,
                        "takes %s without negotiation",
                        DisallowedDataCipher::alone,
                        profile,
                        report));
        tell(accepted.besidesAlone(), accepted.negotiated(), "accepts %s", DisallowedDataCipher::list, profile, report);
    }

    private static void tell(
            List<String> ciphers,
            Setting<?> setting,
            String does,
            BiFunction<Process, List<String>, String> line,
            ProfileInVersion profile,
            Report report) {
        var process = profile.process();
        var demands = profile.profile().demands();
        var against = ciphers.stream()
                .filter(cipher -> demands.againstCipher(cipher).isPresent())
                .toList();
        if (against.isEmpty()) {
            return;
        }
        var names = against.stream()
                .map(cipher -> "`" + Shown.cipher(cipher, process.source()) + "`")
                .collect(Collectors.joining(", "));
        var permitted = Permitted.to(process);
        var usable = permitted.ciphers();
        report.at(
                        setting,
                        process.source(),
                        "%s %s for the data channel, %s"
                                .formatted(
                                        profile.profile().role().word(),
                                        does.formatted(names + (setting.isStated() ? "" : " (default)")),
                                        PolicyWords.notAllowedBy(who(against, demands))))
                .as(setting.isStated() ? Severity.ERROR : Severity.WARNING)
                .help(usable.isEmpty() ? permitted.noCipher() : "write `" + line.apply(process, usable) + "`");
    }

    /** What a side states is told of that side. */
    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (Asked.nothingOf(prediction)
                || prediction.push().isHarmful()
                || !(prediction.dataCipher() instanceof DataCipher.Agreed(var cipher))
                || Stream.of(Side.values()).anyMatch(side -> isToldOf(prediction, side, cipher))) {
            return;
        }
        Stream.of(Side.values())
                .filter(side -> demands(prediction, side).againstCipher(cipher).isPresent())
                .findFirst()
                .ifPresent(side -> report.at(
                                place(prediction.server()),
                                prediction.server().source(),
                                "server and client settle on `%s` for the data channel, %s"
                                        .formatted(
                                                Shown.cipher(
                                                        cipher,
                                                        prediction.process(side).source()),
                                                PolicyWords.notAllowedBy(
                                                        who(List.of(cipher), demands(prediction, side)))))
                        .and(place(prediction.client()), prediction.client().source(), "this client accepts it")
                        .help(help(prediction)));
    }

    private static Demands demands(Prediction prediction, Side side) {
        return prediction.process(side).profile().demands();
    }

    private static boolean isToldOf(Prediction prediction, Side side, String cipher) {
        return demands(prediction, side).againstCipher(cipher).isPresent()
                && AcceptedCiphers.of(prediction.process(side)).isStated(cipher);
    }

    private static Setting<?> place(Process process) {
        var accepted = AcceptedCiphers.of(process);
        return accepted.negotiated().value().isEmpty()
                ? process.config().ciphers().cipher()
                : accepted.negotiated();
    }

    private static List<String> who(List<String> ciphers, Demands demands) {
        return ciphers.stream()
                .flatMap(cipher -> demands.againstCipher(cipher).stream())
                .toList();
    }

    /** {@return what one side writes, so that the two may settle on what all policies allow} */
    private static String help(Prediction prediction) {
        var permitted = Permitted.to(prediction);
        var usable = permitted.ciphers();
        if (usable.isEmpty()) {
            return permitted.noCipher();
        }
        return Permitted.lines(line(prediction.server(), usable), line(prediction.client(), usable));
    }

    private static String line(Process process, List<String> usable) {
        return AcceptedCiphers.of(process).negotiated().value().isEmpty()
                ? alone(process, usable)
                : list(process, usable);
    }

    private static String list(Process process, List<String> usable) {
        var stays = AcceptedCiphers.of(process).negotiated().value().stream()
                .filter(usable::contains)
                .toList();
        return Permitted.cipherList(process) + " "
                + String.join(":", stays.isEmpty() ? List.of(usable.getFirst()) : stays);
    }

    private static String alone(Process process, List<String> usable) {
        var option = process.config().written().has("data-ciphers-fallback") ? "data-ciphers-fallback" : "cipher";
        return option + " " + usable.getFirst();
    }
}
