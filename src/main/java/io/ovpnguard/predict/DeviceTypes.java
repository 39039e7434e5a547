package io.ovpnguard.predict;

import io.ovpnguard.effective.DeviceType;

/** Whether both sides carry the same kind of packets. */
public sealed interface DeviceTypes extends Judged {

    /** Both carry IP packets, or both carry Ethernet frames. */
    record Same(DeviceType type) implements DeviceTypes {
        @Override
        public Outcome consequence() {
            return type == DeviceType.NULL ? Outcome.NO_TRAFFIC : Outcome.WORKS;
        }
    }

    /**
     * One carries IP packets, the other Ethernet frames.
     *
     * @param consequence nothing passes, or the client does not even get its address onto the device
     */
    record Different(DeviceType server, DeviceType client, Outcome consequence) implements DeviceTypes {}

    /** A side names no type: its process does not start, or ends when it opens the device. */
    record Unset(Side by) implements DeviceTypes {
        @Override
        public Outcome consequence() {
            return Outcome.NO_HANDSHAKE;
        }
    }
}
