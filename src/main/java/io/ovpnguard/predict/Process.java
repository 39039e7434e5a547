package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileEntry;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Build;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.KeyText;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConfigParser;
import io.ovpnguard.syntax.Directive;
import io.ovpnguard.syntax.Includes;
import io.ovpnguard.syntax.ReadOption;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A profile that runs as one version, built with one TLS library. What follows from these alone is found once, when it is
 * asked for; a process is used by one thread at a time.
 */
public final class Process {

    private static final List<String> CONTROL_CHANNEL_KEYS = List.of("tls-auth", "tls-crypt", "tls-crypt-v2");

    private final Profile profile;
    private final Version version;
    private final TlsLibrary tls;
    private final EffectiveConfig config;
    private final Map<Directive, Optional<KeyText>> materials = new IdentityHashMap<>();
    private Optional<StartUp> startUp = Optional.empty();
    private Optional<OwnMaterial> ownMaterial = Optional.empty();
    private Optional<Identity> identity = Optional.empty();
    private boolean isIdentified;
    private final Map<Set<Build>, List<ReadOption>> readings = new HashMap<>();

    private Process(Profile profile, Version version, TlsLibrary tls, EffectiveConfig config) {
        this.profile = Objects.requireNonNull(profile);
        this.version = Objects.requireNonNull(version);
        this.tls = Objects.requireNonNull(tls);
        this.config = Objects.requireNonNull(config);
    }

    /** {@return the profile at that version, with the TLS library that it usually came with} */
    public static Process of(Profile profile, Version version) {
        return of(profile, version, TlsLibrary.usualOf(version));
    }

    /** {@return the profile at that version with that TLS library} */
    public static Process of(Profile profile, Version version, TlsLibrary tls) {
        return new Process(profile, version, tls, EffectiveConfig.of(profile.config(), version));
    }

    /** {@return the processes that a profile may be: of each of its versions, with each TLS library that it may have} */
    public static List<Process> candidates(Profile profile) {
        return profile.versions().candidates().stream()
                .flatMap(version -> libraries(profile, version).map(library -> of(profile, version, library)))
                .toList();
    }

    /** The OpenVPN 3 core brings its own. */
    private static Stream<TlsLibrary> libraries(Profile profile, Version version) {
        return profile.libraries().isEmpty() || version.isConnect()
                ? Stream.of(TlsLibrary.usualOf(version))
                : profile.libraries().stream().flatMap(name -> TlsLibrary.parse(name).stream());
    }

    public Profile profile() {
        return profile;
    }

    public Version version() {
        return version;
    }

    public TlsLibrary tls() {
        return tls;
    }

    /** {@return what is in force in it before it meets a peer} */
    public EffectiveConfig config() {
        return config;
    }

    /** {@return whether it starts, and how far it comes if not} */
    StartUp startUp() {
        if (startUp.isEmpty()) {
            startUp = Optional.of(StartUp.of(this));
        }
        return startUp.get();
    }

    /**
     * {@return what its version makes of each option of the config and of its connection blocks}
     *
     * @param builds to whom the options of special builds are known
     */
    public List<ReadOption> options(Set<Build> builds) {
        return readings.computeIfAbsent(builds, _ -> profile.config().readBy(version, builds));
    }

    /** {@return what tells it from others; empty if its text alone does not} */
    Optional<Identity> identity() {
        if (!isIdentified) {
            identity = Identity.of(this);
            isIdentified = true;
        }
        return identity;
    }

    /** {@return what it has in hand for TLS} */
    OwnMaterial ownMaterial() {
        if (ownMaterial.isEmpty()) {
            ownMaterial = Optional.of(OwnMaterial.find(this));
        }
        return ownMaterial.get();
    }

    /** {@return the text of an inline block, or of the file that the first argument names, if it was given} */
    Optional<KeyText> material(Directive directive) {
        return materials.computeIfAbsent(directive, this::read);
    }

    private Optional<KeyText> read(Directive directive) {
        var text = directive.inline().isPresent()
                ? directive.inline().map(block -> KeyText.of(block.text()))
                : file(directive).map(KeyText::of);
        return text.filter(found -> !found.isTemplate());
    }

    /** {@return the text that the last option of that name carries or names} */
    public Optional<KeyText> material(String option) {
        return config.written().last(option).flatMap(this::material);
    }

    /** {@return the file that the last option of that name names, if it was given} */
    public Optional<Source> file(String option) {
        return config.written()
                .last(option)
                .filter(directive -> directive.inline().isEmpty())
                .flatMap(this::file);
    }

    private Optional<Source> file(Directive directive) {
        return directive.value(0).flatMap(profile.files()::find).flatMap(FileEntry::content);
    }

    /**
     * {@return whether it reads a key of the control channel while it still reads options, and goes on as if the key stood in
     * the config ({@code connection_entry_preload_key} of options.c): from 2.7 on always, from 2.5 on for {@code persist-key}}
     */
    public boolean readsAhead(Directive option) {
        var isAhead = version.isAtLeast(Version.V2_7)
                || version.isAtLeast(Version.V2_5) && config.written().has("persist-key");
        return isAhead && CONTROL_CHANNEL_KEYS.contains(option.name());
    }

    /** {@return which options of special builds it knows: it runs on Linux, as Debian built that version} */
    Set<Build> builds() {
        var builds = EnumSet.of(Build.ANY);
        if (tls.family() != TlsLibrary.Family.OPENSSL) {
            builds.add(Build.MBEDTLS);
        }
        if (version.isBefore(Version.V2_5)) {
            builds.add(Build.IPROUTE2);
        }
        return builds;
    }

    /** {@return the files of {@code client-config-dir} that were given} */
    public List<ConfigFile> clientFiles() {
        return ClientConfigFile.directory(config.written()).stream()
                .flatMap(directory -> profile.files().entries().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(directory)))
                .sorted(Map.Entry.comparingByKey())
                .flatMap(entry -> entry.getValue().content().stream())
                .map(text -> ConfigParser.parse(text, Includes.NONE))
                .toList();
    }

    /** {@return the text of the config} */
    public Source source() {
        return config.config().source();
    }
}
