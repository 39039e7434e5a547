package io.ovpnguard.pki;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An OpenVPN static key, version 1: two pairs of a cipher key and an HMAC key, 64 bytes each ({@code struct key2} of
 * crypto.h). Short-lived: what is compared are fingerprints, and what is kept are fingerprints only.
 */
public final class StaticKey {

    static final String NAME = "OpenVPN Static key V1";

    private static final String BEGIN = "-----BEGIN " + NAME + "-----";
    private static final String END = "-----END " + NAME + "-----";
    private static final int LENGTH = 256;
    private static final int PART = 64;

    private static final String REDUCED = "ovpnguard-fingerprints ";

    /** What {@code tls-auth} takes of a key by digest, from MD5 to SHA512, and {@code tls-crypt} of either part. */
    private static final List<Slice> KEPT = Stream.concat(
                    Stream.of(16, 20, 28, 32, 48, 64).map(length -> new Slice(Use.HMAC, length)),
                    Stream.of(new Slice(Use.CIPHER, 32)))
            .toList();

    private record Slice(Use use, int length) {}

    private static final String SAMPLE = "sample";

    private final Slices source;
    private final Optional<String> sample;

    private StaticKey(Slices source, Optional<String> sample) {
        this.source = source;
        this.sample = sample;
    }

    /** {@return the published sample that it is, which everybody has} */
    Optional<String> sample() {
        return sample;
    }

    /** Where fingerprints come from. */
    @FunctionalInterface
    private interface Slices {
        String fingerprint(int pair, Use use, int length);
    }

    /** What a part of the key is for. */
    public enum Use {
        CIPHER,
        HMAC
    }

    /** {@return the key in a text, or empty when there is none or it is too short} */
    public static Optional<StaticKey> parse(KeyText from) {
        var text = from.text();
        var reduced = text.lines().filter(line -> line.startsWith(REDUCED)).findFirst();
        if (reduced.isPresent()) {
            return Optional.of(kept(reduced.get()));
        }
        var begin = text.indexOf(BEGIN);
        var end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            return Optional.empty();
        }
        var bytes = new byte[LENGTH];
        var digits = 0;
        for (var index = begin + BEGIN.length(); index < end && digits < LENGTH * 2; index++) {
            var digit = Character.digit(text.charAt(index), 16);
            if (digit >= 0) {
                bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
                digits++;
            } else if (!Character.isWhitespace(text.charAt(index))) {
                return Optional.empty();
            }
        }
        return digits == LENGTH * 2
                ? Optional.of(new StaticKey(
                        (pair, use, length) -> of(bytes, pair, use, length),
                        PublishedKeys.sample(Fingerprints.of(bytes))))
                : Optional.empty();
    }

    private static String of(byte[] bytes, int pair, Use use, int length) {
        var start = pair * PART * 2 + (use == Use.HMAC ? PART : 0);
        return Fingerprints.ofSecret(Arrays.copyOfRange(bytes, start, start + Math.min(length, PART)));
    }

    /**
     * {@return a name for those bytes of the key that are used, equal for equal bytes}
     *
     * @param pair 0 or 1
     * @param length how many bytes the cipher or the digest takes
     */
    public String fingerprint(int pair, Use use, int length) {
        return source.fingerprint(pair, use, length);
    }

    /** {@return one line that {@link #parse} reads as this key, as far as control channels compare it; no key bytes} */
    String reduced() {
        var slices = IntStream.range(0, 2)
                .boxed()
                .flatMap(pair -> KEPT.stream()
                        .map(slice -> name(pair, slice.use(), slice.length()) + "="
                                + fingerprint(pair, slice.use(), slice.length())));
        return Stream.concat(sample.map(file -> SAMPLE + "=" + file).stream(), slices)
                .collect(Collectors.joining(" ", REDUCED, ""));
    }

    private static StaticKey kept(String line) {
        var kept = Stream.of(line.split(" "))
                .skip(1)
                .map(entry -> entry.split("=", 2))
                .filter(entry -> entry.length == 2)
                .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> entry[1], (first, _) -> first));
        // Of `auth none` nothing is taken, so all keys are alike.
        Slices slices = (pair, use, length) -> length == 0
                ? Fingerprints.ofSecret(new byte[0])
                : kept.getOrDefault(name(pair, use, length), "a slice that was not kept");
        return new StaticKey(slices, Optional.ofNullable(kept.get(SAMPLE)));
    }

    private static String name(int pair, Use use, int length) {
        return pair + "." + use + "." + length;
    }
}
