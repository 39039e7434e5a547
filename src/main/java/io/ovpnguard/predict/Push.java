package io.ovpnguard.predict;

import java.util.Objects;
import java.util.Optional;

/**
 * Whether the client gets, and takes, the options that the server pushes.
 *
 * @param rejected the pushed option that the client's {@code pull-filter} refuses
 */
public record Push(Fault fault, Optional<String> rejected) implements Judged {

    /** What is wrong. */
    public enum Fault {
        NONE,
        /** A {@code pull-filter reject} of the client fits a pushed option. */
        REJECTED_BY_FILTER,
        /** The client asks a single peer for options and has no address, and such a peer gives none. */
        NO_ADDRESS_GIVEN,
        /** The client's {@code ping-restart} is over before the handshake is. */
        IMPATIENT,
        /** The client's {@code up} script fails. */
        UP_SCRIPT_FAILED,
        /** The client's device cannot have the size that its config asks for. */
        DEVICE_REFUSED,
        /** The client never asks, and the server makes its data channel's keys when it is asked only. */
        NEVER_ASKED,
        /** A filter keeps from the client how the server derives the data channel's keys. */
        DIFFERENT_KEY_DERIVATION,
        /** The server's {@code learn-address} script refuses the client's address. */
        ADDRESS_REFUSED,
        /** 2.4 still knows {@code key-method 1}, but no packet gets through. */
        OLD_KEY_METHOD
    }

    public Push {
        Objects.requireNonNull(fault);
        Objects.requireNonNull(rejected);
    }

    static Push of(Fault fault) {
        return new Push(fault, Optional.empty());
    }

    @Override
    public Outcome consequence() {
        return switch (fault) {
            case NONE -> Outcome.WORKS;
            case REJECTED_BY_FILTER, IMPATIENT, UP_SCRIPT_FAILED, DEVICE_REFUSED -> Outcome.NO_HANDSHAKE;
            case NO_ADDRESS_GIVEN, NEVER_ASKED, DIFFERENT_KEY_DERIVATION, ADDRESS_REFUSED, OLD_KEY_METHOD ->
                Outcome.NO_TRAFFIC;
        };
    }
}
