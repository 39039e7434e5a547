package io.ovpnguard.predict;

import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Push.Fault;
import java.util.List;
import java.util.Optional;

/**
 * Plays the client's request for options and its answer ({@code process_incoming_push_request} and
 * {@code process_incoming_push_msg} of push.c).
 */
final class PushPhase {

    /** Up to 2.3 a client's handshake takes longer than that. */
    private static final int TOO_SHORT_PING_RESTART = 2;

    private static final int KEY_METHOD = 2;

    private PushPhase() {}

    /**
     * {@return what becomes of it}
     *
     * @param unknown where what cannot be known is added
     */
    static Push of(Process server, Process client, PulledOptions pulled, List<String> unknown) {
        var atServer = server.config();
        var atClient = client.config();
        if (pulled.rejected().isPresent()) {
            return new Push(Fault.REJECTED_BY_FILTER, pulled.rejected().map(PushedOption::text));
        }
        if (isImpatient(atClient)) {
            return Push.of(Fault.IMPATIENT);
        }
        if (!Scripts.passes(client, "up", unknown)) {
            return Push.of(Fault.UP_SCRIPT_FAILED);
        }
        if (isDeviceRefused(atClient, pulled)) {
            return Push.of(Fault.DEVICE_REFUSED);
        }
        if (isNeverAsked(atServer, atClient)) {
            return Push.of(Fault.NEVER_ASKED);
        }
        if (isLeftWithoutAddress(atServer, atClient, pulled)) {
            return Push.of(Fault.NO_ADDRESS_GIVEN);
        }
        if (!Scripts.passes(server, "learn-address", unknown)) {
            return Push.of(Fault.ADDRESS_REFUSED);
        }
        if (isDerivingOtherwise(server, client, pulled)) {
            return Push.of(Fault.DIFFERENT_KEY_DERIVATION);
        }
        return new Push(
                isOldKeyMethod(atServer) || isOldKeyMethod(atClient) ? Fault.OLD_KEY_METHOD : Fault.NONE,
                Optional.empty());
    }

    /** From 2.6 on a server derives keys as it tells the client, and a filter can keep that from it. */
    private static boolean isDerivingOtherwise(Process server, Process client, PulledOptions pulled) {
        return server.config().role().isServer()
                && client.config().role().pulls()
                && server.version().isAtLeast(Version.V2_6)
                && client.version().isAtLeast(Version.V2_6)
                && pulled.last(PushReply.PROTOCOL_FLAGS).isEmpty();
    }

    /** Only what the server pushes can still mend a size that no device has; nothing a want of tools. */
    private static boolean isDeviceRefused(EffectiveConfig client, PulledOptions pulled) {
        var isTooLarge = client.mtu().tunMtu().value() > SystemCheck.LARGEST_DEVICE
                && pulled.last("tun-mtu").isEmpty();
        return client.role().pulls() && (isTooLarge || Scripts.lacksTools(client));
    }

    /** A single peer answers with what it pushes by its config; only a server of many adds an address. */
    private static boolean isLeftWithoutAddress(EffectiveConfig server, EffectiveConfig client, PulledOptions pulled) {
        var isStatic = server.role().isStaticKey() || client.role().isStaticKey();
        return client.role().pulls()
                && !server.role().isServer()
                && !isStatic
                && !client.written().has("ifconfig")
                && pulled.last("ifconfig").isEmpty();
    }

    private static boolean isImpatient(EffectiveConfig client) {
        return client.version().isBefore(Version.V2_4)
                && client.role().pulls()
                && client.written()
                        .number("ping-restart")
                        .filter(seconds -> seconds.value() > 0 && seconds.value() <= TOO_SHORT_PING_RESTART)
                        .isPresent();
    }

    /** From 2.5 on a server makes the data channel's keys when a client asks for options. */
    private static boolean isNeverAsked(EffectiveConfig server, EffectiveConfig client) {
        return server.role().isServer()
                && !client.role().pulls()
                && server.version().isAtLeast(Version.V2_5);
    }

    private static boolean isOldKeyMethod(EffectiveConfig side) {
        return side.version().equals(Version.V2_4) && keyMethod(side) == 1;
    }

    /** {@return how a side makes keys; from 2.5 on there is one method} */
    static int keyMethod(EffectiveConfig side) {
        return side.version().isBefore(Version.V2_5)
                ? side.written().number("key-method").map(Setting::value).orElse(KEY_METHOD)
                : KEY_METHOD;
    }
}
