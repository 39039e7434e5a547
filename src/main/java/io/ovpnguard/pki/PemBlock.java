package io.ovpnguard.pki;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * One block of a PEM text, found as OpenSSL's {@code PEM_read_bio} does: its lines begin in the first column, and what
 * stands between blocks is skipped. Bouncy Castle reads what is inside.
 *
 * @param text the block with its first and last line; without the latter where it is cut off
 */
record PemBlock(String name, String text, boolean isWhole) {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** {@return the blocks of a text, in order} */
    static List<PemBlock> in(String text) {
        var blocks = new ArrayList<PemBlock>();
        var from = next(text, 0);
        while (from >= 0) {
            var headEnd = endOfLine(text, from);
            var head = text.substring(from, headEnd).stripTrailing();
            if (!head.endsWith(DASHES) || head.length() <= BEGIN.length() + DASHES.length()) {
                from = next(text, headEnd);
                continue;
            }
            var name = head.substring(BEGIN.length(), head.length() - DASHES.length());
            var end = text.indexOf("\n-----END " + name + DASHES, from);
            if (end < 0) {
                blocks.add(new PemBlock(name, text.substring(from), false));
                return blocks;
            }
            var tailEnd = endOfLine(text, end + 1);
            blocks.add(new PemBlock(name, text.substring(from, tailEnd) + "\n", true));
            from = next(text, tailEnd);
        }
        return blocks;
    }

    private static int next(String text, int from) {
        if (from == 0 && text.startsWith(BEGIN)) {
            return 0;
        }
        var found = text.indexOf("\n" + BEGIN, from);
        return found < 0 ? -1 : found + 1;
    }

    private static int endOfLine(String text, int from) {
        var end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    /** {@return what is inside, or empty if it is broken} */
    Optional<byte[]> content() {
        if (!isWhole) {
            return Optional.empty();
        }
        try (var reader = new PemReader(new StringReader(text))) {
            return Optional.ofNullable(reader.readPemObject()).map(block -> block.getContent());
        } catch (IOException | DecoderException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** {@return never the text} */
    @Override
    public String toString() {
        return "PemBlock[" + name + "]";
    }
}
