package io.ovpnguard.predict;

import io.ovpnguard.option.Version;

/** What is logged where a server turns a client away, or a client does not take what it is told. */
final class AdmissionLog {

    private AdmissionLog() {}

    /** {@code verify_final_auth_checks} of ssl_verify.c and {@code send_auth_failed} of push.c. */
    static void authentication(LogWriter log) {
        var authentication = log.prediction().authentication();
        switch (authentication.fault()) {
            case NONE -> {}
            case NO_CERTIFICATE -> ended(log);
            case NO_USER_NAME -> {
                log.says(Side.SERVER, "TLS Error: Auth Username/Password was not provided by peer");
                ended(log);
            }
            case NO_CCD_FILE -> {
                authentication.name().ifPresent(name -> withoutFile(log, name));
                turnedAway(log);
            }
            case DISABLED, REFUSED_BY_SCRIPT -> turnedAway(log);
            case DIFFERENT_OPTIONS -> {
                log.says(Side.SERVER, "Option inconsistency warnings triggering disconnect due to --opt-verify");
                turnedAway(log);
            }
        }
    }

    private static void ended(LogWriter log) {
        log.says(Side.SERVER, "TLS Error: TLS handshake failed");
    }

    private static void withoutFile(LogWriter log, String name) {
        ClientConfigFile.of(log.process(Side.SERVER))
                .ifPresent(files -> log.repeats(
                        Side.SERVER,
                        "TLS Auth Error: --client-config-dir authentication failed for common name '%s' file='%s'"
                                .formatted(name, files.path(name))));
    }

    private static void turnedAway(LogWriter log) {
        turnedAway(log, "AUTH_FAILED");
    }

    /** Says that the server sent a message and ended the session. */
    static void turnedAway(LogWriter log, String message) {
        // A client without a certificate has no name here, whatever user it says to be.
        log.prediction()
                .authentication()
                .name()
                .filter(name -> hasCertificate(log))
                .ifPresent(name ->
                        log.repeats(Side.SERVER, "SENT CONTROL [%s]: '%s' (status=1)".formatted(name, message)));
        log.says(
                Side.CLIENT,
                log.version(Side.CLIENT).isBefore(Version.V2_3)
                        ? "AUTH: Received AUTH_FAILED control message"
                        : "AUTH: Received control message: " + message);
    }

    private static boolean hasCertificate(LogWriter log) {
        var written = log.process(Side.CLIENT).config().written();
        return written.has("cert") || written.has("pkcs12");
    }

    /** {@code do_deferred_options} and {@code do_open_tun} of init.c, {@code apply_pull_filter} of options.c. */
    static void push(LogWriter log) {
        var push = log.prediction().push();
        switch (push.fault()) {
            case NONE,
                    NO_ADDRESS_GIVEN,
                    NEVER_ASKED,
                    DIFFERENT_KEY_DERIVATION,
                    ADDRESS_REFUSED,
                    DEVICE_REFUSED,
                    OLD_KEY_METHOD,
                    IMPATIENT -> {}
            case REJECTED_BY_FILTER -> {
                log.repeats(
                        Side.CLIENT,
                        "Pushed option rejected by filter: '%s'."
                                        .formatted(push.rejected().orElse(""))
                                + (log.version(Side.CLIENT).isBefore(Version.V2_7) ? " Restarting." : ""));
                return;
            }
            case UP_SCRIPT_FAILED ->
                log.says(
                        Side.CLIENT,
                        "WARNING: Failed running command (--up/--down): "
                                + Scripts.failure(log.process(Side.CLIENT), "up"));
        }
        outsideNetwork(log);
        if (log.prediction().dataCipher() instanceof DataCipher.Rejected) {
            CipherLog.write(log);
        } else if (log.prediction().compression() instanceof Framing.Refused) {
            log.says(
                    Side.CLIENT,
                    "OPTIONS ERROR: server pushed compression settings that are not allowed and will result in a"
                            + " non-working connection. See also allow-compression in the manual.");
            notApplied(log);
        } else if (log.prediction().deviceTypes() instanceof DeviceTypes.Unset) {
            log.says(Side.CLIENT, "Error: problem with tun vs. tap setting");
        } else if (log.prediction().addressing().fault() == Addressing.Fault.BAD_NETMASK) {
            badNetmask(log);
        } else if (log.prediction().addressing().fault() == Addressing.Fault.ROUTE_OVER_SERVER) {
            recursive(log);
        }
    }

    /** {@code multi_connection_established} of multi.c: an {@code ifconfig-push} outside the network of {@code server}. */
    private static void outsideNetwork(LogWriter log) {
        var server = log.process(Side.SERVER).config().written().last("server");
        var address = log.prediction().addressing().client().flatMap(Address::parse);
        var name = log.prediction().authentication().name();
        var isPushed = log.prediction()
                .authentication()
                .ccd()
                .filter(ccd -> ccd.has("ifconfig-push"))
                .isPresent();
        if (!isPushed || server.isEmpty() || address.isEmpty() || name.isEmpty()) {
            return;
        }
        if (!ServerNetwork.covers(server.get(), address.get())) {
            var blank = log.version(Side.SERVER).equals(Version.V2_5) ? "" : " ";
            log.repeats(
                    Side.SERVER,
                    "MULTI ERROR: primary virtual IP for %s/%s (%s)%sviolates tunnel network/netmask constraint (%s/%s)"
                            .formatted(
                                    name.get(),
                                    LogWriter.PEER,
                                    address.get(),
                                    blank,
                                    server.get().value(0).orElse(""),
                                    server.get().value(1).orElse("")));
        }
    }

    /** {@code drop_if_recursive_routing} of forward.c. */
    private static void recursive(LogWriter log) {
        log.says(
                Side.CLIENT,
                log.version(Side.CLIENT).isBefore(Version.V2_7)
                        ? "Recursive routing detected, drop tun packet to " + LogWriter.PEER
                        : "Recursive routing detected, packet dropped %s -> %s"
                                .formatted(LogWriter.PEER, LogWriter.PEER));
    }

    static void notApplied(LogWriter log) {
        log.says(Side.CLIENT, "ERROR: Failed to apply push options", "Failed to open tun/tap interface");
    }

    /** Up to 2.4 the {@code ip} tool refuses the address, since then the kernel. */
    private static void badNetmask(LogWriter log) {
        if (log.version(Side.CLIENT).isBefore(Version.V2_5)) {
            log.says(Side.CLIENT, "Linux ip addr add failed: external program exited with error status: 1");
        } else {
            log.says(Side.CLIENT, "sitnl_send: rtnl: generic error (-22): Invalid argument");
        }
        log.says(Side.CLIENT, "Exiting due to fatal error");
    }
}
