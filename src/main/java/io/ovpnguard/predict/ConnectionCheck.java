package io.ovpnguard.predict;

import io.ovpnguard.effective.Connection;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Protocol;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** Protocol, addresses and ports that do not go together ({@code options_postprocess_verify_ce} of options.c). */
final class ConnectionCheck {

    /** Up to 2.3 these are for TCP clients. */
    private static final List<String> TCP_CLIENT_ONLY = List.of("connect-retry", "connect-timeout");

    private final EffectiveConfig config;
    private final Version version;
    private final WrittenOptions options;

    private ConnectionCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
        this.options = new WrittenOptions(config.written());
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new ConnectionCheck(process);
        return check.config.transport().connections().stream()
                .flatMap(connection -> check.connection(connection).stream())
                .findFirst()
                .or(check::forced);
    }

    /** {@code proto-force} drops all other connections; a client's is never a mere {@code tcp}. 2.3 looks at UDP or TCP. */
    private Optional<Refusal> forced() {
        var forced = config.written().value("proto-force");
        var protocol = forced.flatMap(name -> Protocol.of(name.value(), version));
        var isUsable = protocol.isEmpty()
                || config.transport().first().protocol().value().isTakenWhen(protocol.get(), version);
        return isUsable
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "All connections have been connect-retry-max (0) times unsuccessful, exiting",
                        forced.flatMap(Spans::of)));
    }

    private Optional<Refusal> connection(Connection connection) {
        var protocol = connection.protocol().value();
        var at = Spans.of(connection.protocol());
        if (protocol.kind() == Kind.TCP) {
            return Optional.of(Refusal.options(
                    "--proto tcp is ambiguous in this context.  Please specify --proto tcp-server or --proto tcp-client",
                    at));
        }
        var written = connection.written();
        if (!protocol.isUdp() && connection.isFragmenting()) {
            return options.refuse("--fragment can only be used with --proto udp", "fragment");
        }
        if (!protocol.isUdp() && written.has("explicit-exit-notify") && version.isBefore(Version.V2_6)) {
            return options.refuse("--explicit-exit-notify can only be used with --proto udp", "explicit-exit-notify");
        }
        if (!protocol.isUdp() && options.has("mtu-test")) {
            return options.refuse("--mtu-test only makes sense with --proto udp", "mtu-test");
        }
        for (var option : TCP_CLIENT_ONLY) {
            if (version.isBefore(Version.V2_4) && protocol.kind() != Kind.TCP_CLIENT && written.has(option)) {
                return options.refuse(
                        "--" + option + " doesn't make sense unless also used with --proto tcp-client"
                                + (version.isBefore(Version.V2_3) ? "" : " or tcp6-client"),
                        option);
            }
        }
        if (connection.remote().isEmpty() && protocol.kind() == Kind.TCP_CLIENT) {
            return Optional.of(Refusal.options("--remote MUST be used in TCP Client mode", at));
        }
        if (protocol.kind() == Kind.TCP_SERVER
                && config.transport().connections().size() > 1) {
            return Optional.of(Refusal.options("TCP server mode allows at most one --remote address", at));
        }
        return binding(connection).or(() -> addresses(connection)).or(() -> proxy(connection));
    }

    private Optional<Refusal> binding(Connection connection) {
        var written = connection.written();
        if (!written.has("nobind")) {
            return Optional.empty();
        }
        if (written.has("bind")) {
            return options.refuse("--bind and --nobind can't be used together", "nobind");
        }
        if (connection.local().isPresent()) {
            return options.refuse("--local and --nobind don't make sense when used together", "nobind");
        }
        if (written.has("lport")) {
            return options.refuse("--lport and --nobind don't make sense when used together", "nobind");
        }
        return connection.remote().isEmpty()
                ? options.refuse("--nobind doesn't make sense unless used with --remote", "nobind")
                : Optional.empty();
    }

    private Optional<Refusal> addresses(Connection connection) {
        var ifconfig = config.written().last("ifconfig");
        if (ifconfig.isEmpty()) {
            return Optional.empty();
        }
        var own = ifconfig.get().value(0);
        var other = ifconfig.get().value(1);
        var remote = connection.remote().map(Setting::value);
        var local = connection.local().map(Setting::value);
        var span = ifconfig.get().span();
        if (remote.isPresent() && (remote.equals(own) || remote.equals(other))) {
            return Optional.of(
                    Refusal.options("--local and --remote addresses must be distinct from --ifconfig addresses", span));
        }
        if (local.isPresent() && (local.equals(own) || local.equals(other))) {
            return Optional.of(Refusal.options("--local addresses must be distinct from --ifconfig addresses", span));
        }
        return own.equals(other)
                ? Optional.of(Refusal.options("local and remote/netmask --ifconfig addresses must be different", span))
                : Optional.empty();
    }

    private Optional<Refusal> proxy(Connection connection) {
        var written = connection.written();
        if (written.has("http-proxy-option") && !written.has("http-proxy")) {
            return options.refuse(
                    "--http-proxy not specified but other http proxy options present", "http-proxy-option");
        }
        return written.has("http-proxy") && connection.protocol().value().kind() != Kind.TCP_CLIENT
                ? options.refuse("--http-proxy MUST be used in TCP Client mode (i.e. --proto tcp-client)", "http-proxy")
                : Optional.empty();
    }
}
