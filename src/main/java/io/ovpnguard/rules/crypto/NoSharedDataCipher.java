package io.ovpnguard.rules.crypto;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.DataCipher;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Permitted;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.rule.Shown;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two sides have no data cipher in common, or state none in common although OpenVPN agrees on another. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client share no data cipher",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: ncp_get_best_cipher and check_pull_client_ncp of ssl_ncp.c; 2.4: prepare_push_reply of"
                + " push.c",
        logs = {
            "'cipher' is used inconsistently",
            "Data channel cipher negotiation failed \\(no shared cipher\\)",
            "PUSH: No common cipher between server and client",
            "(negotiated|pushed) cipher not allowed",
            "failed to negotiate cipher with server",
            "cipher final failed"
        })
public final class NoSharedDataCipher implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.push().isHarmful()) {
            // Ciphers are settled with the server's push.
            return;
        }
        switch (prediction.dataCipher()) {
            case DataCipher.Rejected rejected -> {
                var server = Stance.inForce(prediction.server());
                var client = Stance.inForce(prediction.client());
                var happens = rejected.by() == Side.SERVER
                        ? "the server refuses the client after the TLS handshake"
                        : "the client refuses the server's cipher and disconnects";
                report(prediction, report, server, client, happens).leadsTo(prediction.consequence(rejected));
            }
            case DataCipher.Mismatched mismatched -> {
                var server = Stance.fixed(prediction.server(), mismatched.server());
                var client = Stance.fixed(prediction.client(), mismatched.client());
                var outcome = prediction.consequence(mismatched);
                report(prediction, report, server, client, Report.sentence(outcome))
                        .leadsTo(outcome);
            }
            case DataCipher.Agreed(var agreed) -> {
                var server = Stance.stated(prediction.server());
                var client = Stance.stated(prediction.client());
                if (server.sharesNoneWith(client) && consistency.isContradiction(server.ciphers(), client.ciphers())) {
                    var happens = "they disagree, although OpenVPN settles on `%s`"
                            .formatted(Shown.cipher(agreed, prediction.client().source()));
                    report(prediction, report, server, client, happens).leadsTo(Consequence.NONE);
                }
            }
        }
    }

    private static Report.Entry report(
            Prediction prediction, Report report, Stance server, Stance client, String happens) {
        return report.at(
                        server.ciphers(),
                        prediction.server().source(),
                        "server %s, client %s: %s".formatted(server.words(), client.words(), happens))
                .and(client.ciphers(), prediction.client().source(), "client " + client.words())
                .help(help(server, client, Permitted.to(prediction)))
                .logs(LogLines.ofDataCipher(prediction));
    }

    /** {@return the lines that make one side accept what the other does; where policies forbid that, a line for each} */
    private static String help(Stance server, Stance client, Permitted permitted) {
        var either = Stream.concat(
                        client.with(server, permitted).map("`%s` in the client"::formatted).stream(),
                        server.with(client, permitted).map("`%s` in the server"::formatted).stream())
                .toList();
        if (!either.isEmpty()) {
            return "write " + String.join(", or ", either);
        }
        return permitted.ciphers().stream()
                .findFirst()
                .map(cipher -> Permitted.lines(server.option() + " " + cipher, client.option() + " " + cipher))
                .orElseGet(permitted::noCipher);
    }

    /**
     * The ciphers that a side goes by.
     *
     * @param phrase what it does with them
     * @param option the one that changes them
     */
    private record Stance(Process process, String phrase, String option, Setting<List<String>> ciphers) {

        /** What it accepts: its list, or its one cipher if it does not negotiate. */
        static Stance inForce(Process process) {
            var settings = process.config().ciphers();
            if (!settings.negotiates().value()) {
                return fixed(process, settings.cipher().value());
            }
            var offered = settings.offered();
            if (offered.isStated()) {
                return list(process, "accepts only `%s`", offered);
            }
            if (!settings.cipher().isStated()) {
                return list(process, "accepts only `%s` (default)", offered);
            }
            // Up to 2.5, `cipher` is added to what is offered; later it is no offer, but still the place to look at.
            var isAdded = offered.value().contains(settings.cipher().value());
            var phrase =
                    "accepts only `%s` " + (isAdded ? "(default, and `cipher`)" : "(default; `cipher` is not offered)");
            return list(
                    process,
                    phrase,
                    new Setting<>(offered.value(), settings.cipher().origin()));
        }

        /** What it uses without negotiation. */
        static Stance fixed(Process process, String cipher) {
            var origin = process.config().ciphers().cipher().origin();
            var phrase = origin.isStated() ? "uses `%s`" : "uses `%s` (default)";
            return new Stance(process, phrase, "cipher", new Setting<>(List.of(cipher), origin));
        }

        /** What it says; if nothing, what it accepts. */
        static Stance stated(Process process) {
            var settings = process.config().ciphers();
            var cipher = settings.cipher();
            if (!cipher.isStated()) {
                return inForce(process);
            }
            if (!settings.negotiates().value() || !settings.offered().isStated()) {
                var ciphers = new Setting<>(List.of(cipher.value()), cipher.origin());
                return new Stance(process, "states `cipher %s`", "cipher", ciphers);
            }
            var both = Stream.concat(settings.offered().value().stream(), Stream.of(cipher.value()))
                    .distinct()
                    .toList();
            return list(
                    process,
                    "states `%s`",
                    new Setting<>(both, settings.offered().origin()));
        }

        private static Stance list(Process process, String phrase, Setting<List<String>> ciphers) {
            return new Stance(process, phrase, Permitted.cipherList(process), ciphers);
        }

        String words() {
            return phrase.formatted(String.join(":", shown(ciphers.value().stream())));
        }

        private List<String> shown(Stream<String> names) {
            return names.map(cipher -> Shown.cipher(cipher, process.source())).toList();
        }

        boolean sharesNoneWith(Stance other) {
            return Collections.disjoint(names(), other.names());
        }

        /** Case does not matter, and a question mark only says that the cipher may be missing. */
        private List<String> names() {
            return ciphers.value().stream()
                    .map(cipher -> cipher.replaceFirst("^\\?", "").toUpperCase(Locale.ROOT))
                    .toList();
        }

        /** {@return the line that makes this side accept the other's first choice that is allowed, if there is one} */
        Optional<String> with(Stance other, Permitted permitted) {
            return other.shown(other.allowed(permitted).limit(1)).stream()
                    .findFirst()
                    .map(theirs -> {
                        var ours = Stream.concat(shown(allowed(permitted)).stream(), Stream.of(theirs));
                        return option + " "
                                + (option.equals("cipher") ? theirs : ours.collect(Collectors.joining(":")));
                    });
        }

        private Stream<String> allowed(Permitted permitted) {
            return ciphers.value().stream().filter(permitted::allowsCipher);
        }
    }
}
