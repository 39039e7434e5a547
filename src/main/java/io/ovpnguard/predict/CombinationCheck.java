package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;

/** Options that do not go together ({@code options_postprocess_verify_ce} of options.c), topic by topic. */
final class CombinationCheck {

    /** Options that mean nothing without a management interface. */
    private static final List<String> MANAGEMENT = List.of(
            "management-client-user",
            "management-client-group",
            "management-query-passwords",
            "management-query-remote",
            "management-query-proxy",
            "management-hold",
            "management-signal",
            "management-forget-disconnect",
            "management-up-down",
            "management-client",
            "management-client-auth");

    private final EffectiveConfig config;
    private final Version version;
    private final WrittenOptions options;

    private CombinationCheck(Process process) {
        this.config = process.config();
        this.version = process.version();
        this.options = new WrittenOptions(config.written());
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new CombinationCheck(process);
        return check.device()
                .or(check::sizes)
                .or(check::hardwareAddress)
                .or(check::management)
                .or(() -> ConnectionCheck.refusal(process))
                .or(() -> RoleCheck.refusal(process))
                .or(() -> TlsOptionsCheck.refusal(process))
                .or(() -> DnsCheck.refusal(process.config().written(), process.version()));
    }

    private Optional<Refusal> device() {
        var isOptional = version.isAtLeast(Version.V2_7);
        if (!isOptional && config.device().name().isEmpty()) {
            return Optional.of(new Refusal("Options error: You must define TUN/TAP device (--dev)", Optional.empty()));
        }
        // A client that pulls notices when it opens the device, which is after the handshake.
        return config.device().type().isEmpty() && !config.role().pulls()
                ? Optional.of(new Refusal(
                        "Error: problem with tun vs. tap setting",
                        config.device().name().flatMap(Spans::of)))
                : Optional.empty();
    }

    private Optional<Refusal> sizes() {
        return options.has("tun-mtu") && config.mtu().linkMtu().isPresent()
                ? options.refuse("only one of --tun-mtu or --link-mtu may be defined", "link-mtu")
                : Optional.empty();
    }

    private Optional<Refusal> hardwareAddress() {
        var isTap = config.device()
                .type()
                .filter(type -> type.value() == DeviceType.TAP)
                .isPresent();
        return options.has("lladdr") && !isTap
                ? options.refuse("--lladdr can only be used in --dev tap mode", "lladdr")
                : Optional.empty();
    }

    private Optional<Refusal> management() {
        return options.has("management")
                ? Optional.empty()
                : options.first(MANAGEMENT)
                        .flatMap(name -> options.refuse(
                                "--management is not specified, however one or more options which modify the"
                                        + " behavior of --management were specified",
                                name));
    }
}
