package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.Version;
import java.util.Optional;
import java.util.Set;

/** What the operating system refuses: users that are not there, sizes that no device has. */
final class SystemCheck {

    private static final int LARGEST_DEVICE = 65_535;

    /** Users and groups of a plain Linux system. Any other is one that somebody must have made. */
    static final Set<String> PLAIN_USERS = Set.of(
            "root", "daemon", "bin", "sys", "nobody", "nogroup", "mail", "www-data", "backup", "proxy", "openvpn");

    private final Process process;
    private final EffectiveConfig config;

    private SystemCheck(Process process) {
        this.process = process;
        this.config = process.config();
    }

    static Optional<Refusal> refusal(Process process) {
        var check = new SystemCheck(process);
        return check.account("user", "UID")
                .or(() -> check.account("group", "GID"))
                .or(check::device)
                .or(check::password);
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
        if (mtu.value() <= LARGEST_DEVICE || config.role().pulls()) {
            return Optional.empty();
        }
        var line = process.version().isAtLeast(Version.V2_5)
                ? "Linux can't set mtu (" + mtu.value() + ") on tun0"
                : "Linux ip link set failed: external program exited with error status: 2";
        return Optional.of(new Refusal(line, Spans.of(mtu)));
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
