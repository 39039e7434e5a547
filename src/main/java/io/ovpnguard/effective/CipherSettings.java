package io.ovpnguard.effective;

import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a side says about the data channel's cipher, after the changes that OpenVPN makes to it at start-up
 * ({@code options_postprocess_cipher} and, from 2.6 on, {@code options_set_backwards_compatible_options} of options.c).
 * Names are the libraries' own, in upper case; whether they exist is up to the library.
 *
 * @param cipher the cipher without negotiation; {@code BF-CBC} if nothing is written
 * @param offered the ciphers that may be negotiated, best first, with what is added from {@code cipher}; empty before 2.4
 * @param fallback whether {@code cipher} may be used with a peer that tells nothing about its ciphers
 * @param negotiates whether this side takes part in negotiation
 * @param compatMode the oldest version to be compatible with, if {@code compat-mode} is written
 */
public record CipherSettings(
        Setting<String> cipher,
        Setting<List<String>> offered,
        Setting<Boolean> fallback,
        Setting<Boolean> negotiates,
        Optional<Setting<CompatMode>> compatMode) {

    private static final String OLD_DEFAULT = "BF-CBC";

    static CipherSettings of(Written written, RoleSettings role, Version version) {
        var compatMode = version.isAtLeast(Version.V2_6)
                ? written.value("compat-mode")
                        .flatMap(text -> CompatMode.parse(text.value()).map(mode -> new Setting<>(mode, text.origin())))
                : Optional.<Setting<CompatMode>>empty();
        return new Reader(written, role, version, compatMode).read();
    }

    /** {@return whether anything about the cipher is written} */
    public boolean isStated() {
        return cipher.isStated() || offered.isStated();
    }

    /** Follows one version's rules. */
    private record Reader(
            Written written, RoleSettings role, Version version, Optional<Setting<CompatMode>> compatMode) {

        CipherSettings read() {
            var cipher = last("cipher", "data-ciphers-fallback")
                    .map(text -> new Setting<>(CipherName.canonical(text.value()), text.origin()))
                    .orElseGet(() -> new Setting<>(OLD_DEFAULT, unset("options_postprocess_cipher")));
            var negotiates = negotiates();
            var offered = offered();
            var fallback = fallback(cipher, offered);
            if (isAppended(cipher, offered, fallback)) {
                offered = new Setting<>(appended(offered.value(), cipher.value()), offered.origin());
            }
            return new CipherSettings(cipher, offered, fallback, negotiates, compatMode);
        }

        private Optional<Setting<String>> last(String... names) {
            Optional<Setting<String>> found = Optional.empty();
            for (var directive : written.inOrder()) {
                for (var name : names) {
                    if (directive.is(name)
                            && isKnown(name)
                            && !directive.arguments().isEmpty()) {
                        found = Optional.of(new Setting<>(
                                directive.arguments().getFirst().value(),
                                new Origin.Written(
                                        directive.arguments().getFirst().span())));
                    }
                }
            }
            return found;
        }

        private boolean isKnown(String name) {
            return switch (name) {
                case "data-ciphers", "data-ciphers-fallback" -> version.isAtLeast(Version.V2_5);
                case "ncp-ciphers" -> version.isAtLeast(Version.V2_4);
                default -> true;
            };
        }

        private Setting<Boolean> negotiates() {
            if (version.isBefore(Version.V2_4)) {
                return new Setting<>(false, unset("init_options"));
            }
            var disabled = version.isBefore(Version.V2_6) ? written.last("ncp-disable") : written.last("");
            if (disabled.isPresent()) {
                return new Setting<>(false, new Origin.Written(disabled.get().span()));
            }
            if (version.isBefore(Version.V2_6) && !role.pulls() && !role.isServer()) {
                return new Setting<>(false, unset("options_postprocess_mutate"));
            }
            return new Setting<>(true, unset("init_options"));
        }

        private Setting<List<String>> offered() {
            var defaults = defaults();
            return last("data-ciphers", "ncp-ciphers")
                    .map(text -> new Setting<>(split(text.value(), defaults), text.origin()))
                    .orElseGet(() -> new Setting<>(defaults, unset("options_postprocess_setdefault_ncpciphers")));
        }

        private List<String> defaults() {
            if (version.isConnect()) {
                // All that is safe and fast, whatever the profile says (allow_default_dc_algs of cryptoalgs.hpp).
                return List.of("AES-128-GCM", "AES-192-GCM", "AES-256-GCM", "CHACHA20-POLY1305");
            }
            if (version.isBefore(Version.V2_4)) {
                return List.of();
            }
            return version.isBefore(Version.V2_6)
                    ? List.of("AES-256-GCM", "AES-128-GCM")
                    : List.of("AES-256-GCM", "AES-128-GCM", "CHACHA20-POLY1305");
        }

        /** {@code DEFAULT} stands for the default list from 2.7 on. */
        private List<String> split(String text, List<String> defaults) {
            var items = new ArrayList<String>();
            for (var item : text.split(":")) {
                if (item.equals("DEFAULT") && version.isAtLeast(Version.V2_7)) {
                    items.addAll(defaults);
                } else if (!item.isEmpty()) {
                    items.add(CipherName.canonical(item));
                }
            }
            return List.copyOf(items);
        }

        private Setting<Boolean> fallback(Setting<String> cipher, Setting<List<String>> offered) {
            var stated = written.last("data-ciphers-fallback").filter(directive -> isKnown(directive.name()));
            if (stated.isPresent()) {
                return new Setting<>(true, new Origin.Written(stated.get().span()));
            }
            if (isCompatibleBefore(CompatMode.V2_4_0)) {
                return new Setting<>(true, compatMode.orElseThrow().origin());
            }
            var isP2p = !role.pulls() && !role.isServer();
            if (isP2p && version.isAtLeast(Version.V2_6) && cipher.isStated()) {
                return new Setting<>(true, cipher.origin());
            }
            var isAdded = version.equals(Version.V2_5)
                    && !isP2p
                    && cipher.isStated()
                    && !offered.value().contains(cipher.value());
            return new Setting<>(isAdded, isAdded ? cipher.origin() : unset("init_options"));
        }

        private boolean isAppended(Setting<String> cipher, Setting<List<String>> offered, Setting<Boolean> fallback) {
            if (offered.value().contains(cipher.value())) {
                return false;
            }
            if (version.isAtLeast(Version.V2_6)) {
                return isCompatibleBefore(CompatMode.V2_5_0)
                        && (cipher.isStated() || isCompatibleBefore(CompatMode.V2_4_0));
            }
            return version.equals(Version.V2_5)
                    && fallback.value()
                    && written.last("data-ciphers-fallback").isEmpty();
        }

        private boolean isCompatibleBefore(CompatMode other) {
            return compatMode.isPresent() && compatMode.get().value().isBefore(other);
        }

        private static List<String> appended(List<String> list, String item) {
            var items = new ArrayList<>(list);
            items.add(item);
            return List.copyOf(items);
        }

        private Origin unset(String reference) {
            return new Origin.Default(version, reference);
        }
    }
}
