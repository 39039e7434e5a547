package io.ovpnguard.pki;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Remembers what texts were read as, so that the CA of 100,000 clients is parsed once. It knows texts by
 * their fingerprint only and keeps facts only; when it is full it begins anew.
 */
final class ParsedTexts<T> {

    private static final int LIMIT = 8_192;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> parser;

    ParsedTexts(Function<String, T> parser) {
        this.parser = parser;
    }

    T of(KeyText text) {
        var name = text.fingerprint();
        var found = known.get(name);
        if (found != null) {
            return found;
        }
        var parsed = parser.apply(text.text());
        if (known.size() >= LIMIT) {
            known.clear();
        }
        known.put(name, parsed);
        return parsed;
    }
}
