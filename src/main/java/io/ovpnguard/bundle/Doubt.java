package io.ovpnguard.bundle;

/** Why a server and a client may not belong together, so that what is found between them is a guess. */
public enum Doubt {
    /** Nothing says so but that the client has no other server near it. */
    UNTIED("no label, authority or object ties this client to the server, which is only the one server near it"),
    /** They are of one bundle, and of different generations of it. */
    OTHER_REVISION("this server and this client are of different revisions");

    private final String words;

    Doubt(String words) {
        this.words = words;
    }

    /** {@return it as a sentence for people} */
    public String words() {
        return words;
    }
}
