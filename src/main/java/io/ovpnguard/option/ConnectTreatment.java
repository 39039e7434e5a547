package io.ovpnguard.option;

/**
 * What a client made from the OpenVPN 3 core does with an option of its profile ({@code handle_unused_options} of
 * cliopt.hpp).
 */
public enum ConnectTreatment {
    TAKEN(""),
    /** Without a word. */
    IGNORED(""),
    UNIMPLEMENTED("Feature not implemented (option ignored)"),
    SCRIPT("Ignored (no script/plugin support)"),
    UNSUPPORTED("Unsupported option (ignored)"),
    REMOVED("Removed deprecated option"),
    SERVER("Server only option"),
    COMMAND("OpenVPN 2.x command line operation"),
    PUSHED("Option allowed only to be pushed by the server"),
    MANAGEMENT("OpenVPN management interface is not supported by this client"),
    UNKNOWN("UNKNOWN/UNSUPPORTED OPTIONS"),
    /** Refused with words of its own ({@code check_for_incompatible_options}). */
    FATAL("");

    private final String message;

    ConnectTreatment(String message) {
        this.message = message;
    }

    /** {@return what the client logs before the names of such options; empty where it logs no such line} */
    public String message() {
        return message;
    }

    /** {@return whether the client refuses the profile} */
    public boolean isRefused() {
        return ordinal() >= REMOVED.ordinal();
    }

    /** {@return whether the client goes on without it and says so} */
    public boolean isWarned() {
        return !isRefused() && !message.isEmpty();
    }

    /** {@return whether {@code ignore-unknown-option} and {@code setenv opt} help} */
    public boolean isExcusable() {
        return this == UNKNOWN || this == MANAGEMENT;
    }
}
