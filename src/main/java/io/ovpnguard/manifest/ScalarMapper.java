package io.ovpnguard.manifest;

import io.ovpnguard.source.Span;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/**
 * Finds where the characters of a YAML scalar stand in the manifest. SnakeYAML marks only its beginning (the {@code |} or
 * the quote) and its end.
 */
final class ScalarMapper {

    private final int[] manifest;
    private final int start;
    private final int end;
    private final int[] content;
    private final ManifestMap.Builder segments = new ManifestMap.Builder();

    private ScalarMapper(int[] manifest, int start, int end, String value) {
        this.manifest = manifest;
        this.start = start;
        this.end = end;
        this.content = value.codePoints().toArray();
    }

    /**
     * {@return the map of a scalar}
     *
     * @param manifest the whole file's code points
     * @param start offset of the scalar's first mark
     * @param end offset behind the scalar
     */
    static ManifestMap map(Span anchor, int[] manifest, int start, int end, String value, ScalarStyle style) {
        var mapper = new ScalarMapper(manifest, start, end, value);
        var isMapped = switch (style) {
            case LITERAL -> mapper.literal();
            case DOUBLE_QUOTED -> mapper.doubleQuoted();
            case SINGLE_QUOTED -> mapper.singleQuoted();
            case PLAIN -> mapper.plain();
            case FOLDED, JSON_SCALAR_STYLE -> false;
        };
        return isMapped
                ? ManifestMap.proven(anchor, mapper.segments.segments(), mapper.content, manifest)
                : ManifestMap.coarse(anchor);
    }

    private boolean plain() {
        if (content.length != end - start) {
            return false;
        }
        segments.add(0, start, content.length);
        return true;
    }

    /** Line by line: the value's line is the end of the manifest's line, behind nothing but the indent. */
    private boolean literal() {
        var line = nextLine(start);
        var position = 0;
        while (position < content.length) {
            var lineEnd = position;
            while (lineEnd < content.length && content[lineEnd] != '\n') {
                lineEnd++;
            }
            var length = lineEnd - position;
            if (line >= manifest.length && length > 0) {
                return false;
            }
            var manifestEnd = line;
            while (manifestEnd < manifest.length && manifest[manifestEnd] != '\n') {
                manifestEnd++;
            }
            var next = manifestEnd + 1;
            if (manifestEnd > line && manifest[manifestEnd - 1] == '\r') {
                manifestEnd--;
            }
            if (length > 0) {
                var begin = manifestEnd - length;
                if (begin < line || !isIndent(line, begin)) {
                    return false;
                }
                segments.add(position, begin, length);
            }
            position = lineEnd + 1;
            line = next;
        }
        return true;
    }

    private boolean isIndent(int from, int to) {
        for (var index = from; index < to; index++) {
            if (manifest[index] != ' ') {
                return false;
            }
        }
        return true;
    }

    private int nextLine(int from) {
        var index = from;
        while (index < manifest.length && manifest[index] != '\n') {
            index++;
        }
        return index + 1;
    }

    private boolean singleQuoted() {
        var position = 0;
        for (var index = start + 1; index < end - 1; index++) {
            if (manifest[index] == '\n' || position >= content.length) {
                return false;
            }
            if (manifest[index] == '\'') {
                index++;
            }
            segments.add(position++, index, 1);
        }
        return position == content.length;
    }

    private boolean doubleQuoted() {
        var position = 0;
        var index = start + 1;
        while (index < end - 1) {
            if (manifest[index] == '\n') {
                return false;
            }
            if (manifest[index] != '\\') {
                if (position >= content.length) {
                    return false;
                }
                segments.add(position++, index++, 1);
                continue;
            }
            var escape = escapeLength(index + 1);
            if (escape.isEmpty()) {
                index = behindLineBreak(index + 1);
            } else {
                // An escape has no run of its own text, so a place in it is found through its neighbours only.
                position++;
                index += 1 + escape.get();
            }
        }
        return position == content.length;
    }

    /** {@return how many characters follow the backslash, or empty for an escaped line break} */
    private Optional<Integer> escapeLength(int index) {
        return switch (manifest[index]) {
            case 'x' -> Optional.of(3);
            case 'u' -> Optional.of(5);
            case 'U' -> Optional.of(9);
            case '\n', '\r' -> Optional.empty();
            default -> Optional.of(1);
        };
    }

    private int behindLineBreak(int index) {
        var position = manifest[index] == '\r' ? index + 1 : index;
        position++;
        while (position < end && (manifest[position] == ' ' || manifest[position] == '\t')) {
            position++;
        }
        return position;
    }
}
