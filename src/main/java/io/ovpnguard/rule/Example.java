package io.ovpnguard.rule;

import io.ovpnguard.finding.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The case of a rule that its page shows. */
final class Example {

    private static final List<String> FILES = List.of("policy.yaml", "server.conf", "client.conf", "manifest.yaml");

    /** Of keys and certificates, with the indentation of a manifest: nobody reads them. */
    private static final Pattern PEM_BODY =
            Pattern.compile("(?s)(-----BEGIN [^\\n]*-----\\n)( *)[^-]*(\\n *-----END )");

    /** Properties of a case, and what they are in words; what comes of the case, it says itself. */
    private static final List<Map.Entry<String, String>> CIRCUMSTANCES = List.of(
            Map.entry("server-version", "server "),
            Map.entry("client-versions", "client "),
            Map.entry("client-platform", "clients on "));

    private static final String MODE = "server-mode.";

    private final String folder;

    private Example(RuleId id) {
        this.folder = "cases/" + id + "/fires/";
    }

    /** {@return in Markdown, configs in which a rule fires and what is said of them} */
    static String of(RuleId id) {
        return new Example(id).text();
    }

    private String text() {
        var text = new StringBuilder("## Example\n");
        FILES.forEach(file -> resource(file)
                .ifPresent(content -> text.append("\n`")
                        .append(file)
                        .append("`\n\n```\n")
                        .append(PEM_BODY.matcher(content)
                                .replaceAll("$1$2...$3")
                                .stripTrailing())
                        .append("\n```\n")));
        resource("expect.txt")
                .ifPresent(said -> text.append("\novpnguard says")
                        .append(circumstances())
                        .append("\n\n```\n")
                        .append(said.stripTrailing())
                        .append("\n```\n"));
        return text.toString();
    }

    /** {@return what the configs are judged for, beside what is written in them} */
    private String circumstances() {
        var stated = resource("case.properties")
                .orElse("")
                .lines()
                .filter(line -> line.contains("="))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(
                        property -> property[0],
                        property -> property[1].replace(",", ", "),
                        (_, last) -> last,
                        TreeMap::new));
        var versions = CIRCUMSTANCES.stream()
                .filter(known -> stated.containsKey(known.getKey()))
                .map(known -> known.getValue() + stated.get(known.getKey()));
        var modes = stated.entrySet().stream()
                .filter(property -> property.getKey().startsWith(MODE))
                .map(property -> "mode " + property.getValue() + " of the server's `"
                        + property.getKey().substring(MODE.length()) + "`");
        var words = Stream.concat(versions, modes).collect(Collectors.joining("; "));
        return words.isEmpty() ? "" : " of " + words;
    }

    private Optional<String> resource(String name) {
        return RuleCatalog.resource(folder + name);
    }
}
