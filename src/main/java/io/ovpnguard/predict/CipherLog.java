package io.ovpnguard.predict;

import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.Version;
import java.util.List;
import java.util.stream.Stream;

/** What is logged where no data cipher is found that both sides accept (ssl_ncp.c, multi.c and init.c). */
final class CipherLog {

    private CipherLog() {}

    static void write(LogWriter log) {
        if (!(log.prediction().dataCipher() instanceof DataCipher.Rejected rejected)) {
            return;
        }
        if (log.process(Side.SERVER).config().role().isServer()
                && log.process(Side.CLIENT).config().role().pulls()) {
            switch (rejected.by()) {
                case SERVER -> byServer(log, rejected);
                case CLIENT -> byClient(log, rejected);
            }
        } else if (!log.process(rejected.by()).config().role().isServer()) {
            byPeer(log, rejected.by());
        }
    }

    /** {@code do_deferred_p2p_ncp} of init.c. */
    private static void byPeer(LogWriter log, Side by) {
        log.says(
                by,
                "ERROR: failed to negotiate cipher with peer and --data-ciphers-fallback not enabled. No usable data"
                        + " channel cipher",
                "ERROR: Failed to apply P2P negotiated protocol options");
    }

    /** {@code multi_client_set_protocol_options} of multi.c. */
    private static void byServer(LogWriter log, DataCipher.Rejected rejected) {
        if (isNamed(rejected.server()) && isNamed(rejected.client())) {
            log.says(
                    Side.SERVER,
                    "PUSH: No common cipher between server and client. Server data-ciphers: '%s', client supported"
                                    .formatted(String.join(":", rejected.server()))
                            + " ciphers '%s'".formatted(String.join(":", rejected.client())));
        }
        AdmissionLog.turnedAway(log, "AUTH_FAILED,Data channel cipher negotiation failed (no shared cipher)");
    }

    /** {@code check_pull_client_ncp} of ssl_ncp.c, {@code tls_session_update_crypto_params} of ssl.c. */
    private static void byClient(LogWriter log, DataCipher.Rejected rejected) {
        var pushed = CipherNegotiation.between(log.process(Side.SERVER), log.process(Side.CLIENT))
                .pushed();
        var isFiltered = log.process(Side.CLIENT).config().written().has("pull-filter");
        if (pushed.isPresent() && !isFiltered) {
            notAllowed(log, pushed.get(), rejected.client());
        } else if (pushed.isEmpty()) {
            notNegotiated(log, rejected.client());
        }
        // From 2.6 on a pushed cipher is looked at after the pushed options were applied.
        if (pushed.isEmpty() || log.version(Side.CLIENT).isBefore(Version.V2_6)) {
            log.says(Side.CLIENT, "ERROR: Failed to apply push options");
        }
        log.says(Side.CLIENT, "Failed to open tun/tap interface");
    }

    private static void notAllowed(LogWriter log, String cipher, List<String> offered) {
        var list = String.join(":", offered);
        if (CipherName.isOne(cipher) && isNamed(offered)) {
            log.says(
                    Side.CLIENT,
                    switch (log.version(Side.CLIENT).minor()) {
                        case 4 ->
                            "Error: pushed cipher not allowed - %s not in %s or %s".formatted(cipher, own(log), list);
                        case 5 -> "Error: pushed cipher not allowed - %s not in %s".formatted(cipher, list);
                        case 6 -> "Error: negotiated cipher not allowed - %s not in %s".formatted(cipher, list);
                        default ->
                            "Error: negotiated cipher not allowed - %s not in %s".formatted(cipher, written(log, list));
                    });
        }
        log.says(Side.CLIENT, "OPTIONS ERROR: failed to import crypto options");
    }

    private static String own(LogWriter log) {
        return log.process(Side.CLIENT).config().ciphers().cipher().value();
    }

    /** 2.7 repeats what is written, and behind it what it stands for where that differs. */
    private static String written(LogWriter log, String list) {
        var stated = stated(log, list);
        return stated.equals(list) ? list : stated + " (" + list + ")";
    }

    private static String stated(LogWriter log, String list) {
        var written = log.process(Side.CLIENT).config().written();
        var text = written.value("data-ciphers").or(() -> written.value("ncp-ciphers"));
        return text.map(setting -> setting.value()).orElse(list.isEmpty() ? list : "DEFAULT");
    }

    private static void notNegotiated(LogWriter log, List<String> offered) {
        var told = CipherAnnouncement.of(log.process(Side.SERVER)).inOptions();
        var version = log.version(Side.CLIENT);
        if (told.isEmpty()) {
            log.says(
                    Side.CLIENT,
                    "OPTIONS ERROR: failed to negotiate cipher with server.  Configure --data-ciphers-fallback if you"
                            + " want to connect to this server.");
            return;
        }
        if (!CipherName.isOne(told.get()) || !isNamed(offered)) {
            return;
        }
        var list = String.join(":", offered);
        var current = version.isAtLeast(Version.V2_7) ? stated(log, list) : list;
        var example =
                version.isAtLeast(Version.V2_7) ? ", e.g.--data-ciphers %s:%s".formatted(current, told.get()) : "";
        log.says(
                Side.CLIENT,
                "OPTIONS ERROR: failed to negotiate cipher with server.  Add the server's cipher ('%s') to"
                                .formatted(told.get())
                        + " --data-ciphers (currently '%s')%s if you want to connect to this server."
                                .formatted(current, example));
    }

    /** What is no cipher is not repeated: it may be anything, a password too. */
    private static boolean isNamed(List<String> ciphers) {
        return Stream.of(ciphers).flatMap(List::stream).allMatch(CipherName::isOne);
    }
}
