package io.ovpnguard.pki;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    /** What {@code tls-auth} takes of a key by digest, from MD5 to SHA512, and {@code tls-crypt}. */
    private static final List<Slice> KEPT = IntStream.range(0, 2)
            .boxed()
            .flatMap(pair -> Stream.concat(
                    Stream.of(16, 20, 28, 32, 48, 64).map(length -> new Slice(pair, Use.HMAC, length)),
                    Stream.of(new Slice(pair, Use.CIPHER, 32))))
            .toList();

    /** Fingerprints of nothing but zeros, by length. */
    private static final List<String> ZEROS = IntStream.rangeClosed(0, PART)
            .mapToObj(length -> Fingerprints.ofSecret(new byte[length]))
            .toList();

    private record Slice(int pair, Use use, int length) {

        private String name() {
            return pair + "." + use + "." + length;
        }
    }

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

    /**
     * {@return the key in a text as far as control channels compare it, or empty when OpenVPN reads none there; what it is
     * is remembered}
     */
    public static Optional<StaticKey> ofControlChannel(KeyText from) {
        return StaticKeyText.ofControlChannel(from, false) instanceof StaticKeyText.Whole(var key)
                ? Optional.of(key)
                : Optional.empty();
    }

    /** {@return the key of which a text tells fingerprints, if it does} */
    static Optional<StaticKey> ofReduced(String text) {
        return text.lines().filter(line -> line.startsWith(REDUCED)).findFirst().map(StaticKey::ofLine);
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

    /** {@return a name for the key, equal for equal keys; of what is kept of a key as well as of all of it} */
    String fingerprint() {
        return IntStream.range(0, 2)
                .mapToObj(pair -> fingerprint(pair, Use.HMAC, PART))
                .collect(Collectors.joining());
    }

    /**
     * {@return which half has a cipher key of nothing but zeros, counted from 1}
     *
     * @param length how many bytes the cipher takes
     */
    public OptionalInt zeroHalf(int length) {
        return IntStream.range(0, 2)
                .filter(pair ->
                        length > 0 && fingerprint(pair, Use.CIPHER, length).equals(ZEROS.get(length)))
                .map(pair -> pair + 1)
                .findFirst();
    }

    /** {@return the key as far as control channels compare it, without its bytes} */
    StaticKey reduced() {
        return of(
                KEPT.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                slice -> slice, slice -> fingerprint(slice.pair(), slice.use(), slice.length()))),
                sample);
    }

    private static StaticKey of(Map<Slice, String> kept, Optional<String> sample) {
        // Of `auth none` nothing is taken, so all keys are alike.
        return new StaticKey(
                (pair, use, length) -> length == 0
                        ? ZEROS.getFirst()
                        : kept.getOrDefault(new Slice(pair, use, length), "a slice that was not kept"),
                sample);
    }

    /** {@return one line that {@link #parse} reads as the {@link #reduced} key} */
    String reducedLine() {
        var slices =
                KEPT.stream().map(slice -> slice.name() + "=" + fingerprint(slice.pair(), slice.use(), slice.length()));
        return Stream.concat(sample.map(file -> SAMPLE + "=" + file).stream(), slices)
                .collect(Collectors.joining(" ", REDUCED, ""));
    }

    private static StaticKey ofLine(String line) {
        var told = Stream.of(line.split(" "))
                .skip(1)
                .map(entry -> entry.split("=", 2))
                .filter(entry -> entry.length == 2)
                .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> entry[1], (first, _) -> first));
        var kept = KEPT.stream()
                .filter(slice -> told.containsKey(slice.name()))
                .collect(Collectors.toUnmodifiableMap(slice -> slice, slice -> told.get(slice.name())));
        return of(kept, Optional.ofNullable(told.get(SAMPLE)));
    }
}
