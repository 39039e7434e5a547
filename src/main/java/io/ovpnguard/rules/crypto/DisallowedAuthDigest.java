package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.DigestUse;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A digest that a policy does not allow for packets. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "packets may be signed with a digest that a policy does not allow",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: init_key_type of crypto.c, do_init_crypto_tls of init.c; man page, option auth")
public final class DisallowedAuthDigest implements ProfileRule, PairRule {

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        against(process).ifPresent(policy -> {
            var use = DigestUse.of(process);
            if (!use.digest().isStated() && !use.isPossible()) {
                return;
            }
            var isWarning = !use.digest().isStated() && !use.isCertain();
            report.at(
                            process,
                            "auth",
                            "%s %s, %s"
                                    .formatted(
                                            profile.profile().role().word(),
                                            use.digest().isStated()
                                                    ? "writes " + digest(process)
                                                    : (isWarning ? "may sign" : "signs") + " packets with "
                                                            + digest(process),
                                            PolicyWords.notAllowedBy(Set.of(policy))))
                    .as(isWarning ? Severity.WARNING : Severity.ERROR)
                    .help(Permitted.to(process).sameDigest());
        });
    }

    /** What a side states, or uses with any other, is told of that side. */
    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (Asked.nothingOf(prediction)
                || prediction.push().isHarmful()
                || !(prediction.dataCipher() instanceof DataCipher.Agreed(var cipher))) {
            return;
        }
        Stream.of(Side.values())
                .filter(side -> against(prediction.process(side)).isPresent() && isFirstTold(prediction, side, cipher))
                .findFirst()
                .ifPresent(side -> {
                    var process = prediction.process(side);
                    var other = prediction.process(side.other());
                    report.at(
                                    process,
                                    "auth",
                                    "%s signs packets with %s, %s"
                                            .formatted(
                                                    side.word(),
                                                    digest(process),
                                                    PolicyWords.notAllowedBy(against(process).stream()
                                                            .toList())))
                            .and(
                                    other,
                                    "auth",
                                    "with this %s it settles on `%s`, whose packets are signed"
                                            .formatted(side.other().word(), Shown.cipher(cipher, other.source())))
                            .help(Permitted.to(prediction).sameDigest());
                });
    }

    private static boolean isFirstTold(Prediction prediction, Side side, String cipher) {
        var use = DigestUse.of(prediction.process(side));
        return DigestUse.isNeededBy(cipher) && !use.digest().isStated() && !use.isCertain();
    }

    private static Optional<String> against(Process process) {
        var demands = process.profile().demands();
        return demands.isNone()
                ? Optional.empty()
                : demands.againstDigest(DigestUse.of(process).digest().value());
    }

    private static String digest(Process process) {
        return process.config().written().last("auth").map(Shown::guarded).orElse("SHA1 (default)");
    }
}
