package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/**
 * What a process is: the result of {@code client}, {@code server}, {@code server-bridge} and of what they stand for
 * ({@code helper_client_server} of helper.c).
 *
 * @param mode serves many clients, or one peer
 * @param tls its part in the TLS handshake
 * @param pull whether it takes options from the server
 * @param secret the directive that makes it a static-key peer
 */
public record RoleSettings(Setting<Mode> mode, Setting<Tls> tls, Setting<Boolean> pull, Optional<Directive> secret) {

    /** How many peers there are. */
    public enum Mode {
        P2P,
        SERVER
    }

    /** The part in the TLS handshake. */
    public enum Tls {
        NONE,
        CLIENT,
        SERVER
    }

    static RoleSettings of(Written written, Version version) {
        var unset = new Origin.Default(version, "init_options");
        var macro = written.last("server")
                .or(() -> written.last("server-bridge"))
                .or(() -> written.last("server-ipv6"))
                .map(directive -> (Origin) new Origin.Implied(directive.span()));
        var client = written.last("client").map(directive -> (Origin) new Origin.Implied(directive.span()));
        var mode = macro.map(by -> new Setting<>(Mode.SERVER, by))
                .or(() -> written.value("mode").map(RoleSettings::mode))
                .orElse(new Setting<>(Mode.P2P, unset));
        var tls = macro.map(by -> new Setting<>(Tls.SERVER, by))
                .or(() -> client.map(by -> new Setting<>(Tls.CLIENT, by)))
                .or(() -> flag(written, "tls-server", Tls.SERVER))
                .or(() -> flag(written, "tls-client", Tls.CLIENT))
                .orElse(new Setting<>(Tls.NONE, unset));
        var pull = client.map(by -> new Setting<>(true, by))
                .or(() -> flag(written, "pull", true))
                .orElse(new Setting<>(false, unset));
        return new RoleSettings(mode, tls, pull, written.last("secret"));
    }

    private static Setting<Mode> mode(Setting<String> text) {
        return new Setting<>(text.value().equals("server") ? Mode.SERVER : Mode.P2P, text.origin());
    }

    private static <T> Optional<Setting<T>> flag(Written written, String name, T value) {
        return written.last(name).map(directive -> new Setting<>(value, new Origin.Written(directive.span())));
    }

    /** {@return whether it serves many clients} */
    public boolean isServer() {
        return mode.value() == Mode.SERVER;
    }

    /** {@return whether it takes options from a server} */
    public boolean pulls() {
        return pull.value();
    }

    /** {@return whether it runs on a shared static key, without TLS} */
    public boolean isStaticKey() {
        return secret.isPresent() && tls.value() == Tls.NONE;
    }
}
