package io.ovpnguard.predict;

import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.Fingerprints;
import io.ovpnguard.pki.HeldKey;
import io.ovpnguard.pki.KeyText;
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

    /** Longer than what is told ahead, unless a policy asks for more. */
    private static final Duration LONG = Duration.ofDays(60);

    /** A name that is taken by each version, and shown, as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,62}");

    private final Instant at;
    private final boolean tellsApart;
    private final List<CertificateFacts> ofServers;
    private final Set<String> keysOfServers;
    private final List<RevocationFile> lists;
    private final Set<String> files;

    private Likenesses(
            Instant at,
            boolean tellsApart,
            List<CertificateFacts> ofServers,
            Set<String> keysOfServers,
            List<RevocationFile> lists,
            Set<String> files) {
        this.at = at;
        this.tellsApart = tellsApart;
        this.ofServers = List.copyOf(ofServers);
        this.keysOfServers = Set.copyOf(keysOfServers);
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
                        .flatMap(server -> text(server, "key").stream())
                        .flatMap(text -> HeldKey.in(text).stream())
                        .map(HeldKey::fingerprint)
                        .collect(Collectors.toSet()),
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
        return tellsApart ? Optional.empty() : ClientTraits.of(client).flatMap(traits -> of(traits, client.demands()));
    }

    /**
     * {@return what a client has in common with others, if others can be like it, and there is nothing to tell of it ahead}
     *
     * @param demands what policies ask of it
     */
    public Optional<Likeness> of(ClientTraits client, Demands demands) {
        return isToldAhead(client, demands) ? Optional.empty() : of(client);
    }

    /** {@return what a client of these traits has in common with others, if others can be like it} */
    public Optional<Likeness> of(ClientTraits client) {
        if (tellsApart || client.own().filter(own -> isSpecial(client, own)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Likeness(client.settings(), client.own().map(own -> kind(own, others(client)))));
    }

    /** {@return the certificates at hand, but for a client's own} */
    private Stream<CertificateFacts> others(ClientTraits client) {
        return Stream.of(ofServers, client.above(), client.authorities()).flatMap(List::stream);
    }

    /** {@return words by which a text would tell of this client only} */
    public static List<String> names(Profile client) {
        var ofCertificate = own(client)
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

    /** {@return its certificate, if its config has one} */
    static Stream<CertificateFacts> own(Profile client) {
        return text(client, "cert").stream()
                .flatMap(text -> CertificateFile.parse(text).certificates().stream())
                .limit(1);
    }

    /** What `setenv opt` carries is in force as if it stood alone. */
    static boolean hidesOptions(Profile profile) {
        return profile.config()
                .all("setenv")
                .anyMatch(option -> !option.nested().isEmpty());
    }

    private boolean isSpecial(ClientTraits client, CertificateFacts own) {
        var name = own.commonName();
        return own.isSelfIssued()
                || own.notBefore().isAfter(at)
                || own.notAfter().isBefore(at.plus(LONG))
                || name.isEmpty()
                || !PLAIN.matcher(name.get()).matches()
                || files.contains(name.get())
                || keysOfServers.contains(own.key().fingerprint())
                || others(client).anyMatch(other -> other.key().equals(own.key()))
                || lists.stream()
                        .flatMap(file -> file.lists().stream())
                        .anyMatch(list -> list.revoked().contains(own.serial()));
    }

    /** What is told of a client alone; no server has a part in it. */
    private boolean isToldAhead(ClientTraits client, Demands demands) {
        return client.own()
                .filter(own -> demands.certificateDays()
                        .filter(least -> own.notAfter().isBefore(at.plus(Duration.ofDays(least.value()))))
                        .isPresent())
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

    static Optional<KeyText> text(Profile profile, String option) {
        return profile.config()
                .last(option)
                .flatMap(directive -> directive
                        .inline()
                        .map(block -> KeyText.of(block.text()))
                        .or(() -> file(profile, directive).map(KeyText::of)))
                .filter(text -> !text.isTemplate());
    }

    static Optional<Source> file(Profile profile, Directive directive) {
        return directive.value(0).flatMap(profile.files()::find).flatMap(FileEntry::content);
    }

    /** {@return all that is read of a profile, but for some texts} */
    static List<String> texts(Profile profile, Set<Object> without) {
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
