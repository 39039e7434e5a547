package io.ovpnguard.manifest;

import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Leads from the nodes of one document to their places in the manifest.
 *
 * @param manifest the text that the document stands in
 * @param codePoints that whole text
 * @param base code-point offset in it that mark 0 of the nodes has
 * @param template that the document was rendered from, when stated
 */
record NodePlaces(Source manifest, int[] codePoints, int base, Optional<String> template) {

    NodePlaces {
        Objects.requireNonNull(manifest);
        Objects.requireNonNull(codePoints);
        Objects.requireNonNull(template);
    }

    /** {@return the place just before a node} */
    Span start(Node node) {
        var start = base + node.getStartMark().getIndex();
        return new Span(manifest, start, start);
    }

    Span span(Node node) {
        var start = base + node.getStartMark().getIndex();
        var end = Math.min(base + node.getEndMark().getIndex(), manifest.length());
        return new Span(manifest, start, end);
    }

    /** {@return where the characters of a scalar stand} */
    ManifestMap map(Span anchor, ScalarNode scalar) {
        return ScalarMapper.map(
                anchor,
                codePoints,
                base + scalar.getStartMark().getIndex(),
                base + scalar.getEndMark().getIndex(),
                scalar.getValue(),
                scalar.getScalarStyle());
    }
}
