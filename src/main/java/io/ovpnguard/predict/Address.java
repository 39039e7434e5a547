package io.ovpnguard.predict;

import java.util.Optional;

/** An IPv4 address. */
record Address(int value) {

    /** {@return the address of a dotted quad} */
    static Optional<Address> parse(String text) {
        var value = 0;
        var parts = 0;
        var start = 0;
        while (start <= text.length()) {
            var dot = text.indexOf('.', start);
            var end = dot < 0 ? text.length() : dot;
            var octet = octet(text, start, end);
            if (octet < 0 || ++parts > 4) {
                return Optional.empty();
            }
            value = value << 8 | octet;
            start = end + 1;
        }
        return parts == 4 ? Optional.of(new Address(value)) : Optional.empty();
    }

    private static int octet(String text, int from, int to) {
        if (to == from || to - from > 3) {
            return -1;
        }
        var value = 0;
        for (var index = from; index < to; index++) {
            var digit = text.charAt(index) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > 255 ? -1 : value;
    }

    /** {@return the netmask of that many bits} */
    static Address mask(int bits) {
        return new Address(bits == 0 ? 0 : -1 << 32 - bits);
    }

    /** {@return the number of leading ones, if this is a netmask} */
    Optional<Integer> maskBits() {
        var bits = Integer.bitCount(value);
        return value == mask(bits).value ? Optional.of(bits) : Optional.empty();
    }

    /** {@return whether two addresses are in one network} */
    boolean isWith(Address other, Address mask) {
        return (value & mask.value) == (other.value & mask.value);
    }

    Address plus(int count) {
        return new Address(value + count);
    }

    @Override
    public String toString() {
        return (value >>> 24) + "." + (value >>> 16 & 255) + "." + (value >>> 8 & 255) + "." + (value & 255);
    }
}
