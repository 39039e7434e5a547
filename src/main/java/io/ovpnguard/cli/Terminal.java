package io.ovpnguard.cli;

/** What the terminal at standard output can do. */
final class Terminal {

    private Terminal() {}

    /** {@return whether colours are wanted: a terminal, and no {@code NO_COLOR} (no-color.org)} */
    static boolean hasColours() {
        var console = System.console();
        var noColour = System.getenv("NO_COLOR");
        return console != null && console.isTerminal() && (noColour == null || noColour.isEmpty());
    }
}
