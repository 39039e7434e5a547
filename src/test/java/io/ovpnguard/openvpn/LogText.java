package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Occ;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes out of a log what says nothing about the configs: peers' names and addresses, session ids, counters. */
final class LogText {

    /** A server begins what concerns one client with {@code client/10.99.0.2:1194 } or {@code 10.99.0.2:1194 }. */
    private static final Pattern PEER = Pattern.compile(
            "^(?:[\\w .@<>+-]+/)?(?:(?:udp|tcp)?[46]?(?:-server|-client)?:?(?:\\[AF_INET])?)?(?:\\d+\\.){3}\\d+:\\d+ ");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:\\[AF_INET6?](?:::ffff:)?|(?:udp|tcp)4:)?(?:\\d+\\.){3}\\d+:\\d+");

    private static final Pattern NUMBER =
            Pattern.compile("(header byte: |\\[ #|\\bsid=|peer-id[ :=]+|\\bfd=|failed to occur within )[0-9a-fx]+");

    /** Key material, which verbosity 7 prints. */
    private static final Pattern DUMP = Pattern.compile("(?:[0-9a-f]{8} ){2}|pre_master|random[12]?:|[Kk]ey: Using");

    private static final List<Pattern> CIPHER = Stream.of(
                    "Data Channel: [Cc]ipher '([^']+)'",
                    "Outgoing Data Channel: Cipher '([^']+)' initialized",
                    "Data Channel Encrypt: Cipher '([^']+)'",
                    "Outgoing Static Key Encryption: Cipher '([^']+)'",
                    "Static Encrypt: Cipher '([^']+)'",
                    "Data Channel: using negotiated cipher '([^']+)'")
            .map(Pattern::compile)
            .toList();

    /** The null cipher is told of in a warning only. */
    private static final Pattern NULL_CIPHER = Pattern.compile("(?i)cipher .?none|--cipher none");

    private static final String NULL_CIPHER_NAME = "none?";

    private static final Pattern LOCAL = optionsString("Local Options String");
    private static final Pattern EXPECTED = optionsString("Expected Remote Options String");

    private LogText() {}

    private static Pattern optionsString(String title) {
        return Pattern.compile("(?m)" + title + "(?: \\(VER=\\w+\\))?: '(.*)'\\s*$");
    }

    /** {@return each different line once, in order} */
    static List<String> lines(List<String> log) {
        return log.stream()
                .filter(line -> !DUMP.matcher(line).find())
                .map(LogText::line)
                .distinct()
                .toList();
    }

    private static String line(String line) {
        var own = PEER.matcher(line.stripTrailing()).replaceFirst("");
        return NUMBER.matcher(ADDRESS.matcher(own).replaceAll("ADDR:PORT")).replaceAll("$1N");
    }

    /** {@return the last data cipher that a log names} */
    static Optional<String> dataCipher(String log) {
        return CIPHER.stream()
                .map(pattern -> pattern.matcher(log).results().reduce((first, second) -> second))
                .flatMap(Optional::stream)
                .findFirst()
                .map(group(1))
                .or(() -> Optional.of(NULL_CIPHER_NAME)
                        .filter(_ -> NULL_CIPHER.matcher(log).find()));
    }

    /** {@return the options strings: those of the server's last client, and the client's first} */
    static Occ occ(String serverLog, String clientLog) {
        BinaryOperator<MatchResult> last = (first, second) -> second;
        BinaryOperator<MatchResult> first = (one, another) -> one;
        return new Occ(
                string(LOCAL, serverLog, last),
                string(EXPECTED, serverLog, last),
                string(LOCAL, clientLog, first),
                string(EXPECTED, clientLog, first));
    }

    private static Optional<String> string(Pattern pattern, String log, BinaryOperator<MatchResult> which) {
        return pattern.matcher(log).results().reduce(which).map(group(1));
    }

    private static Function<MatchResult, String> group(int number) {
        return found -> found.group(number);
    }
}
