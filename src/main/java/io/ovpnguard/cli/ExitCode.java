package io.ovpnguard.cli;

/** What every command's exit means. */
final class ExitCode {

    static final int OK = 0;
    static final int FINDINGS = 1;

    /** Bad usage or unreadable input; wins over {@link #FINDINGS}. */
    static final int USAGE = 2;

    private ExitCode() {}
}
