package io.ovpnguard.manifest;

/** How large a file may be to be read, by what it is read as. */
public enum SizeLimit {
    /** What a config names: no key, certificate, revocation list or client's file is larger. */
    NAMED(4),
    /** No config is longer. */
    CONFIG(16),
    /** No stream of manifests is longer that an API server would take. */
    ANY(64);

    private final int bytes;

    SizeLimit(int mebibytes) {
        this.bytes = mebibytes * 1024 * 1024;
    }

    public int bytes() {
        return bytes;
    }

    /** {@return why a file of more bytes is not read} */
    public String reason() {
        return "larger than " + bytes / 1024 / 1024 + " MiB";
    }
}
