package io.ovpnguard.option;

/** What an argument is, and so whether a Secret's may be shown. */
public enum ArgumentKind {
    /** One of the option's own words, or the name of a cipher, digest or device. */
    KEYWORD,
    NUMBER,
    ADDRESS,
    PORT,
    PATH,
    TEXT,
    COMMAND,
    SECRET;

    /** {@return whether the value may be shown even when it stands in a Secret} */
    public boolean isShowable() {
        return switch (this) {
            case KEYWORD, NUMBER, ADDRESS, PORT -> true;
            case PATH, TEXT, COMMAND, SECRET -> false;
        };
    }
}
