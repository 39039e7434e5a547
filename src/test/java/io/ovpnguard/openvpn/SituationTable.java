package io.ovpnguard.openvpn;

import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Prediction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/certificates.md: what ovpnguard, {@code openssl verify} and two real processes say of each situation. */
record SituationTable(List<Row> rows) {

    /** No fault. */
    static final String NOTHING = "-";

    /** What {@code openssl verify} cannot judge. */
    private static final String NO_MATTER = "n/a";

    /** What a line has that tells of a certificate, a key or a handshake. */
    private static final Pattern TELLING = Pattern.compile(
            "VERIFY .*(?:ERROR|revoked)|Options error|Cannot (?!find ovpn_dco)|Error |[Cc]ould not (?!determine IPv4)|too small|CRL: (?!loaded)|OpenSSL: error"
                    + "|Failed to |AUTH_FAILED|TLS Error: |does not match|ciphersuites in common");

    private static final Pattern SERIAL = Pattern.compile("serial=\\d+");
    private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9a-fA-F]{2}:){19,}[0-9a-fA-F]{2}");

    /**
     * Where OpenVPN stops at another fault than {@code openssl verify}, as is predicted: it passes over a list that it does
     * not have ({@code verify_callback} of ssl_verify_openssl.c), so that one of another root is no fault, and a revoked
     * intermediate is met, for whose issuer there is a list, behind a certificate for whose issuer there is none.
     */
    private static final Set<String> UNLIKE_OPENSSL = Set.of("list of another root", "intermediate revoked");

    /** A situation and what is said of it. */
    record Row(String subject, String situation, String verdict, String openssl, String server, String client) {

        static Row of(PairSetup pair, Prediction prediction, Optional<String> openssl, Played played) {
            return new Row(
                    pair.topic(),
                    pair.id(),
                    SituationTable.verdict(prediction),
                    openssl.orElse(NO_MATTER),
                    telling(played.serverLog()),
                    telling(played.clientLog()));
        }

        boolean isOfOpenSsl() {
            return !openssl.equals(NO_MATTER) && !verdict.contains("_start");
        }

        /** Whether the prediction has the fault that {@code openssl verify} finds, and none of its kind if there is none. */
        boolean agrees() {
            if (UNLIKE_OPENSSL.contains(situation)) {
                return true;
            }
            return openssl.equals(NOTHING) ? !verdict.contains("VERIFY ERROR: depth=") : verdict.contains(openssl);
        }

        private String verdicts() {
            return Stream.of(subject, situation, verdict, openssl).collect(Collectors.joining(" | ", "| ", " |"));
        }

        private String line() {
            return verdicts() + " " + code(server) + " | " + code(client) + " |";
        }

        private static String code(String text) {
            return text.equals(NOTHING) ? text : "`" + text.replace("|", "\\|") + "`";
        }
    }

    /** What is predicted, and which line of a certificate's verification comes with it. */
    private static String verdict(Prediction prediction) {
        var lines = LogLines.of(prediction);
        return Stream.concat(lines.server().stream(), lines.client().stream())
                .map(SituationTable::open)
                .filter(line -> line.startsWith("VERIFY"))
                .findFirst()
                .map(line -> prediction.outcome().word() + ": " + line)
                .orElse(prediction.outcome().word());
    }

    private static String telling(List<String> log) {
        return log.stream()
                .filter(line -> TELLING.matcher(line).find())
                .findFirst()
                .map(SituationTable::open)
                .orElse(NOTHING);
    }

    private static String open(String line) {
        var numberless = SERIAL.matcher(line).replaceAll("serial=N");
        return FINGERPRINT.matcher(numberless).replaceAll("N");
    }

    String page(String release) {
        return """
                # Certificates, keys and what is said of them

                Each row is a server and a client of which one has something odd. ovpnguard's verdict is what `predict` says: the
                outcome, and the line of a verification that fails. The next column is what `openssl verify` 3.0 says of what
                the side in question shows (`-attime`, `-purpose`, `-untrusted`, `-auth_level`, `-CRLfile`); `-` where it finds
                nothing wrong, `n/a` where it has nothing to say: what OpenVPN's own options ask is not its matter. The
                last two are lines that a real OpenVPN %s logged, the first that tells of it.

                `./mvnw failsafe:integration-test -Dit.test=CertificatesAgainstOpenVpnIT -Dgolden=update` writes this page from a
                real run; without `-Dgolden` the same test compares the verdicts.

                | subject | situation | ovpnguard | openssl verify | server's log | client's log |
                | --- | --- | --- | --- | --- | --- |
                """.formatted(release)
                + rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining());
    }

    /** {@return of each row what does not change from run to run} */
    List<String> verdicts() {
        return rows.stream().map(Row::verdicts).toList();
    }

    /** {@return the same of a page} */
    static List<String> verdicts(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> Stream.of(line.split(" \\| ", 5)).limit(4).collect(Collectors.joining(" | ")) + " |")
                .toList();
    }
}
