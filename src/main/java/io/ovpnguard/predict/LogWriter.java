package io.ovpnguard.predict;

import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;

/** Collects the log lines of a session side by side. */
final class LogWriter {

    /** Stands for the address and port of a peer, which no config tells. */
    static final String PEER = "ADDR:PORT";

    private final Prediction prediction;
    private final boolean isDiscreet;
    private final List<String> server = new ArrayList<>();
    private final List<String> client = new ArrayList<>();

    private LogWriter(Prediction prediction, boolean isDiscreet) {
        this.prediction = prediction;
        this.isDiscreet = isDiscreet;
    }

    /** {@return a writer that keeps every line} */
    static LogWriter of(Prediction prediction) {
        return new LogWriter(prediction, false);
    }

    /** {@return a writer that leaves out what repeats free text of a config or certificate, such as a path} */
    static LogWriter discreet(Prediction prediction) {
        return new LogWriter(prediction, true);
    }

    /** {@return the process of a side} */
    Process process(Side side) {
        return side == Side.SERVER ? prediction.server() : prediction.client();
    }

    /** {@return the version of a side} */
    Version version(Side side) {
        return process(side).version();
    }

    Prediction prediction() {
        return prediction;
    }

    /** Adds lines of OpenVPN's own words, names of ciphers and numbers. A client of other words says them elsewhere. */
    void says(Side side, String... lines) {
        if (!version(side).isConnect()) {
            of(side).addAll(List.of(lines));
        }
    }

    /** Adds a line of a client made from the OpenVPN 3 core. */
    void connectSays(String line) {
        client.add(line);
    }

    /** Adds a line that repeats what somebody wrote. */
    void repeats(Side side, String line) {
        if (!isDiscreet) {
            of(side).add(line);
        }
    }

    /** Adds a line that ends in what somebody wrote; a discreet writer keeps what comes before, to be searched for. */
    void endsIn(Side side, String begin, String end) {
        says(side, isDiscreet ? begin : begin + end);
    }

    private List<String> of(Side side) {
        return side == Side.SERVER ? server : client;
    }

    LogLines lines() {
        return new LogLines(
                server.stream().distinct().toList(), client.stream().distinct().toList());
    }
}
