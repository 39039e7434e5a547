package io.ovpnguard.manifest;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Files;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.ArgumentKind;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.pki.CertificateFingerprints;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.pki.Pkcs12File;
import io.ovpnguard.source.Source;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.Directive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that one config names, as far as they were given. */
final class ProfileFiles {

    private static final String CLIENT_FILES = "client-config-dir";

    private static final Set<ArgumentKind> NAMES = Set.of(ArgumentKind.PATH, ArgumentKind.COMMAND);

    private final References references;
    private final VpnObject object;
    private final VpnObject home;
    private final ConfigFile config;
    private final Written written;

    /**
     * Looks for the files of a config.
     *
     * @param object that starts the process, and so knows best
     * @param home that holds the config
     */
    ProfileFiles(References references, VpnObject object, VpnObject home, ConfigFile config) {
        this.references = references;
        this.object = object;
        this.home = home;
        this.config = config;
        this.written = Written.of(config.directives());
    }

    private Optional<FileEntry> find(String name) {
        return references.find(object, name).or(() -> references.find(home, name));
    }

    private Map<String, Source> folder(String name) {
        var found = references.folder(object, name);
        return found.isEmpty() ? references.folder(home, name) : found;
    }

    /** {@return the files by the names that the config uses} */
    Files given() {
        var entries = new HashMap<String, FileEntry>();
        config.ownDirectives()
                .forEach(directive -> names(directive)
                        .forEach(name -> find(name)
                                .ifPresent(file -> entries.merge(
                                        Files.plain(name), seenBy(directive, file), ProfileFiles::withMode))));
        written.last(CLIENT_FILES)
                .flatMap(directive -> directive.value(0))
                .ifPresent(name ->
                        folder(name).forEach((file, text) -> entries.put(within(name) + file, FileEntry.of(text))));
        return new Files(entries, false);
    }

    /** Whether a process may read what is no secret rests on the owner too, whom nobody knows before it is deployed. */
    private static FileEntry seenBy(Directive directive, FileEntry file) {
        return FileOptions.PRIVATE.contains(directive.name())
                ? file
                : new FileEntry(file.content(), file.directory(), Optional.empty(), Optional.empty());
    }

    private static FileEntry withMode(FileEntry one, FileEntry other) {
        return one.mode().isPresent() ? one : other;
    }

    private static Stream<String> names(Directive directive) {
        var arguments = directive.arguments();
        return OptionTable.get().find(directive.name()).stream().<String>mapMulti((row, names) -> {
            for (var index = 0; index < arguments.size(); index++) {
                if (NAMES.contains(row.kind(index))) {
                    names.accept(arguments.get(index).value());
                }
            }
        });
    }

    /** {@return whether a config names any file or folder, inline blocks aside} */
    static boolean namesAny(ConfigFile config) {
        return config.ownDirectives()
                .anyMatch(directive -> directive.inline().isEmpty()
                                && names(directive).findAny().isPresent()
                        || directive.is("pkcs12"));
    }

    private static String within(String folder) {
        var plain = Files.plain(folder);
        return plain.endsWith("/") ? plain : plain + "/";
    }

    /** What cannot be seen, and where it is named first. */
    record NotGiven(Span span, String reason) {}

    /** {@return what the config needs and nobody gave, if there is any} */
    Optional<NotGiven> notGiven() {
        var missing = config.ownDirectives().filter(this::isMissing).toList();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        var options = missing.stream()
                .map(directive -> "`" + directive.name() + "`")
                .distinct()
                .toList();
        return Optional.of(new NotGiven(
                missing.getFirst().span(),
                "what " + enumerate(options) + (options.size() == 1 ? " names" : " name")
                        + " is not among the given files"));
    }

    /** {@return the PKCS#12 file that is there and says nothing here, though perhaps to a process, if there is one} */
    Optional<NotGiven> unopened() {
        return written.last("pkcs12")
                .filter(this::isUnopened)
                .map(directive -> new NotGiven(
                        directive.span(),
                        "what `pkcs12` holds cannot be opened here, so its key and certificates are not judged"));
    }

    private boolean isUnopened(Directive directive) {
        var text = directive
                .inline()
                .map(block -> KeyText.of(block.text()))
                .or(() -> directive
                        .value(0)
                        .flatMap(this::find)
                        .flatMap(FileEntry::content)
                        .map(KeyText::of))
                .filter(found -> !found.isTemplate());
        var askpass = written.last("askpass").flatMap(found -> found.value(0));
        var passphrase = askpass.flatMap(this::find).flatMap(FileEntry::content).map(KeyText::of);
        var isElsewhere = askpass.isPresent() && passphrase.isEmpty() || written.has("management");
        return text.map(found -> Pkcs12File.parse(found, directive.inline().isPresent(), passphrase))
                .filter(file -> switch (file) {
                    case Pkcs12File.Unknown _ -> true;
                    case Pkcs12File.Locked _ -> isElsewhere;
                    case Pkcs12File.Open _, Pkcs12File.Keyless _, Pkcs12File.Broken _ -> false;
                })
                .isPresent();
    }

    private static String enumerate(List<String> words) {
        var last = words.size() - 1;
        return last == 0
                ? words.getFirst()
                : words.stream().limit(last).collect(Collectors.joining(", ")) + " and " + words.getLast();
    }

    private boolean isMissing(Directive directive) {
        var name = directive.value(0);
        if (name.isEmpty() || directive.inline().isPresent() || FileOptions.isWord(name.get())) {
            return false;
        }
        if (directive.is(CLIENT_FILES)) {
            return folder(name.get()).isEmpty();
        }
        return (FileOptions.FILES.contains(directive.name()) || directive.is("config"))
                && find(name.get()).isEmpty();
    }

    /** {@return the fingerprints of the certificates in the file or block that {@code ca} names} */
    Set<String> authorities() {
        return written.last("ca").stream()
                .flatMap(ca -> ca
                        .inline()
                        .map(block -> KeyText.of(block.text()))
                        .or(() -> ca.value(0)
                                .flatMap(this::find)
                                .flatMap(FileEntry::content)
                                .map(KeyText::of))
                        .stream())
                .map(CertificateFingerprints::of)
                .findFirst()
                .orElse(Set.of());
    }
}
