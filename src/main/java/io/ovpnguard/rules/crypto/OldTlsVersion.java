package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Demands.Least;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.TlsRange;
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

/** A TLS version that is older than a policy asks for. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a side takes a TLS version that is older than a policy asks for",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: options_set_backwards_compatible_options of options.c, tls_ctx_set_tls_versions of"
                + " ssl_openssl.c; man page, option tls-version-min")
public final class OldTlsVersion implements ProfileRule, PairRule {

    private static final String LEAST = "tls-version-min";
    private static final String MOST = "tls-version-max";

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        if (profile.profile().demands().isNone() || process.config().role().isStaticKey()) {
            return;
        }
        profile.profile().demands().leastTls().ifPresent(asked -> {
            var range = TlsRange.of(process);
            if (range.isEmpty() || range.least() >= asked.value()) {
                return;
            }
            var option = range.most() < asked.value() ? MOST : LEAST;
            report.at(
                            process,
                            option,
                            "%s takes %s, %s".formatted(profile.profile().role().word(), range.words(), asks(asked)))
                    .as(process.config().written().has(option) ? Severity.ERROR : Severity.WARNING)
                    .help(help(process, range, asked));
        });
    }

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        var tls = prediction.tls();
        if (Asked.nothingOf(prediction)
                || prediction.staticKeys().isPresent()
                || !tls.server().meets(tls.client())) {
            return;
        }
        var newest = tls.server().newestWith(tls.client());
        var limiting = tls.server().most() == newest ? Side.SERVER : Side.CLIENT;
        Permitted.to(prediction)
                .demands()
                .leastTls()
                .filter(asked -> newest < asked.value())
                .ifPresent(asked -> report.at(
                                prediction.process(limiting),
                                MOST,
                                "server and client settle on %s, %s".formatted(tls.version(), asks(asked)))
                        .and(
                                prediction.process(limiting.other()),
                                LEAST,
                                "this %s takes %s"
                                        .formatted(
                                                limiting.other().word(),
                                                (limiting == Side.SERVER ? tls.client() : tls.server()).words()))
                        .help(help(prediction.process(limiting), TlsRange.of(prediction.process(limiting)), asked)));
    }

    private static String asks(Least asked) {
        return PolicyWords.asks(asked.policy(), TlsRange.word(asked.value()) + " or newer");
    }

    private static String help(Process process, TlsRange range, Least asked) {
        if (range.most() >= asked.value()) {
            return "write `%s %s`".formatted(LEAST, TlsRange.number(asked.value()));
        }
        return process.config().written().has(MOST)
                ? "remove `%s`, and write `%s %s`".formatted(MOST, LEAST, TlsRange.number(asked.value()))
                : "run a newer OpenVPN, with a newer TLS library, and write `%s %s`"
                        .formatted(LEAST, TlsRange.number(asked.value()));
    }
}
