package io.ovpnguard.pki;

import io.ovpnguard.source.Source;

/** The text of a file or inline block that may hold secrets; only this room sees it. */
public final class KeyText {

    private final String text;

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

    String text() {
        return text;
    }

    /** {@return never the text} */
    @Override
    public String toString() {
        return "KeyText";
    }
}
