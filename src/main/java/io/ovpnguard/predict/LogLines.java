package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.DeviceType;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What both processes log because of one phase's result, without time stamps. Lines that depend on the packets that
 * happen to be sent are left out, and so is what a version prints only at verbosity 7.
 */
public record LogLines(List<String> server, List<String> client) {

    public LogLines {
        server = List.copyOf(server);
        client = List.copyOf(client);
    }

    /** {@return what is logged about the data channel's cipher} */
    public static LogLines ofDataCipher(Prediction prediction) {
        var lines = new Builder(prediction);
        switch (prediction.dataCipher()) {
            case DataCipher.Agreed _ -> {}
            case DataCipher.Mismatched(var server, var client) -> {
                // From 2.5 on, options strings leave the cipher out where it is negotiated.
                if (lines.isBefore(Version.V2_5) && CipherName.isOne(server) && CipherName.isOne(client)) {
                    lines.inconsistent("cipher", "cipher " + inOptions(server), "cipher " + inOptions(client));
                }
            }
            case DataCipher.Rejected rejected -> lines.rejected(rejected);
        }
        return lines.build();
    }

    /** {@return what is logged about the kinds of device} */
    public static LogLines ofDeviceTypes(Prediction prediction) {
        var lines = new Builder(prediction);
        if (prediction.deviceTypes() instanceof DeviceTypes.Different(var server, var client, var _)) {
            lines.inconsistent("dev-type", "dev-type " + server.word(), "dev-type " + client.word());
        }
        return lines.build();
    }

    /** {@return what is logged about compression} */
    public static LogLines ofCompression(Prediction prediction) {
        var lines = new Builder(prediction);
        var atServer = prediction.server().config().compression().compression().value();
        var atClient = prediction.client().config().compression().compression().value();
        if (atServer.algorithm() != Algorithm.NONE && atClient.algorithm() == Algorithm.NONE) {
            lines.missing(Side.CLIENT);
        }
        if (atServer.algorithm() == Algorithm.NONE && atClient.algorithm() != Algorithm.NONE) {
            lines.missing(Side.SERVER);
        }
        if (prediction.compression() instanceof Framing.Refused) {
            lines.client.add("OPTIONS ERROR: server pushed compression settings that are not allowed and will result in"
                    + " a non-working connection. See also allow-compression in the manual.");
        }
        return lines.build();
    }

    /** {@return what is logged about packet sizes} */
    public static LogLines ofPacketSizes(Prediction prediction) {
        var lines = new Builder(prediction);
        var server = prediction.server().config();
        var client = prediction.client().config();
        var isTun = server.device().type().stream().anyMatch(type -> type.value() == DeviceType.TUN);
        if (isTun) {
            lines.inconsistent("tun-mtu", tunMtu(server), tunMtu(client));
        }
        return lines.build();
    }

    private static String inOptions(String cipher) {
        return cipher.equals("none") ? "[null-cipher]" : cipher;
    }

    private static String tunMtu(EffectiveConfig config) {
        return "tun-mtu " + config.mtu().tunMtu().value();
    }

    /** Collects lines side by side. */
    private static final class Builder {

        private final Prediction prediction;
        private final List<String> server = new ArrayList<>();
        private final List<String> client = new ArrayList<>();

        Builder(Prediction prediction) {
            this.prediction = prediction;
        }

        LogLines build() {
            return new LogLines(server, client);
        }

        boolean isBefore(Version version) {
            return prediction.server().version().isBefore(version)
                    && prediction.client().version().isBefore(version);
        }

        /** {@code options_warning_safe_scan2} of options.c. */
        void inconsistent(String option, String atServer, String atClient) {
            if (atServer.equals(atClient)) {
                return;
            }
            comparison(
                    Side.SERVER,
                    "'%s' is used inconsistently, local='%s', remote='%s'".formatted(option, atServer, atClient));
            comparison(
                    Side.CLIENT,
                    "'%s' is used inconsistently, local='%s', remote='%s'".formatted(option, atClient, atServer));
        }

        /** Every framing stands in the options strings as {@code comp-lzo}, whatever it is. */
        void missing(Side without) {
            comparison(
                    without, "'comp-lzo' is present in remote config but missing in local config, remote='comp-lzo'");
            comparison(
                    without.other(),
                    "'comp-lzo' is present in local config but missing in remote config, local='comp-lzo'");
        }

        private void comparison(Side side, String text) {
            var version = side == Side.SERVER
                    ? prediction.server().version()
                    : prediction.client().version();
            if (version.isBefore(Version.V2_6)) {
                (side == Side.SERVER ? server : client).add("WARNING: " + text);
            }
        }

        void rejected(DataCipher.Rejected rejected) {
            switch (rejected.by()) {
                case SERVER -> {
                    var isNamed = Stream.concat(rejected.server().stream(), rejected.client().stream())
                            .allMatch(CipherName::isOne);
                    // What is no cipher is not repeated: it may be anything, a password too.
                    if (isNamed) {
                        server.add("PUSH: No common cipher between server and client. Server data-ciphers: '%s', client"
                                        .formatted(String.join(":", rejected.server()))
                                + " supported ciphers '%s'".formatted(String.join(":", rejected.client())));
                    }
                    client.add("AUTH: Received control message: AUTH_FAILED,Data channel cipher negotiation failed"
                            + " (no shared cipher)");
                }
                case CLIENT -> {
                    // A 2.4 server may not push its cipher, and then each client version says something else.
                    if (prediction.server().version().isAtLeast(Version.V2_5)) {
                        client.add("OPTIONS ERROR: failed to import crypto options");
                    }
                }
            }
        }
    }
}
