package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Protocol.Family;
import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** What the operating system refuses: users that are not there, sizes that no device has. */
final class SystemCheck {

    static final int LARGEST_DEVICE = 65_535;
    private static final int SMALLEST_DEVICE = 100;

    /** Users and groups of a plain Linux system. Any other is one that somebody must have made. */
    static final Set<String> PLAIN_USERS = Set.of(
            "root", "daemon", "bin", "sys", "nobody", "nogroup", "mail", "www-data", "backup", "proxy", "openvpn");

    /** Services of a plain Linux system that somebody may give to OpenVPN. */
    private static final Set<String> UDP_SERVICES =
            Set.of("openvpn", "domain", "ntp", "snmp", "isakmp", "ipsec-nat-t", "https", "syslog", "tftp", "bootps");

    private static final Set<String> TCP_SERVICES =
            Set.of("openvpn", "domain", "http", "https", "ssh", "smtp", "imaps", "pop3s", "ldaps", "ftp");

    private final Process process;
    private final EffectiveConfig config;

    private SystemCheck(Process process) {
        this.process = process;
        this.config = process.config();
    }

    /** {@return what is refused before a process makes keys} */
    static Optional<Refusal> earlyRefusal(Process process) {
        var check = new SystemCheck(process);
        return check.password().or(check::size);
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new SystemCheck(process);
        return check.listener().or(check::service).or(check::device).or(check::script);
    }

    /** {@return what is refused only after the process has told its options strings} */
    static Optional<Refusal> lateRefusal(Process process) {
        var check = new SystemCheck(process);
        return check.account("user", "UID")
                .or(() -> check.account("group", "GID"))
                .or(check::socket);
    }

    /** {@code openvpn_getaddrinfo} of socket.c, from 2.4 to 2.6, has nothing to listen on without a port. */
    private Optional<Refusal> listener() {
        var connection = config.transport().first();
        var protocol = connection.protocol();
        var isOfThese =
                process.version().isAtLeast(Version.V2_4) && process.version().isBefore(Version.V2_7);
        return isOfThese && protocol.value().kind() == Kind.TCP_SERVER && !connection.isBound()
                ? Optional.of(new Refusal("Assertion failed at socket.c (hostname || servname)", Spans.of(protocol)))
                : Optional.empty();
    }

    /** From 2.4 on a port may be a service's name ({@code resolve_bind_local} of socket.c). */
    private Optional<Refusal> service() {
        var connection = config.transport().first();
        var port = connection.localPort();
        var services = connection.protocol().value().isUdp() ? UDP_SERVICES : TCP_SERVICES;
        var isResolved = process.version().isBefore(Version.V2_4)
                || !connection.isBound()
                || port.value().matches("\\+?[0-9]+")
                || services.contains(port.value());
        var host = connection.local().map(Setting::value).orElse("undefined");
        return isResolved
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "RESOLVE: Cannot resolve host address: " + host + ":" + port.value()
                                + " (Servname not supported for ai_socktype)",
                        Spans.of(port)));
    }

    /** In 2.4 and 2.5 a socket towards a peer is not told of the family of the peer's address ({@code phase2_set_socket_flags}). */
    private Optional<Refusal> socket() {
        var connection = config.transport().first();
        var protocol = connection.protocol();
        var version = process.version();
        if (connection.remote().isEmpty() || version.isBefore(Version.V2_4)) {
            return Optional.empty();
        }
        var discovery = config.written().value("mtu-disc");
        return discovery.isPresent() && protocol.value().family() == Family.ANY && version.isBefore(Version.V2_6)
                ? Optional.of(new Refusal("--mtu-disc is not supported on this OS", discovery.flatMap(Spans::of)))
                : Optional.empty();
    }

    /** {@code frame_finalize} of mtu.c; 2.7 checks the argument. */
    private Optional<Refusal> size() {
        var mtu = config.mtu().tunMtu();
        var isTooSmall = config.mtu().linkMtu().isEmpty() && mtu.value() < SMALLEST_DEVICE;
        return isTooSmall
                ? Optional.of(new Refusal(
                        "TUN MTU value (" + mtu.value() + ") must be at least " + SMALLEST_DEVICE, Spans.of(mtu)))
                : Optional.empty();
    }

    /** What cannot be known of a script stands with the phase in which it matters. */
    private Optional<Refusal> script() {
        var isRunAtOnce = !config.role().pulls();
        return isRunAtOnce && !Scripts.passes(process, "up", new ArrayList<>())
                ? Optional.of(new Refusal(
                        "WARNING: Failed running command (--up/--down): " + Scripts.failure(process, "up"),
                        config.written().value("up").flatMap(Spans::of),
                        Scripts.isAllowed(process) ? Optional.empty() : Optional.of("script-security")))
                : Optional.empty();
    }

    private Optional<Refusal> account(String option, String kind) {
        return config.written()
                .value(option)
                .filter(name -> process.profile().files().complete())
                .filter(name -> !PLAIN_USERS.contains(name.value()) && !isNumber(name.value()))
                .map(name ->
                        new Refusal("failed to find " + kind + " for " + option + " " + name.value(), Spans.of(name)));
    }

    private static boolean isNumber(String name) {
        return !name.isEmpty() && name.chars().allMatch(Character::isDigit);
    }

    /** A client that pulls opens its device after the handshake only. */
    private Optional<Refusal> device() {
        var mtu = config.mtu().tunMtu();
        if (config.role().pulls()) {
            return Optional.empty();
        }
        if (Scripts.lacksTools(config)) {
            return Optional.of(new Refusal(
                    "Linux ip link set failed: " + Scripts.failure(process, "script-security"),
                    config.written().value("script-security").flatMap(Spans::of)));
        }
        if (mtu.value() <= LARGEST_DEVICE) {
            return isNull() ? Optional.of(nullDevice()) : netmask();
        }
        var line = process.version().isAtLeast(Version.V2_5)
                ? "Linux can't set mtu (" + mtu.value() + ") on tun0"
                : "Linux ip link set failed: external program exited with error status: 2";
        return Optional.of(new Refusal(line, Spans.of(mtu)));
    }

    /** Up to 2.6 an address is set even on no device. */
    private boolean isNull() {
        return process.version().isBefore(Version.V2_7)
                && config.device()
                        .type()
                        .map(Setting::value)
                        .filter(DeviceType.NULL::equals)
                        .isPresent()
                && config.written().has("ifconfig")
                && !config.written().has("ifconfig-noexec");
    }

    private Refusal nullDevice() {
        var line = process.version().isAtLeast(Version.V2_5)
                ? "Linux can't set mtu (" + config.mtu().tunMtu().value() + ") on null"
                : "Linux ip link set failed: external program exited with error status: 1";
        return new Refusal(line, config.written().value("dev").flatMap(Spans::of));
    }

    /** From 2.4 on the tools that set the address refuse a netmask that is none; {@code server} brings its own. */
    private Optional<Refusal> netmask() {
        var ifconfig = config.written().last("ifconfig");
        var isMask = ifconfig.flatMap(found -> ServerNetwork.address(found, 1))
                .flatMap(Address::maskBits)
                .isPresent();
        var isRefused = ifconfig.isPresent()
                && !config.written().has("server")
                && !isMask
                && ServerNetwork.isNetwork(config)
                && !ServerNetwork.isTolerant(process.version())
                && !config.written().has("ifconfig-noexec");
        return isRefused
                ? Optional.of(Refusal.of(
                        process.version().isAtLeast(Version.V2_5)
                                ? "Linux can't add IP to interface tun0"
                                : "Linux ip addr add failed: external program exited with error status: 1",
                        ifconfig.get().span()))
                : Optional.empty();
    }

    /** A name without a password has OpenVPN ask for it; nobody is there to answer. */
    private Optional<Refusal> password() {
        var credentials = config.written().last("auth-user-pass");
        if (credentials.isEmpty() || config.role().isServer()) {
            return Optional.empty();
        }
        var isFile = !credentials.get().arguments().isEmpty()
                || credentials.get().inline().isPresent();
        if (process.version().equals(Version.V2_2) && isFile) {
            // Builds of 2.2 without --enable-password-save, which is the default.
            return Optional.of(Refusal.of(
                    "Sorry, 'Auth' password cannot be read from a file",
                    credentials.get().span()));
        }
        return Credentials.of(process).map(Credentials::isComplete).orElse(true)
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        "neither stdin nor stderr are a tty device and you have neither a controlling tty nor systemd"
                                + " - can't ask for 'Enter Auth Password:'.  If you used --daemon, you need to use"
                                + " --askpass to make passphrase-protected keys work, and you can not use --auth-nocache.",
                        credentials.get().span()));
    }
}
