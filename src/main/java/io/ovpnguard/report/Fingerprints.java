package io.ovpnguard.report;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Where;
import io.ovpnguard.manifest.Locations;
import io.ovpnguard.manifest.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** By what a finding is known again: it stays the same when lines move. */
public final class Fingerprints {

    private final Locations locations;
    private final Snippet snippet = new Snippet();

    public Fingerprints(Locations locations) {
        this.locations = Objects.requireNonNull(locations);
    }

    /** {@return a digest of the rule, and of each place's file, object, key and option; of no line and no value} */
    public String of(Finding finding) {
        var parts = new StringBuilder(finding.rule().value());
        finding.labels().forEach(label -> place(label.where(), parts));
        return HexFormat.of().formatHex(sha256().digest(parts.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void place(Where where, StringBuilder parts) {
        var place = locations.place(where);
        parts.append('\n')
                .append(place.file())
                .append('\t')
                .append(place.object().map(ObjectRef::toString).orElse(""))
                .append('\t')
                .append(place.key().orElse(""))
                .append('\t')
                .append(snippet.option(where));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
