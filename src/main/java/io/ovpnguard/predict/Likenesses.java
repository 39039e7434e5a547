package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.Fingerprints;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.PrivateKeyFacts;
import io.ovpnguard.pki.RevocationFile;
import io.ovpnguard.predict.Likeness.OfCertificate;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Argument;
import io.ovpnguard.syntax.Directive;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells which clients of some servers are alike. Whoever is special in any way, such as by a certificate that ends soon, is
 * like nobody.
 */
public final class Likenesses {

    /** By these a server tells clients apart. */
    private static final List<String> NAMING = List.of(
            "verify-x509-name",
            "tls-remote",
            "x509-username-field",
            "username-as-common-name",
            "peer-fingerprint",
            "verify-hash",
            "capath",
            "pkcs12");

    /** With these a client's certificate is not what `cert` says, or not all of it. */
    private static final List<String> ELSEWHERE = List.of(
            "pkcs12",
            "extra-certs",
            "askpass",
            "capath",
            "pkcs11-providers",
            "pkcs11-id",
            "management-external-key",
            "management-external-cert",
            "cryptoapicert");

    /** Longer than what is told ahead, unless a policy asks for more. */
    private static final Duration LONG = Duration.ofDays(60);

    /** A name that is taken by each version, and shown, as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,62}");

    private final Instant at;
    private final boolean tellsApart;
    private final List<CertificateFacts> ofServers;
    private final List<RevocationFile> lists;
    private final Set<String> files;

    private Likenesses(
            Instant at,
            boolean tellsApart,
            List<CertificateFacts> ofServers,
            List<RevocationFile> lists,
            Set<String> files) {
        this.at = at;
        this.tellsApart = tellsApart;
        this.ofServers = List.copyOf(ofServers);
        this.lists = List.copyOf(lists);
        this.files = Set.copyOf(files);
    }

    /**
     * {@return what tells which clients are alike to some servers}
     *
     * @param at the time of judgement
     */
    public static Likenesses to(List<Profile> servers, Instant at) {
        var tellsApart = servers.stream()
                .anyMatch(server -> hidesOptions(server)
                        || NAMING.stream().anyMatch(server.config()::has)
                        || server.config()
                                .all("crl-verify")
                                .anyMatch(option -> option.value(1).isPresent()));
        return new Likenesses(
                at,
                tellsApart,
                servers.stream()
                        .flatMap(server ->
                                Stream.of("ca", "cert", "extra-certs").flatMap(option -> text(server, option).stream()))
                        .flatMap(text -> CertificateFile.parse(text).certificates().stream())
                        .toList(),
                servers.stream()
                        .flatMap(server -> text(server, "crl-verify").stream())
                        .map(RevocationFile::parse)
                        .toList(),
                servers.stream()
                        .flatMap(server -> server.files().entries().keySet().stream())
                        .map(name -> name.substring(name.lastIndexOf('/') + 1))
                        .collect(Collectors.toSet()));
    }

    /** {@return a fingerprint of all that a judgement reads of a profile, of no meaning outside this process} */
    public static String exactly(Profile profile) {
        return Fingerprints.ofSecrets(texts(profile, Set.of()));
    }

    /** {@return what a client has in common with others, if others can be like it} */
    public Optional<Likeness> of(Profile client) {
        var config = client.config();
        if (tellsApart || !isPlain(client) || ELSEWHERE.stream().anyMatch(config::has)) {
            return Optional.empty();
        }
        if (!config.has("cert") && !config.has("key")) {
            return Optional.of(new Likeness(exactly(client), Optional.empty()));
        }
        var chain = text(client, "cert").map(CertificateFile::parse);
        var key = text(client, "key").map(PrivateKeyFacts::parse);
        if (chain.isEmpty()
                || chain.get().isBroken()
                || chain.get().certificates().isEmpty()
                || !(key.orElse(null) instanceof PrivateKeyFacts.Readable(var pair))) {
            return Optional.empty();
        }
        var own = chain.get().certificates().getFirst();
        var above =
                chain.get().certificates().subList(1, chain.get().certificates().size());
        if (!pair.equals(own.key()) || isSpecial(own, client)) {
            return Optional.empty();
        }
        var texts = texts(client, ownTexts(client));
        above.forEach(certificate -> texts.add(certificate.fingerprint()));
        var authorities = text(client, "ca")
                .map(text -> CertificateFile.parse(text).certificates())
                .orElse(List.of());
        var candidates = Stream.of(ofServers, above, authorities).flatMap(List::stream);
        return Optional.of(new Likeness(Fingerprints.ofSecrets(texts), Optional.of(kind(own, candidates))));
    }

    /** {@return words by which a text would tell of this client only} */
    public static List<String> names(Profile client) {
        var ofCertificate = text(client, "cert").stream()
                .flatMap(text -> CertificateFile.parse(text).certificates().stream())
                .limit(1)
                .flatMap(own -> Stream.concat(
                        own.commonName().stream(),
                        Stream.of(
                                own.fingerprint(),
                                own.key().fingerprint(),
                                own.serial().toString())));
        var ofTexts = Stream.of("cert", "key")
                .flatMap(option -> text(client, option).stream())
                .map(KeyText::fingerprint);
        return Stream.concat(ofCertificate, ofTexts).toList();
    }

    /** What `setenv opt` carries is in force as if it stood alone. */
    private static boolean hidesOptions(Profile profile) {
        return profile.config()
                .all("setenv")
                .anyMatch(option -> !option.nested().isEmpty());
    }

    /** Nothing is wrong with its text, which is one, and it has at most one certificate and one key. */
    private static boolean isPlain(Profile client) {
        var config = client.config();
        return config.all("cert").count() <= 1
                && config.all("key").count() <= 1
                && !hidesOptions(client)
                && ownTexts(client).stream().noneMatch(text -> isReadTwice(client, text))
                && config.directives().stream().allMatch(option -> option.span().source() == config.source())
                && client.versions().candidates().stream()
                        .allMatch(version -> config.problems(version).isEmpty());
    }

    private boolean isSpecial(CertificateFacts own, Profile client) {
        var name = own.commonName();
        return own.isSelfIssued()
                || own.notBefore().isAfter(at)
                || own.notAfter().isBefore(at.plus(LONG))
                || isToldAhead(own, client)
                || name.isEmpty()
                || !PLAIN.matcher(name.get()).matches()
                || files.contains(name.get())
                || ofServers.contains(own)
                || lists.stream()
                        .flatMap(file -> file.lists().stream())
                        .anyMatch(list -> list.revoked().contains(own.serial()));
    }

    private boolean isToldAhead(CertificateFacts own, Profile client) {
        return client.demands()
                .certificateDays()
                .filter(least -> own.notAfter().isBefore(at.plus(Duration.ofDays(least.value()))))
                .isPresent();
    }

    private static OfCertificate kind(CertificateFacts own, Stream<CertificateFacts> candidates) {
        var key = own.key();
        return new OfCertificate(
                own.issuer(),
                own.subject().parts().stream()
                        .map(part -> part.type()
                                + (part.isNext() ? "+" : "=")
                                + (part.type().equals("CN") ? "" : part.value()))
                        .toList(),
                key.algorithm(),
                key.bits(),
                key.curve(),
                own.digest(),
                own.usages(),
                own.subjectKeyId().isPresent(),
                own.authorityKeyId(),
                candidates
                        .filter(issuer ->
                                issuer.subject().canonical().equals(own.issuer().canonical()) && own.isSignedBy(issuer))
                        .map(CertificateFacts::fingerprint)
                        .collect(Collectors.toCollection(HashSet::new)));
    }

    /** The texts of its own certificate and key. */
    private static Set<Object> ownTexts(Profile client) {
        return Stream.of("cert", "key")
                .flatMap(option -> client.config().last(option).stream())
                .<Object>flatMap(option ->
                        option.inline().isPresent() ? option.inline().stream() : file(client, option).stream())
                .collect(Collectors.toSet());
    }

    /** A file may be named by several options, which find different things in it. */
    private static boolean isReadTwice(Profile client, Object text) {
        return client.config()
                        .ownDirectives()
                        .filter(option ->
                                file(client, option).filter(text::equals).isPresent())
                        .count()
                > 1;
    }

    private static Optional<KeyText> text(Profile profile, String option) {
        return profile.config()
                .last(option)
                .flatMap(directive -> directive
                        .inline()
                        .map(block -> KeyText.of(block.text()))
                        .or(() -> file(profile, directive).map(KeyText::of)))
                .filter(text -> !text.isTemplate());
    }

    private static Optional<Source> file(Profile profile, Directive directive) {
        return directive.value(0).flatMap(profile.files()::find).flatMap(FileEntry::content);
    }

    /** {@return all that is read of a profile, but for some texts} */
    private static List<String> texts(Profile profile, Set<Object> without) {
        var texts = new ArrayList<String>();
        texts.add(profile.role() + " " + profile.platform() + " " + profile.versions() + " "
                + profile.demands() + " "
                + profile.libraries() + " "
                + profile.config().source().sensitivity() + " "
                + profile.files().complete());
        profile.config().directives().forEach(directive -> add(directive, without, texts));
        profile.files().entries().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> add(entry.getKey(), entry.getValue(), without, texts));
        return texts;
    }

    private static void add(Directive directive, Set<Object> without, List<String> texts) {
        texts.add(directive.name());
        texts.add(Integer.toString(directive.arguments().size()));
        directive.arguments().stream().map(Argument::value).forEach(texts::add);
        texts.add(directive.inline().isPresent() ? "inline" : "");
        directive.inline().ifPresent(block -> texts.add(without.contains(block) ? "own" : block.text()));
        texts.add(Integer.toString(directive.nested().size()));
        directive.nested().forEach(nested -> add(nested, without, texts));
    }

    private static void add(String name, FileEntry file, Set<Object> without, List<String> texts) {
        texts.add(name);
        texts.add(file.directory() + " " + file.mode() + " " + file.owner());
        file.content()
                .map(text -> text.sensitivity()
                        + (without.contains(text) ? "own" : KeyText.of(text).fingerprint()))
                .ifPresent(texts::add);
    }
}
