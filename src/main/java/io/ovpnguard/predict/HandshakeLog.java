package io.ovpnguard.predict;

import io.ovpnguard.effective.Protocol.Kind;
import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.ControlChannel.Wrapping;
import java.util.ArrayList;

/** What is logged of a handshake that does not come to its end. */
final class HandshakeLog {

    private static final int USUAL_WINDOW = 60;

    private HandshakeLog() {}

    /** {@code openvpn_connect} and {@code do_preresolve} of socket.c. */
    static void transport(LogWriter log) {
        var transport = log.prediction().transport();
        var client = log.prediction().client();
        switch (transport.fault()) {
            case NONE -> {}
            case DIFFERENT_PROTOCOL -> {
                if (transport.client().protocol().value().kind() == Kind.TCP_CLIENT) {
                    refused(log);
                } else {
                    expired(log);
                }
            }
            case DIFFERENT_FAMILY -> unresolved(log, client);
            case DIFFERENT_PORT -> {
                if (transport.client().protocol().value().kind() == Kind.TCP_CLIENT) {
                    refused(log);
                }
            }
            case DIFFERENT_CLIENT_PORT, NO_REMOTE -> {}
        }
    }

    private static void refused(LogWriter log) {
        var isOld = log.version(Side.CLIENT).isBefore(Version.V2_4);
        var seconds = log.process(Side.CLIENT)
                .config()
                .written()
                .number("connect-retry")
                .map(Setting::value)
                .orElse(5);
        log.says(
                Side.CLIENT,
                isOld
                        ? "TCP: connect to %s failed, will try again in %d seconds: Connection refused"
                                .formatted(LogWriter.PEER, seconds)
                        : "TCP: connect to %s failed: Connection refused".formatted(LogWriter.PEER));
    }

    private static void unresolved(LogWriter log, Process client) {
        if (client.version().isAtLeast(Version.V2_4)) {
            log.says(
                    Side.CLIENT,
                    "RESOLVE: Cannot resolve host address: %s (Address family for hostname not supported)"
                            .formatted(LogWriter.PEER));
        }
    }

    /** {@code tls_process} of ssl.c: the client waits for an answer as long as {@code hand-window} says. */
    private static void expired(LogWriter log) {
        if (log.process(Side.CLIENT).config().role().isStaticKey()) {
            return;
        }
        var window = log.process(Side.CLIENT)
                .config()
                .written()
                .number("hand-window")
                .map(Setting::value)
                .orElse(USUAL_WINDOW);
        log.says(
                Side.CLIENT,
                "TLS Error: TLS key negotiation failed to occur within %d seconds (check your network connectivity)"
                        .formatted(window),
                "TLS Error: TLS handshake failed");
    }

    private static boolean isTcp(LogWriter log) {
        return !log.prediction().transport().server().protocol().value().isUdp();
    }

    /** {@code tls_pre_decrypt_lite} and {@code read_control_auth} of ssl.c. */
    static void controlChannel(LogWriter log) {
        var control = log.prediction().controlChannel();
        switch (control.fault()) {
            case NONE -> {
                return;
            }
            case SAME_PART ->
                log.says(
                        Side.SERVER,
                        "TLS Error: client->client or server->server connection attempted from " + LogWriter.PEER);
            case DIFFERENT_MEANS -> differentMeans(log, control);
            case DIFFERENT_KEY, SAME_DIRECTION, DIFFERENT_DIGEST -> unauthentic(log, Side.SERVER, control.server());
            case ONE_SIDED_DIRECTION ->
                unauthentic(log, control.isHeard() ? Side.CLIENT : Side.SERVER, control.server());
        }
        // Over TCP the server ends the connection at the first packet that it does not take.
        if (isTcp(log)) {
            log.says(Side.CLIENT, "Connection reset, restarting [0]");
        } else {
            expired(log);
        }
    }

    private static void differentMeans(LogWriter log, ControlChannel control) {
        switch (control.server()) {
            case NONE -> {
                if (control.client() == Wrapping.TLS_AUTH) {
                    log.says(Side.CLIENT, withoutHmac());
                }
                if (control.client() == Wrapping.TLS_AUTH
                        && log.version(Side.SERVER).isBefore(Version.V2_6)) {
                    log.says(Side.SERVER, "TLS Error: reading acknowledgement record from packet");
                }
            }
            case TLS_AUTH -> {
                if (control.client() == Wrapping.NONE) {
                    log.says(Side.SERVER, withoutHmac());
                } else {
                    unauthentic(log, Side.SERVER, Wrapping.TLS_AUTH);
                }
            }
            case TLS_CRYPT -> {
                if (control.client() == Wrapping.NONE) {
                    log.says(Side.SERVER, "tls-crypt unwrap error: packet too short");
                }
                log.says(Side.SERVER, "TLS Error: tls-crypt unwrapping failed from " + LogWriter.PEER);
            }
            case TLS_CRYPT_V2 -> {}
        }
    }

    private static String withoutHmac() {
        return "TLS Error: cannot locate HMAC in incoming packet from " + LogWriter.PEER;
    }

    private static void unauthentic(LogWriter log, Side at, Wrapping wrapping) {
        switch (wrapping) {
            case TLS_AUTH ->
                log.says(
                        at,
                        "Authenticate/Decrypt packet error: packet HMAC authentication failed",
                        "TLS Error: incoming packet authentication failed from " + LogWriter.PEER);
            case TLS_CRYPT ->
                log.says(
                        at,
                        "tls-crypt unwrap error: packet authentication failed",
                        "TLS Error: tls-crypt unwrapping failed from " + LogWriter.PEER);
            case NONE, TLS_CRYPT_V2 -> {}
        }
    }

    /** {@code tls_process_state} of ssl.c and what the library says of it ({@code openssl_print_errors}). */
    static void tls(LogWriter log) {
        var tls = log.prediction().tls();
        switch (tls.fault()) {
            case NONE -> {}
            case NO_SHARED_VERSION -> noSharedVersion(log, tls);
            case NO_SHARED_SUITE -> withoutSuite(log);
            case NO_SHARED_GROUP, UNUSABLE_SERVER_KEY -> {
                if (tls.fault() == TlsHandshake.Fault.NO_SHARED_GROUP && isWrongCurve(log, tls)) {
                    failed(log, Side.CLIENT);
                } else if (tls.isBeforeTls13()) {
                    withoutSuite(log);
                } else {
                    failed(log, Side.SERVER);
                }
            }
            case UNUSABLE_CLIENT_KEY -> failed(log, Side.SERVER);
            case REJECTED_CERTIFICATE -> tls.rejected().ifPresent(rejected -> CertificateLog.write(rejected, log));
            case REFUSED_BY_SCRIPT -> {
                var by = Scripts.passes(log.process(Side.SERVER), "tls-verify", new ArrayList<>())
                        ? Side.CLIENT
                        : Side.SERVER;
                log.says(
                        by,
                        "WARNING: Failed running command (--tls-verify script): "
                                + Scripts.failure(log.process(by), "tls-verify"));
                failed(log, by);
            }
            case TOO_LARGE_PACKETS, UNREADABLE_CRL -> {}
        }
    }

    /** {@return whether the client refuses the group that the server has chosen} */
    private static boolean isWrongCurve(LogWriter log, TlsHandshake tls) {
        return tls.isBeforeTls13() && TlsGroups.meet(log.process(Side.SERVER), log.process(Side.CLIENT));
    }

    private static void withoutSuite(LogWriter log) {
        if (isOpenSsl(log, Side.SERVER) && log.version(Side.SERVER).isAtLeast(Version.V2_4)) {
            log.says(
                    Side.SERVER,
                    "TLS error: The server has no TLS ciphersuites in common with the client. Your"
                            + " --tls-cipher setting might be too restrictive.");
        }
        failed(log, Side.SERVER);
    }

    private static void noSharedVersion(LogWriter log, TlsHandshake tls) {
        // A side that is left with no version at all does not even begin.
        if (tls.client().isEmpty()) {
            log.says(Side.CLIENT, "TLS Error: TLS handshake failed");
            return;
        }
        var isJudge = isOpenSsl(log, Side.SERVER) && log.version(Side.SERVER).isAtLeast(Version.V2_4);
        if (isJudge
                && !tls.server().isEmpty()
                && tls.client().most() < tls.server().least()) {
            log.says(
                    Side.SERVER,
                    "TLS error: Unsupported protocol. This typically indicates that client and server have no common"
                            + " TLS version enabled. This can be caused by mismatched tls-version-min and"
                            + " tls-version-max options on client and server. If your OpenVPN client is between"
                            + " v2.3.6 and v2.3.2 try adding tls-version-min 1.0 to the client configuration to use"
                            + " TLS 1.0+ instead of TLS 1.0 only");
            failed(log, Side.SERVER);
        }
    }

    static boolean isOpenSsl(LogWriter log, Side side) {
        return log.process(side).tls().family() == TlsLibrary.Family.OPENSSL;
    }

    /** The side that ends the handshake says so at once; a client that is not told waits in vain. */
    static void failed(LogWriter log, Side by) {
        failed(log, by, by == Side.SERVER && !isTcp(log));
    }

    /** Whether the client is left waiting. */
    static void failed(LogWriter log, Side by, boolean isWaiting) {
        log.says(by, "TLS Error: TLS object -> incoming plaintext read error", "TLS Error: TLS handshake failed");
        if (isWaiting) {
            expired(log);
        }
    }
}
