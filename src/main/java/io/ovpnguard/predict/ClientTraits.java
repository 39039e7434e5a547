package io.ovpnguard.predict;

import com.github.benmanes.caffeine.cache.Interner;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.Fingerprints;
import io.ovpnguard.pki.HeldKey;
import io.ovpnguard.pki.PrivateKeyFacts;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client is by itself, before any server looks at it: enough to tell later whether a server can tell it from
 * others.
 *
 * @param settings a fingerprint of its options, of the files that they name, and of how it is judged; without its own
 *     certificate and key
 * @param own its certificate, if it has one
 * @param above what it sends behind it
 * @param authorities whom it trusts
 */
public record ClientTraits(
        String settings,
        Optional<CertificateFacts> own,
        List<CertificateFacts> above,
        List<CertificateFacts> authorities) {

    /** Ten thousand clients of one server say the same. */
    private static final Interner<String> SETTINGS = Interner.newWeakInterner();

    /** With these, too, a client's certificate is not what `cert` says, or not all of it. */
    private static final List<String> BESIDES = List.of("pkcs12", "extra-certs", "askpass", "capath");

    public ClientTraits {
        Objects.requireNonNull(settings);
        Objects.requireNonNull(own);
        above = List.copyOf(above);
        authorities = List.copyOf(authorities);
    }

    /** {@return those of a client; empty for one that is special by itself} */
    public static Optional<ClientTraits> of(Profile client) {
        var config = client.config();
        if (!isPlain(client)
                || Stream.concat(OwnMaterial.ELSEWHERE.stream(), BESIDES.stream())
                        .anyMatch(config::has)) {
            return Optional.empty();
        }
        if (!config.has("cert") && !config.has("key")) {
            return Optional.of(new ClientTraits(Likenesses.exactly(client), Optional.empty(), List.of(), List.of()));
        }
        var chain = Likenesses.text(client, "cert").map(CertificateFile::parse);
        var key = Likenesses.text(client, "key").map(PrivateKeyFacts::parse);
        if (chain.isEmpty()
                || chain.get().isBroken()
                || chain.get().certificates().isEmpty()
                || !(key.orElse(null) instanceof PrivateKeyFacts.Readable(var pair))) {
            return Optional.empty();
        }
        var own = chain.get().certificates().getFirst();
        if (!pair.equals(own.key()) || pair.isPublished() || hasMoreKeys(client)) {
            return Optional.empty();
        }
        var above =
                chain.get().certificates().subList(1, chain.get().certificates().size());
        var texts = Likenesses.texts(client, ownTexts(client));
        above.forEach(certificate -> texts.add(certificate.fingerprint()));
        var authorities = Likenesses.text(client, "ca")
                .map(text -> CertificateFile.parse(text).certificates())
                .orElse(List.of());
        return Optional.of(
                new ClientTraits(SETTINGS.intern(Fingerprints.ofSecrets(texts)), Optional.of(own), above, authorities));
    }

    /** {@return the name in the certificate of a client, and that of its key: by these two clients are the same} */
    public static Stream<String> owners(Profile client) {
        return certificate(client)
                .flatMap(own -> Stream.concat(
                        own.commonName().stream(), Stream.of(own.key().fingerprint())));
    }

    /** {@return whether a client says no more of its certificate than is seen of it} */
    public static boolean isOwnerKnown(Profile client) {
        return Stream.of("cert", "pkcs12").noneMatch(client.config()::has)
                || certificate(client).findAny().isPresent();
    }

    private static Stream<CertificateFacts> certificate(Profile client) {
        if (client.config().has("pkcs12")) {
            var version = client.versions().candidates().getFirst();
            return OwnMaterial.of(Process.of(client, version)).own().stream();
        }
        return Likenesses.own(client);
    }

    /** Nothing is wrong with its text, which is one, and it has at most one certificate and one key. */
    private static boolean isPlain(Profile client) {
        var config = client.config();
        return config.all("cert").count() <= 1
                && config.all("key").count() <= 1
                && !Likenesses.hidesOptions(client)
                && ownTexts(client).stream().noneMatch(text -> isReadTwice(client, text))
                && config.isWhole()
                && client.versions().candidates().stream()
                        .allMatch(version -> config.problems(version).isEmpty());
    }

    /** Its own key aside, no text that is read of it may hold any: whose they are is told of it alone. */
    private static boolean hasMoreKeys(Profile client) {
        return Stream.of("cert", "key")
                        .flatMap(option -> Likenesses.text(client, option).stream())
                        .mapToLong(HeldKey::blocks)
                        .sum()
                > 1;
    }

    /** The texts of its own certificate and key. */
    private static Set<Object> ownTexts(Profile client) {
        return Stream.of("cert", "key")
                .flatMap(option -> client.config().last(option).stream())
                .<Object>flatMap(option -> option.inline().isPresent()
                        ? option.inline().stream()
                        : Likenesses.file(client, option).stream())
                .collect(Collectors.toSet());
    }

    /** A file may be named by several options, which find different things in it. */
    private static boolean isReadTwice(Profile client, Object text) {
        return client.config()
                        .ownDirectives()
                        .filter(option -> Likenesses.file(client, option)
                                .filter(text::equals)
                                .isPresent())
                        .count()
                > 1;
    }
}
