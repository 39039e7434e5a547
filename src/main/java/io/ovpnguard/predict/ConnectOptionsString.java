package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.Protocol.Kind;

/**
 * What a client made from the OpenVPN 3 core says of its options ({@code ProtoConfig::options_string} of proto.hpp). It
 * expects nothing of a server.
 */
final class ConnectOptionsString {

    private static final int OPCODE_AND_NUMBER = 1 + 4;

    private static final int TCP_LENGTH = 2;

    private static final int TAG = 16;

    private static final String OLD_DEFAULT = "BF-CBC";

    private ConnectOptionsString() {}

    static String of(Process process) {
        var config = process.config();
        var name = config.ciphers().cipher().value();
        var cipher = CipherTable.get().find(name).orElse(Cipher.NONE);
        var digest = DataKeyType.of(config, Crypto.of(process), Cipher.NONE).digest();
        var isTcp = config.transport().first().protocol().value().kind() != Kind.UDP;
        var compression = config.compression().compression().value();
        var crypto = cipher.isAead() ? TAG : digest.bytes() + 2 * cipher.blockBytes();
        var overhead = OPCODE_AND_NUMBER + (isTcp ? TCP_LENGTH : 0) + headerBytes(compression) + crypto;
        var mtu = config.mtu().tunMtu().value();
        var out = new StringBuilder("V4,dev-type tun,link-mtu " + (mtu + overhead) + ",tun-mtu " + mtu);
        out.append(",proto ").append(isTcp ? "TCPv4_CLIENT" : "UDPv4");
        if (compression.algorithm() != Algorithm.NONE) {
            out.append(",comp-lzo");
        }
        var isAuthenticated = config.written().has("tls-auth");
        if (isAuthenticated) {
            KeyDirection.of(config)
                    .ifPresent(direction -> out.append(",keydir ").append(direction));
        }
        out.append(",cipher ").append(cipher == Cipher.NONE ? "[null-cipher]" : name);
        out.append(",auth ").append(cipher.isAead() ? "[null-digest]" : digest.name());
        out.append(",keysize ").append(name.equals(OLD_DEFAULT) ? 128 : cipher.keyBits());
        out.append(isAuthenticated ? ",tls-auth" : "").append(",key-method 2,tls-client");
        return out.toString();
    }

    private static int headerBytes(Compression compression) {
        return switch (compression.algorithm()) {
            case NONE -> 0;
            case STUB_V2, LZ4_V2 -> 2;
            case STUB, LZO, LZ4 -> 1;
        };
    }
}
