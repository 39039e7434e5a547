package io.ovpnguard.pki;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An OpenVPN static key, version 1: two pairs of a cipher key and an HMAC key, 64 bytes each ({@code struct key2} of
 * crypto.h). Short-lived: what is compared are fingerprints, and what is kept are fingerprints only.
 */
public final class StaticKey {

    static final String NAME = "OpenVPN Static key V1";

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

    /** {@return the key in a text, or empty when OpenVPN reads none there} */
    public static Optional<StaticKey> parse(KeyText from) {
        return StaticKeyText.read(from, false) instanceof StaticKeyText.Whole(var key)
                ? Optional.of(key)
                : Optional.empty();
    }

    /** {@return the key of which a text tells fingerprints, if it does} */
    static Optional<StaticKey> ofReduced(String text) {
        return text.lines().filter(line -> line.startsWith(REDUCED)).findFirst().map(StaticKey::kept);
    }

    static StaticKey of(byte[] bytes) {
        return new StaticKey(
                (pair, use, length) -> of(bytes, pair, use, length), PublishedKeys.sample(Fingerprints.of(bytes)));
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

    /**
     * {@return which half has a cipher key of nothing but zeros, counted from 1}
     *
     * @param length how many bytes the cipher takes
     */
    public OptionalInt zeroHalf(int length) {
        var zeros = Fingerprints.ofSecret(new byte[length]);
        return IntStream.range(0, 2)
                .filter(pair ->
                        length > 0 && fingerprint(pair, Use.CIPHER, length).equals(zeros))
                .map(pair -> pair + 1)
                .findFirst();
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
