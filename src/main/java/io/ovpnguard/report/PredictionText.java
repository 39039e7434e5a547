package io.ovpnguard.report;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Origin;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.predict.DataPackets.Family;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Outcome;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A prediction for people: the phases as a timeline, what is in force on both sides, and what to expect in the logs. */
public final class PredictionText {

    private static final List<Integer> PACKETS = List.of(84, 576, 1400, 1500);
    private static final int PATH_MTU = 1500;

    private final Prediction prediction;
    private final boolean isColoured;
    private final StringBuilder out = new StringBuilder();
    private final List<Row> table = new ArrayList<>();

    private record Row(String name, String server, String client) {}

    private PredictionText(Prediction prediction, boolean isColoured) {
        this.prediction = prediction;
        this.isColoured = isColoured;
    }

    /** {@return the prediction and what the rules say of it} */
    public static String of(Prediction prediction, List<Finding> findings, boolean isColoured) {
        var text = new PredictionText(prediction, isColoured);
        text.head();
        text.timeline();
        text.settings();
        if (prediction.outcome().compareTo(Outcome.NO_TRAFFIC) > 0) {
            text.packets();
        }
        text.logs();
        text.causes(findings);
        return text.out.toString();
    }

    private void head() {
        var verdict = switch (prediction.outcome()) {
            case SERVER_START -> "the server does not start";
            case CLIENT_START -> "the client does not start";
            case NO_HANDSHAKE -> "no handshake";
            case NO_TRAFFIC -> "the tunnel comes up and carries nothing";
            case LARGE_LOST -> "small packets pass, large ones are lost";
            case WORKS -> prediction.unknown().isEmpty() ? "works" : "works, as far as is known";
        };
        line(colour(prediction.outcome() == Outcome.WORKS ? "32" : "31", verdict) + ": server "
                + prediction.server().version() + ", client "
                + prediction.client().version());
        line("");
    }

    private void timeline() {
        var phases = new PhaseText(prediction);
        for (var phase : Phase.values()) {
            var mark = phases.isHarmed(phase)
                    ? colour("31", "STOP")
                    : phases.isReached(phase) ? colour("32", "ok  ") : "-   ";
            var said = phases.isReached(phase) || phases.isHarmed(phase)
                    ? Snippet.visible(phases.of(phase))
                    : "not reached";
            line("  %s  %-16s %s".formatted(mark, phase.word(), said));
        }
    }

    private void settings() {
        title("In force", "server", "client");
        row("proto", config -> Optional.of(config.transport().first().protocol()), value -> value.word());
        row("dev", config -> config.device().type(), value -> value.word());
        row("topology", config -> Optional.of(config.device().topology()), value -> value.word());
        row("cipher", config -> Optional.of(config.ciphers().cipher()), value -> value);
        row(
                "data-ciphers",
                config -> Optional.of(config.ciphers().offered())
                        .filter(offered -> !offered.value().isEmpty()),
                value -> String.join(":", value));
        row("auth", config -> config.written().value("auth"), value -> value);
        row("compression", config -> config.compression().stated(), value -> value);
        row("tun-mtu", config -> Optional.of(config.mtu().tunMtu()), value -> value.toString());
        row("fragment", config -> config.mtu().fragment(), value -> value.toString());
        row("mssfix", config -> config.mtu().mssfix(), value -> value.toString());
        endTable();
    }

    private <T> void row(
            String name, Function<EffectiveConfig, Optional<Setting<T>>> setting, Function<T, String> word) {
        var server = setting.apply(prediction.server().config());
        var client = setting.apply(prediction.client().config());
        if (server.isPresent() || client.isPresent()) {
            row(name, shown(server, word), shown(client, word));
        }
    }

    private static <T> String shown(Optional<Setting<T>> setting, Function<T, String> word) {
        return setting.map(found -> Snippet.visible(word.apply(found.value())) + " (" + origin(found.origin()) + ")")
                .orElse("-");
    }

    private static String origin(Origin origin) {
        return switch (origin) {
            case Origin.Written(var span) -> "line " + span.from().line();
            case Origin.Pushed(var span) -> "pushed, line " + span.from().line();
            case Origin.Implied(var by) -> "by line " + by.from().line();
            case Origin.Default _ -> "default";
        };
    }

    private void packets() {
        title("Bytes on the wire, IPv4", "from server", "from client");
        for (var size : PACKETS) {
            row(size + " inside", sent(Side.SERVER, size), sent(Side.CLIENT, size));
        }
        for (var family : Family.values()) {
            row(
                    "largest, path MTU " + PATH_MTU + (family == Family.IPV4 ? "" : " IPv6"),
                    largest(Side.SERVER, family),
                    largest(Side.CLIENT, family));
        }
        endTable();
    }

    private String sent(Side side, int size) {
        return "" + prediction.packetSizes().from(side).onWire(size, Family.IPV4);
    }

    private String largest(Side side, Family family) {
        return "" + prediction.packetSizes().from(side).largestWithin(PATH_MTU, family);
    }

    private void logs() {
        var lines = LogLines.of(prediction);
        logs(prediction.server(), "Server logs", lines.server());
        logs(prediction.client(), "Client logs", lines.client());
    }

    private void logs(Process process, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line("");
            line(title + " (" + process.version() + "):");
            lines.forEach(each -> line("  " + Snippet.visible(each)));
        }
    }

    private void causes(List<Finding> findings) {
        if (!findings.isEmpty()) {
            line("");
            line("What the rules say:");
            for (var finding : findings) {
                line("  " + finding.severity().word() + "[" + finding.rule() + "]: " + finding.message());
                finding.notes().forEach(note -> line("    note: " + Snippet.visible(note)));
                finding.help().ifPresent(help -> line("    help: " + help));
            }
            line(findings.stream()
                    .map(finding -> finding.rule().value())
                    .distinct()
                    .collect(Collectors.joining(" ", "  more: ovpnguard explain ", "")));
        }
        if (!prediction.unknown().isEmpty()) {
            line("");
            line("Not known:");
            prediction.unknown().forEach(each -> line("  " + Snippet.visible(each)));
        }
    }

    private void title(String title, String server, String client) {
        line("");
        table.clear();
        table.add(new Row(title, server, client));
    }

    private void row(String name, String server, String client) {
        table.add(new Row("  " + name, server, client));
    }

    private void endTable() {
        var names = table.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        var servers =
                table.stream().mapToInt(row -> row.server().length()).max().orElse(0);
        for (var row : table) {
            line(padded(row.name(), names) + "  " + padded(row.server(), servers) + "  " + row.client());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private String colour(String code, String text) {
        return isColoured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
