package io.ovpnguard.pki;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file or inline block without its secrets: what may be kept in memory. It has as many lines as the original, and
 * {@link CertificateFile}, {@link PrivateKeyFacts}, {@link RevocationFile}, {@link DhParameters},
 * {@link CertificateFingerprints}, {@link StaticKey} and {@link TlsCryptV2} read the same from it.
 *
 * @param sufficient whether that holds: of a {@code tls-crypt-v2} server key and of odd texts nothing can be kept
 */
public record ReducedText(String text, boolean sufficient) {

    /** PEM blocks that anybody may see (RFC 7468). */
    private static final Set<String> PUBLIC = Set.of(
            "CERTIFICATE",
            "TRUSTED CERTIFICATE",
            "X509 CERTIFICATE",
            "X509 CRL",
            "PUBLIC KEY",
            "DH PARAMETERS",
            "X9.42 DH PARAMETERS",
            "EC PARAMETERS");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]*\\s*");

    /** Of {@code peer-fingerprint} and {@code verify-hash}. */
    private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9A-Fa-f]{2}:){19,31}[0-9A-Fa-f]{2}");

    /** How Base64 of a long ASN.1 sequence begins, as of an inline PKCS#12 file. */
    private static final String DER = "MII";

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** Stands for a line that is not told; that there is one may matter, as for a password's. */
    private static final String LINE = "-";

    public ReducedText {
        Objects.requireNonNull(text);
    }

    /** {@return what is left of a text} */
    public static ReducedText of(KeyText original) {
        var lines = List.of(original.text().split("\n", -1));
        var kept = new ArrayList<String>(lines.size());
        var sufficient = true;
        var position = 0;
        while (position < lines.size()) {
            var line = lines.get(position).strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                var name = line.substring(BEGIN.length(), line.length() - DASHES.length());
                var end = lineOf("-----END " + name + DASHES, lines, position);
                kept.addAll(block(name, lines.subList(position, end)));
                sufficient &= isKept(name, lines.subList(position, end));
                position = end;
            } else {
                kept.add(line.isEmpty() || FINGERPRINT.matcher(line).matches() ? line : LINE);
                sufficient &= !line.contains(BEGIN) && !line.startsWith(DER);
                position++;
            }
        }
        sufficient &= !original.text().contains(StaticKey.NAME) || isPlainKey(original);
        return new ReducedText(String.join("\n", kept), sufficient);
    }

    /** Of a static key that OpenVPN does not read, what it says cannot be kept. */
    private static boolean isPlainKey(KeyText original) {
        return StaticKey.parse(original).isPresent();
    }

    /** Of a key under a passphrase it cannot be said whether the passphrase opens it. */
    private static boolean isKept(String name, List<String> lines) {
        return !name.equals(TlsCryptV2.SERVER_NAME)
                && !(PrivateKeyFacts.NAMES.contains(name)
                        && PrivateKeyFacts.parse(KeyText.of(String.join("\n", lines)))
                                instanceof PrivateKeyFacts.Locked);
    }

    /** {@return the index behind the block's last line} */
    private static int lineOf(String closing, List<String> lines, int from) {
        for (var index = from; index < lines.size(); index++) {
            if (lines.get(index).strip().equals(closing)) {
                return index + 1;
            }
        }
        return lines.size();
    }

    private static List<String> block(String name, List<String> lines) {
        if (PUBLIC.contains(name)) {
            return lines.stream().map(ReducedText::publicLine).toList();
        }
        var block = KeyText.of(String.join("\n", lines));
        var kept = switch (name) {
            case StaticKey.NAME -> StaticKey.parse(block).map(StaticKey::reducedLine);
            case TlsCryptV2.CLIENT_NAME -> TlsCryptV2.wrappedOnly(block);
            default -> PrivateKeyFacts.NAMES.contains(name) ? PrivateKeyFacts.reduced(block) : Optional.<String>empty();
        };
        var hollow = new ArrayList<>(Collections.nCopies(lines.size(), ""));
        hollow.set(0, lines.getFirst());
        if (lines.getLast().startsWith(DASHES)) {
            hollow.set(lines.size() - 1, lines.getLast());
        }
        kept.ifPresent(text -> hollow.set(Math.min(1, lines.size() - 1), text));
        return hollow;
    }

    private static String publicLine(String line) {
        return BASE64.matcher(line).matches() || line.startsWith(DASHES) ? line : LINE;
    }
}
