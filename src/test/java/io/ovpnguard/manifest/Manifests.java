package io.ovpnguard.manifest;

import io.ovpnguard.finding.Where;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Manifests in tests: how they are read, and what stands at a place of them. */
final class Manifests {

    private Manifests() {}

    static Inspection read(String text) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "vpn.yaml");
        return reader.inspect();
    }

    /** {@return what stands in the manifest at a place of one line} */
    static String at(String manifest, Inspection inspection, Where where) {
        var place = inspection.locations().place(where);
        var line = manifest.split("\n", -1)[place.line() - 1];
        return line.substring(
                line.offsetByCodePoints(0, place.column() - 1), line.offsetByCodePoints(0, place.endColumn() - 1));
    }

    static String indent(int columns, String text) {
        return text.indent(columns).replaceAll("(?m)^ +$", "");
    }
}
