package io.ovpnguard.predict;

import io.ovpnguard.option.Version;

/** Words of log lines that differ by version. */
final class LogWords {

    private LogWords() {}

    /** {@return the recorded patch release of a version} */
    static String release(Version version) {
        return switch (version.minor()) {
            case 2 -> "2.2.3";
            case 3 -> "2.3.18";
            case 4 -> "2.4.12";
            case 5 -> "2.5.1";
            case 6 -> "2.6.14";
            default -> "2.7.8";
        };
    }
}
