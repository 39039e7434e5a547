package io.ovpnguard.manifest;

import io.ovpnguard.source.Problem;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Splits a stream into documents, as kubectl does, and composes each on its own: a broken one does not hide the others.
 */
public final class YamlDocuments {

    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---(?=\\s|$)");

    private static final Pattern TEMPLATE = Pattern.compile("(?:---)?\\s*# Source: (\\S{1,300})");

    /**
     * One document.
     *
     * @param base code-point offset in the file that mark 0 of the node has
     * @param template that Helm says it has rendered the document from
     */
    public record Document(Node root, int base, Optional<String> template) {}

    private final Source source;
    private final String text;
    private final List<Problem> problems;
    private final List<Span> templates = new ArrayList<>();

    public YamlDocuments(Source source, String text, List<Problem> problems) {
        this.source = source;
        this.text = text;
        this.problems = problems;
    }

    /** {@return the documents that could be read; of the others, the problems tell} */
    public List<Document> read() {
        var documents = new ArrayList<Document>();
        var matcher = SEPARATOR.matcher(text);
        var from = 0;
        while (from < text.length()) {
            var end = matcher.find(Math.min(from + 1, text.length())) ? matcher.start() : text.length();
            var values = JsonValues.split(text, from, end);
            for (var index = 0; index + 1 < values.size(); index++) {
                compose(values.get(index), values.get(index + 1)).ifPresent(documents::add);
            }
            from = end;
        }
        return documents;
    }

    /** {@return the documents that some program has yet to make manifests of; {@link #read} leaves them out} */
    List<Span> templates() {
        return templates;
    }

    private Optional<Document> compose(int from, int to) {
        var base = source.span(from, from).start();
        var document = text.substring(from, to);
        var mayBeTemplate = ManifestText.mayBeTemplate(document);
        try {
            var root = yaml().compose(new StringReader(document));
            if (mayBeTemplate && root != null && ManifestText.isTemplate(root)) {
                templates.add(new Span(source, base, base));
                return Optional.empty();
            }
            return Optional.ofNullable(root).map(node -> new Document(node, base, template(from, to)));
        } catch (MarkedYAMLException broken) {
            if (mayBeTemplate) {
                templates.add(new Span(source, base, base));
                return Optional.empty();
            }
            reportAt(base, broken);
        } catch (YAMLException broken) {
            report(new Span(source, base, base), broken.getMessage());
        } catch (IllegalArgumentException broken) {
            // Seen from SnakeYAML for a tag that is no URI.
            report(new Span(source, base, base), "a tag is no URI");
        }
        return Optional.empty();
    }

    private void reportAt(int base, MarkedYAMLException broken) {
        var mark = broken.getProblemMark();
        var offset = mark == null ? base : Math.min(base + mark.getIndex(), source.length());
        report(new Span(source, offset, offset), broken.getProblem());
    }

    private Optional<String> template(int from, int to) {
        var matcher = TEMPLATE.matcher(text).region(from, to);
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private void report(Span span, String problem) {
        var told = problem == null
                ? "unknown problem"
                : problem.lines().findFirst().orElse("unknown problem");
        problems.add(new Problem(
                true,
                span,
                "this document cannot be read as YAML: " + told.replaceAll("\\p{Cntrl}", "?"),
                Optional.of("mend the document; what it holds was not checked")));
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setCodePointLimit(SizeLimit.ANY.bytes());
        var dumper = new DumperOptions();
        return new Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new KubernetesResolver());
    }
}
