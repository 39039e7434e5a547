package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.effective.CompressionSettings;
import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Framing;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.Optional;

/** One side puts a compression header in front of packets, and the other expects none or another. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "server and client frame packets for different compression",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: comp.c, lzo.c, compstub.c, comp-lz4.c; options_string of options.c",
        logs = {
            "'comp-lzo' is present in (local|remote) config but missing",
            "Bad .*compression header byte",
            "IP packet with unknown IP version=",
            "server pushed compression settings that are not allowed"
        })
public final class MismatchedCompression implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (isRefused(prediction.server()) || isRefused(prediction.client())) {
            return;
        }
        var server = Stance.own(prediction.server());
        var client = Stance.own(prediction.client());
        var pushed = Stance.pushed(prediction);
        switch (prediction.compression()) {
            case Framing.Refused refused ->
                report(prediction, report, pushed.orElseThrow(), client, "the client refuses that and disconnects")
                        .leadsTo(prediction.consequence(refused))
                        .help("%s, or add `allow-compression asym` to the client"
                                .formatted(removal(pushed.orElseThrow(), server)));
            case Framing.Forbidden forbidden ->
                report(
                                prediction,
                                report,
                                pushed.map(server::pushing).orElse(server),
                                client,
                                "an OpenVPN 3 client allows `compress stub-v2` only, and disconnects")
                        .leadsTo(prediction.consequence(forbidden))
                        .help(pushed.map(push ->
                                        "write `push \"compress stub-v2\"` in the server's place of " + push.option())
                                .orElse("remove `%s` from the client and all compression from the server"
                                        .formatted(client.option())));
            case Framing.Mismatched mismatched ->
                report(
                                prediction,
                                report,
                                pushed.map(server::pushing).orElse(server),
                                client,
                                happens(prediction.consequence(mismatched)))
                        .leadsTo(prediction.consequence(mismatched))
                        .help(pushed.map(push -> helpWithPush(push, server)).orElseGet(() -> help(server, client)));
            case Framing.Compatible _ -> compatible(prediction, consistency, report, pushed.orElse(server), client);
        }
    }

    /** A side that does not start for its compression frames nothing. */
    private static boolean isRefused(Process process) {
        return process.config().compression().refused().isPresent();
    }

    private static void compatible(
            Prediction prediction, Consistency consistency, Report report, Stance server, Stance client) {
        if (server.agreesWith(client)) {
            return;
        }
        if (consistency.isContradiction(server.compression(), client.compression())) {
            report(prediction, report, server, client, "they disagree, although the tunnel works")
                    .leadsTo(prediction.isComparisonLogged() ? Consequence.WORKS_WITH_WARNING : Consequence.NONE)
                    .help(help(server, client));
        } else if (!server.isPushed() && prediction.isComparisonLogged()) {
            report(prediction, report, server, client, "the tunnel works, and a side before 2.6 warns in its log")
                    .as(Severity.WARNING)
                    .leadsTo(Consequence.WORKS_WITH_WARNING)
                    .help(help(server, client));
        }
    }

    private static Report.Entry report(
            Prediction prediction, Report report, Stance server, Stance client, String happens) {
        return report.at(
                        server.compression(),
                        prediction.server().source(),
                        "server %s, client %s: %s".formatted(server.words(), client.words(), happens))
                .and(client.compression(), prediction.client().source(), "client " + client.words())
                .logs(LogLines.ofCompression(prediction));
    }

    private static String happens(Outcome outcome) {
        return outcome == Outcome.LARGE_LOST
                ? "packets large enough to be compressed are lost"
                : Report.sentence(outcome);
    }

    private static String help(Stance server, Stance client) {
        if (!client.isStated()) {
            return "remove `%1$s` from the server, or write `%1$s` in the client".formatted(server.option());
        }
        if (!server.isStated()) {
            return "remove `%1$s` from the client, or write `%1$s` in the server".formatted(client.option());
        }
        return "write `%s` in the client, or `%s` in the server".formatted(server.option(), client.option());
    }

    private static String helpWithPush(Stance pushed, Stance server) {
        return server.isStated()
                ? "write `push \"%s\"` or `%s` in the server".formatted(server.option(), pushed.option())
                : "%s, or add `%s` to it".formatted(removal(pushed, server), pushed.option());
    }

    private static String removal(Stance pushed, Stance server) {
        var own = server.isStated() ? " and its own `%s`".formatted(server.option()) : "";
        return "remove `push \"%s\"`%s from the server".formatted(pushed.option(), own);
    }

    /**
     * What one config says about compression.
     *
     * @param words that, as the end of a sentence
     * @param option the option as written; empty if there is none
     */
    private record Stance(String words, String option, Setting<Compression> compression) {

        static Stance own(Process process) {
            var settings = process.config().compression();
            return settings.stated()
                    .map(Setting::value)
                    .map(option -> new Stance("has `" + option + "`", option, settings.compression()))
                    .orElse(new Stance("has no compression option", "", settings.compression()));
        }

        static Optional<Stance> pushed(Prediction prediction) {
            // What the client cannot read, it skips.
            return prediction
                    .compression()
                    .pushed()
                    .flatMap(push -> Compression.NONE
                            .with(push, prediction.client().version())
                            .map(compression -> {
                                var option = CompressionSettings.text(push);
                                var setting = new Setting<>(compression, new Origin.Pushed(push.span()));
                                return new Stance("pushes `" + option + "`", option, setting);
                            }));
        }

        /** {@return this stance of a server, told where it pushes another} */
        Stance pushing(Stance push) {
            return new Stance(push.words + " and itself " + words, push.option, push.compression);
        }

        boolean isStated() {
            return !option.isEmpty();
        }

        boolean isPushed() {
            return compression.origin() instanceof Origin.Pushed;
        }

        /** A side that migrates takes every header. */
        boolean agreesWith(Stance other) {
            var one = compression.value();
            var two = other.compression.value();
            return one.header() == two.header() || one.has(Flag.MIGRATES) || two.has(Flag.MIGRATES);
        }
    }
}
