package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.Compression.Flag;

/**
 * How a packet looks to a receiver once it is decrypted: what compression puts in front of it (comp.h, lzo.c,
 * comp-lz4.c, compstub.c).
 */
enum FramePattern {
    /** The packet as it is. */
    BARE,
    /** 0xFA, then the packet. */
    MARKED,
    /** 0x66, then the packet compressed by LZO. */
    LZO,
    /** 0xFB in place of the first byte, which stands at the end. */
    SWAPPED,
    /** 0x69 in place of the first byte of the packet compressed by LZ4. */
    LZ4,
    /** 0x50 0x01, then the packet compressed by LZ4. */
    LZ4_V2;

    /** {@return how a side sends a packet that is too small to be compressed} */
    static FramePattern ofSmall(Compression sender) {
        return switch (sender.algorithm()) {
            case NONE, STUB_V2, LZ4_V2 -> BARE;
            case LZO -> MARKED;
            case LZ4 -> SWAPPED;
            case STUB -> sender.has(Flag.SWAP) ? SWAPPED : MARKED;
        };
    }

    /** {@return how a side sends a packet that can be compressed well} */
    static FramePattern ofLarge(Compression sender) {
        if (!sender.has(Flag.COMPRESSES)) {
            return ofSmall(sender);
        }
        return switch (sender.algorithm()) {
            case LZO -> LZO;
            case LZ4 -> LZ4;
            case LZ4_V2 -> LZ4_V2;
            case NONE, STUB, STUB_V2 -> ofSmall(sender);
        };
    }

    /** {@return whether a receiver gets the packet out of this} */
    boolean isReadBy(Compression receiver) {
        return switch (receiver.algorithm()) {
            case NONE, STUB_V2 -> this == BARE;
            case LZO -> this == MARKED || this == LZO;
            case LZ4 -> this == SWAPPED || this == LZ4;
            case STUB -> this == (receiver.has(Flag.SWAP) ? SWAPPED : MARKED);
            case LZ4_V2 -> this == BARE || this == LZ4_V2;
        };
    }
}
