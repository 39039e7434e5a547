package io.ovpnguard.pki;

import io.ovpnguard.source.Source;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a file or inline block that may hold secrets; only this room sees it. */
public final class KeyText {

    /** Of Helm and Jinja, of shells and envsubst, and of SOPS. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{|\\{%|\\$\\{|\\$\\(|ENC\\[");

    private final String text;

    /** Found when it is first asked for. */
    private Optional<String> fingerprint = Optional.empty();

    private KeyText(String text) {
        this.text = text;
    }

    /** {@return the text of a file} */
    public static KeyText of(Source file) {
        return new KeyText(file.text());
    }

    /** {@return the text of an inline block} */
    public static KeyText of(String inline) {
        return new KeyText(inline);
    }

    /**
     * {@return whether a tool is still to fill the text in, so that it cannot be judged}
     *
     * <p>Of binary files with a few thousand bytes, one in five has two that look like it.
     */
    public boolean isTemplate() {
        return !text.contains("-----BEGIN")
                && text.indexOf('\0') < 0
                && PLACEHOLDER.matcher(text).find();
    }

    /** {@return whether it has a block of a key, a certificate or the like (RFC 7468)} */
    public boolean holdsMaterial() {
        return text.contains("-----BEGIN ");
    }

    /** {@return whether it has no byte} */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    String text() {
        return text;
    }

    /** {@return a name for the text that means nothing outside this process} */
    public String fingerprint() {
        if (fingerprint.isEmpty()) {
            fingerprint = Optional.of(Fingerprints.ofSecret(text.getBytes(StandardCharsets.UTF_8)));
        }
        return fingerprint.get();
    }

    /** {@return never the text} */
    @Override
    public String toString() {
        return "KeyText";
    }
}
