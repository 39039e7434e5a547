package io.ovpnguard.predict;

/** What a client made from the OpenVPN 3 core logs of a phase that goes wrong (core 3.11.7). */
final class ConnectLog {

    private ConnectLog() {}

    /** Adds the lines of one phase, if the client is one. */
    static void write(Phase phase, LogWriter log) {
        var prediction = log.prediction();
        if (!prediction.client().version().isConnect()) {
            return;
        }
        switch (phase) {
            case CONTROL_CHANNEL -> {
                if (prediction.controlChannel().consequence() != Outcome.WORKS) {
                    log.connectSays("EVENT: CONNECTION_TIMEOUT");
                }
            }
            case AUTHENTICATION -> {
                if (prediction.authentication().consequence() != Outcome.WORKS) {
                    log.connectSays("EVENT: AUTH_FAILED");
                }
            }
            case PUSH -> push(log);
            case DATA_CHANNEL -> {
                if (prediction.compression() instanceof Framing.Forbidden) {
                    log.connectSays("EVENT: COMPRESS_ERROR server pushed compression settings that are not allowed and"
                            + " will result in a non-working connection. ");
                }
            }
            case SERVER_START, CLIENT_START, TRANSPORT, TLS, PACKET_SIZE -> {}
        }
    }

    private static void push(LogWriter log) {
        var prediction = log.prediction();
        if (prediction.dataCipher() instanceof DataCipher.Rejected(var by, var _, var _) && by == Side.SERVER) {
            log.connectSays("EVENT: AUTH_FAILED Data channel cipher negotiation failed (no shared cipher)");
        }
        switch (prediction.addressing().fault()) {
            case UNSUPPORTED_TOPOLOGY ->
                log.connectSays(
                        "EVENT: TUN_SETUP_FAILED ERR_INVALID_OPTION_VAL: option_error: only topology 'subnet' and"
                                + " 'net30' supported");
            case NO_PAIR ->
                log.connectSays(
                        "EVENT: TUN_SETUP_FAILED tun_prop_error: ifconfig addresses are not in the same /30 subnet"
                                + " (topology net30)");
            case NOTHING_PUSHED ->
                log.connectSays(
                        "EVENT: TUN_SETUP_FAILED tun_prop_error: one of ifconfig or ifconfig-ipv6 must be specified");
            case BAD_NETMASK -> log.connectSays("EVENT: TUN_SETUP_FAILED addr_pair_mask_parse_error");
            case NONE,
                    NO_ADDRESS,
                    SAME_ADDRESS,
                    NO_ROUTE_TO_SERVER,
                    NO_ROUTE_TO_CLIENT,
                    WRONG_SOURCE,
                    ROUTE_OVER_SERVER -> {}
        }
    }
}
