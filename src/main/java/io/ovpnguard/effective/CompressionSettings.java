package io.ovpnguard.effective;

import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Compression framing as a side configures it, before anything is pushed.
 *
 * @param compression the framing
 * @param stated the option that decides it, such as {@code comp-lzo no}; empty when nothing is written
 * @param allow the argument of {@code allow-compression}
 * @param refused an option that this version refuses where it stands
 */
public record CompressionSettings(
        Setting<Compression> compression,
        Optional<Setting<String>> stated,
        Optional<Setting<String>> allow,
        Optional<Directive> refused) {

    static CompressionSettings of(Written written, Optional<Setting<CompatMode>> compatMode, Version version) {
        var compression = Compression.NONE;
        Optional<Directive> refused = Optional.empty();
        Optional<Setting<String>> stated = Optional.empty();
        for (var option : written.inOrder()) {
            if (!isCompression(option)) {
                continue;
            }
            var next = compression.with(option, version);
            if (next.isEmpty()) {
                refused = refused.or(() -> Optional.of(option));
                continue;
            }
            compression = next.get();
            if (option.is("comp-lzo") || option.is("compress")) {
                stated = Optional.of(new Setting<>(text(option), new Origin.Written(option.span())));
            }
        }
        var origin = stated.map(Setting::origin).orElseGet(() -> new Origin.Default(version, "init_options"));
        var inForce = closed(compression, compatMode, version);
        return new CompressionSettings(
                new Setting<>(inForce, origin), stated, written.value("allow-compression"), refused);
    }

    /** {@return whether an option is one of those that set compression} */
    public static boolean isCompression(Directive option) {
        return switch (option.name()) {
            case "comp-lzo", "comp-noadapt", "compress", "allow-compression" -> true;
            default -> false;
        };
    }

    /** {@return an option as one would write it} */
    public static String text(Directive option) {
        return option.value(0).map(value -> option.name() + " " + value).orElse(option.name());
    }

    /** From 2.6 on, compression is off unless something says otherwise. */
    private static Compression closed(
            Compression compression, Optional<Setting<CompatMode>> compatMode, Version version) {
        var isOpen = version.isBefore(Version.V2_6)
                || compatMode.isPresent() && compatMode.get().value().isBefore(CompatMode.V2_6_0)
                || !compression.flags().isEmpty()
                || compression.algorithm().isCompressing();
        return isOpen
                ? compression
                : new Compression(
                        compression.algorithm(), Set.copyOf(EnumSet.of(Flag.STUBS_ONLY, Flag.ADVERTISES_STUBS_ONLY)));
    }
}
