package io.ovpnguard.batch;

import io.ovpnguard.batch.RecordedRuns.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The page that says how often predictions are right. */
final class Accuracy {

    private static final String INTRODUCTION = """
            # Accuracy

            Every row is a server and a client that were really run, or one process: real OpenVPN of each version, in network
            namespaces, with pings through the tunnel. A pair agrees when the outcome, the data cipher that the client logs and the
            four options strings, byte for byte, are as `ovpnguard predict --batch` says. A row of options strings agrees when both
            strings do.

            This page is written by

                ./mvnw test -Dtest=AccuracyTest -Dovpnguard.oracle=DIR -Dgolden=update

            from a folder of recorded runs. A sample of it, with one row of each topic for each pair of versions, is part of the
            project and checked by every `./mvnw test` (`RecordedRunsTest`); with `-Dovpnguard.oracle=DIR` all rows are.
            """;

    /** How many of some rows agree. */
    private record Share(int agreed, int rows) {

        static final Share NONE = new Share(0, 0);

        Share and(boolean isAgreed) {
            return new Share(agreed + (isAgreed ? 1 : 0), rows + 1);
        }

        @Override
        public String toString() {
            return agreed + " / " + rows;
        }
    }

    private final TreeMap<String, Share> byTopic = new TreeMap<>();
    private final TreeMap<String, Share> byVersions = new TreeMap<>();
    private final TreeMap<String, Share> strings = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();
    private Share all = Share.NONE;

    private Accuracy() {}

    /** {@return the page for all runs of a folder} */
    static String page(Path folder) throws IOException, InterruptedException {
        var runs = RecordedRuns.open(folder);
        var accuracy = new Accuracy();
        for (var file : RecordedRuns.files(folder, "pairs-").toList()) {
            runs.pairs(file).forEach(accuracy::addPair);
        }
        for (var file : RecordedRuns.files(folder, "options-strings-").toList()) {
            runs.single(file).forEach(accuracy::addStrings);
        }
        return accuracy.page();
    }

    private void addPair(Judged pair) {
        var isAgreed = pair.differences().isEmpty();
        var versions = pair.recorded().get("server_version").asText() + " | "
                + pair.recorded().get("client_version").asText();
        all = all.and(isAgreed);
        byTopic.put(pair.topic(), byTopic.getOrDefault(pair.topic(), Share.NONE).and(isAgreed));
        byVersions.put(versions, byVersions.getOrDefault(versions, Share.NONE).and(isAgreed));
        if (!isAgreed) {
            disagreements.add("- `" + pair.recorded().get("id").asText() + "`, " + versions.replace(" | ", " and ")
                    + ": " + String.join(", ", pair.differences()));
        }
    }

    private void addStrings(Judged alone) {
        var recorded = alone.recorded();
        var side = RecordedRuns.side(recorded);
        var said = alone.predicted().path("occ");
        var isAgreed = said.path(side + "_local").equals(recorded.get("local"))
                && said.path(side + "_expects").equals(recorded.get("expects"));
        var version = recorded.get("version").asText();
        strings.put(version, strings.getOrDefault(version, Share.NONE).and(isAgreed));
        if (!isAgreed) {
            disagreements.add("- `" + recorded.get("id").asText() + "`, " + version + ": options strings");
        }
    }

    private String page() {
        var page = new StringBuilder(INTRODUCTION);
        page.append("\n**").append(all).append(" pairs agree.**\n");
        table("Pairs by topic", "topic", byTopic, page);
        table("Pairs by version", "server | client", byVersions, page);
        table("Options strings of single processes", "version", strings, page);
        page.append("\n## Disagreements\n\n");
        page.append(disagreements.isEmpty() ? "None.\n" : String.join("\n", disagreements) + "\n");
        return page.toString();
    }

    private static void table(String title, String head, TreeMap<String, Share> shares, StringBuilder page) {
        var isDouble = head.indexOf('|') >= 0;
        page.append("\n## ").append(title).append("\n\n| ").append(head).append(" | agreed / rows |\n| --- | ");
        page.append(isDouble ? "--- | " : "").append("--- |\n");
        shares.forEach((name, share) ->
                page.append("| ").append(name).append(" | ").append(share).append(" |\n"));
    }
}
