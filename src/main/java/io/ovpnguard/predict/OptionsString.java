package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Protocol.Family;
import io.ovpnguard.effective.RoleSettings.Tls;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.effective.Topology;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a process says of its options for comparison with its peer's ({@code options_string} of options.c). */
public final class OptionsString {

    private static final String OLD_DEFAULT = "BF-CBC";

    private final EffectiveConfig config;
    private final Version version;
    private final Crypto crypto;
    private final boolean announced;
    private final boolean remote;
    private final boolean alone;
    private final StringBuilder out = new StringBuilder("V4");

    private OptionsString(Process process, boolean remote) {
        this.config = process.config();
        this.version = process.version();
        this.crypto = Crypto.of(process);
        this.announced = CipherAnnouncement.of(process).inOptions().isPresent();
        this.remote = remote;
        this.alone = !config.role().pulls() && !config.role().isServer();
    }

    /** {@return what a process says of itself} */
    static String local(Process process) {
        return process.version().isConnect()
                ? ConnectOptionsString.of(process)
                : new OptionsString(process, false).build();
    }

    /** {@return what a process expects its peer to say} */
    static String expected(Process process) {
        return new OptionsString(process, true).build();
    }

    /** {@return what a client says of itself and its server does not expect, and the other way round, word by word} */
    public static List<String> differences(Process server, Process client) {
        var expected = List.of(expected(server).split(","));
        var said = List.of(local(client).split(","));
        return Stream.concat(
                        expected.stream()
                                .filter(word -> !said.contains(word))
                                .map(word -> "server wants `" + word + "`"),
                        said.stream()
                                .filter(word -> !expected.contains(word))
                                .map(word -> "client says `" + word + "`"))
                .toList();
    }

    private String build() {
        device();
        sizes();
        out.append(",proto ").append(protocol());
        addresses();
        if (config.compression().compression().value().algorithm() != Algorithm.NONE) {
            out.append(",comp-lzo");
        }
        if (config.transport().first().isFragmenting()) {
            out.append(",mtu-dynamic");
        }
        keyDirection().ifPresent(direction -> out.append(",keydir ").append(direction));
        dataChannel();
        tls();
        return out.toString();
    }

    /** 2.7 tells of a null device as of TUN. */
    private void device() {
        var isNull = config.device()
                .type()
                .map(Setting::value)
                .filter(DeviceType.NULL::equals)
                .isPresent();
        var type = isNull && version.isAtLeast(Version.V2_7)
                ? Optional.of(DeviceType.TUN.word())
                : config.device().type().map(Setting::value).map(DeviceType::word);
        out.append(",dev-type ").append(type.orElse("[unknown-dev-type]"));
    }

    private void sizes() {
        if (version.isBefore(Version.V2_6)) {
            var key = keyType(ownCipher());
            out.append(",link-mtu ").append(OldFrame.of(config, key).linkMtu());
            out.append(",tun-mtu ").append(OldFrame.unsettled(config, key).payloadSize());
            return;
        }
        var isBlowfish = config.ciphers().cipher().value().equals(OLD_DEFAULT);
        var key = keyType(isBlowfish ? Cipher.NONE : ownCipher());
        var frame = new NewFrame(config, key);
        var blowfish = isBlowfish ? 8 + 8 : 0;
        var link = frame.payloadSize(config.mtu().tunMtu().value()) + frame.headerSize() + blowfish;
        out.append(",link-mtu ").append(link);
        out.append(",tun-mtu ").append(NewFrame.tunMtu(config, key));
    }

    private DataKeyType keyType(Cipher cipher) {
        return DataKeyType.of(config, crypto, cipher);
    }

    private Cipher ownCipher() {
        var name = config.ciphers().cipher().value();
        return crypto.cipher(name).or(() -> CipherTable.get().find(name)).orElse(Cipher.NONE);
    }

    private String protocol() {
        var protocol = config.transport().first().protocol().value();
        var family = protocol.family() == Family.V6 && version.isBefore(Version.V2_3) ? "v6" : "v4";
        return switch (protocol.kind()) {
            case UDP -> "UDP" + family;
            case TCP -> "TCP" + family;
            case TCP_SERVER -> "TCP" + family + (remote ? "_CLIENT" : "_SERVER");
            case TCP_CLIENT -> "TCP" + family + (remote ? "_SERVER" : "_CLIENT");
        };
    }

    private void addresses() {
        var written = config.written();
        var isSix = version.isBefore(Version.V2_4)
                ? written.has("tun-ipv6") || written.has("server-ipv6") && version.isAtLeast(Version.V2_3)
                : written.has("ifconfig-ipv6");
        if (isSix && (alone || version.isBefore(Version.V2_3))) {
            out.append(",tun-ipv6");
        }
        if (alone && !written.has("ifconfig-nowarn")) {
            written.last("ifconfig")
                    .filter(ifconfig -> ifconfig.arguments().size() > 1)
                    .flatMap(ifconfig -> ifconfig(
                            ifconfig.arguments().get(0).value(),
                            ifconfig.arguments().get(1).value()))
                    .ifPresent(text -> out.append(",ifconfig ").append(text));
        }
    }

    /** {@code ifconfig_options_string} of tun.c. */
    private Optional<String> ifconfig(String local, String other) {
        var type = config.device().type().map(Setting::value);
        if (type.isEmpty() || type.get() == DeviceType.NULL) {
            return Optional.empty();
        }
        var isNetwork =
                type.get() == DeviceType.TAP || config.device().topology().value() == Topology.SUBNET;
        if (isNetwork) {
            var address = Address.parse(local);
            var mask = Address.parse(other);
            return address.isPresent() && mask.isPresent()
                    ? Optional.of(new Address(address.get().value() & mask.get().value()) + " " + mask.get())
                    : Optional.empty();
        }
        return Optional.of(remote ? local + " " + other : other + " " + local);
    }

    private Optional<String> keyDirection() {
        return KeyDirection.of(config)
                .map(direction -> direction ^ (remote ? 1 : 0))
                .map(String::valueOf);
    }

    private void dataChannel() {
        var role = config.role();
        if (role.secret().isEmpty() && role.tls().value() == Tls.NONE) {
            return;
        }
        var cipher = ownCipher();
        var key = keyType(cipher);
        var written = config.written();
        var isBlowfish = version.isAtLeast(Version.V2_6)
                && config.ciphers().cipher().value().equals(OLD_DEFAULT);
        if (announced) {
            out.append(",cipher ").append(cipher == Cipher.NONE ? "[null-cipher]" : cipher.name());
        }
        // 2.6 and later do not look BF-CBC up here, and so name the digest whatever the cipher.
        out.append(",auth ")
                .append((isBlowfish ? keyType(Cipher.NONE) : key).digest().name());
        out.append(",keysize ").append(key.keyBytes() * 8);
        if (role.secret().isPresent()) {
            out.append(",secret");
        }
        if (written.has("no-replay")) {
            out.append(",no-replay");
        }
        if (written.has("no-iv") && version.isBefore(Version.V2_5)) {
            out.append(",no-iv");
        }
    }

    private void tls() {
        var part = config.role().tls().value();
        if (part == Tls.NONE) {
            return;
        }
        if (config.written().has("tls-auth")) {
            out.append(",tls-auth");
        }
        var method = version.isBefore(Version.V2_5)
                ? config.written().number("key-method").map(Setting::value).orElse(2)
                : 2;
        if (method > 1) {
            out.append(",key-method ").append(method);
        }
        var isServer = part == Tls.SERVER ^ remote;
        out.append(isServer ? ",tls-server" : ",tls-client");
    }
}
