package io.ovpnguard.option;

import java.util.EnumSet;
import java.util.Set;

/** Which builds of OpenVPN know an option. */
public enum Build {
    ANY,
    WINDOWS,
    /** With PolarSSL or mbed TLS in place of OpenSSL. */
    MBEDTLS,
    /** Made with {@code configure --enable-iproute2}. */
    IPROUTE2,
    /** Made with {@code configure --enable-selinux}. */
    SELINUX;

    public static final Set<Build> ALL = Set.copyOf(EnumSet.allOf(Build.class));
}
