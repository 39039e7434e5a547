package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Numbers;
import io.ovpnguard.predict.OptionsComparison.Difference;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What both processes log of what is wrong between them, without time stamps: the lines that a person looks for, not the
 * whole log. {@code ADDR:PORT} stands for a peer, {@code N} for a number that comes from packets. What packets provoke is
 * told of a small ping from the client, then of a large one.
 */
public record LogLines(List<String> server, List<String> client) {

    public LogLines {
        server = List.copyOf(server);
        client = List.copyOf(client);
    }

    /** {@return all that is logged, phase by phase, up to where the session stops} */
    public static LogLines of(Prediction prediction) {
        var log = LogWriter.of(prediction);
        for (var phase : Phase.values()) {
            if (isReached(phase, prediction)) {
                write(phase, log);
                ConnectLog.write(phase, log);
            }
        }
        return log.lines();
    }

    /**
     * {@return what is logged of one phase, if those before it pass, without free text of a config or certificate}
     */
    public static LogLines of(Phase phase, Prediction prediction) {
        var log = LogWriter.discreet(prediction);
        write(phase, log);
        ConnectLog.write(phase, log);
        return log.lines();
    }

    private static void write(Phase phase, LogWriter log) {
        switch (phase) {
            case SERVER_START -> start(Side.SERVER, log);
            case CLIENT_START -> start(Side.CLIENT, log);
            case TRANSPORT -> HandshakeLog.transport(log);
            case CONTROL_CHANNEL -> HandshakeLog.controlChannel(log);
            case TLS -> HandshakeLog.tls(log);
            case AUTHENTICATION -> {
                comparison(log);
                AdmissionLog.authentication(log);
            }
            case PUSH -> AdmissionLog.push(log);
            case DATA_CHANNEL -> DataLog.small(log);
            case PACKET_SIZE -> DataLog.large(log);
        }
    }

    private static void start(Side side, LogWriter log) {
        ExposedFile.lines(log.process(side)).forEach(line -> log.repeats(side, line));
        log.prediction().refusal(side).stream()
                .flatMap(Refusal::all)
                .forEach(refusal -> log.repeats(side, refusal.line()));
    }

    /** {@return whether a session gets that far} */
    static boolean isReached(Phase phase, Prediction prediction) {
        return switch (prediction.outcome()) {
            case SERVER_START, CLIENT_START, NO_HANDSHAKE ->
                prediction.stopsIn().filter(last -> phase.compareTo(last) <= 0).isPresent();
            case NO_TRAFFIC -> phase != Phase.PACKET_SIZE;
            case LARGE_LOST, WORKS -> true;
        };
    }

    private static void comparison(LogWriter log) {
        for (var side : Side.values()) {
            shown(log, side).forEach(difference -> log.says(side, difference.line()));
        }
    }

    /** {@return whether the two get to see each other's options string} */
    private static boolean isCompared(Prediction prediction) {
        // Without a user name the server ends the handshake before it tells of its options.
        return prediction.authentication().fault() != Authentication.Fault.NO_USER_NAME;
    }

    /** {@return what is logged of a difference in options of these names, by sides that show it, if they get to see it} */
    public static LogLines ofOptions(Prediction prediction, Set<String> names) {
        var log = LogWriter.discreet(prediction);
        for (var side : Side.values()) {
            shown(log, side).stream()
                    .filter(difference -> names.contains(difference.option()))
                    .forEach(difference -> log.says(side, difference.line()));
        }
        return log.lines();
    }

    private static List<Difference> shown(LogWriter log, Side side) {
        var comparison = OptionsComparison.at(side, log.prediction());
        var isShown = isCompared(log.prediction())
                && comparison.verbosity() <= verbosity(log.process(side).config());
        return isShown ? comparison.differences() : List.of();
    }

    private static int verbosity(EffectiveConfig config) {
        return config.written()
                .value("verb")
                .map(text -> Numbers.atoi(text.value()))
                .orElse(1);
    }

    /** {@return what is logged about the data channel's cipher} */
    public static LogLines ofDataCipher(Prediction prediction) {
        var log = LogWriter.discreet(prediction);
        CipherLog.write(log);
        return ofOptions(prediction, Set.of("cipher")).and(log.lines());
    }

    /** {@return what is logged about the kinds of device} */
    public static LogLines ofDeviceTypes(Prediction prediction) {
        return ofOptions(prediction, Set.of("dev-type"));
    }

    /** {@return what is logged about compression} */
    public static LogLines ofCompression(Prediction prediction) {
        var lines = ofOptions(prediction, Set.of("comp-lzo"));
        if (!(prediction.compression() instanceof Framing.Refused)) {
            return lines;
        }
        return lines.and(of(Phase.PUSH, prediction));
    }

    /** {@return what is logged about packet sizes} */
    public static LogLines ofPacketSizes(Prediction prediction) {
        var isTun =
                prediction.server().config().device().type().stream().anyMatch(type -> type.value() == DeviceType.TUN);
        return isTun ? ofOptions(prediction, Set.of("tun-mtu")) : new LogLines(List.of(), List.of());
    }

    private LogLines and(LogLines more) {
        return new LogLines(join(server, more.server), join(client, more.client));
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
