package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.ovpnguard.predict.TlsLibrary;
import java.util.Optional;

/** What is taken for true where nobody says more. */
public record Assumptions(
        @JsonPropertyDescription(
                "OpenVPN versions of servers, such as `2.6` or `2.5-2.7`. Nobody says anything: 2.6 and 2.7.")
        @Size(min = 1, max = 100)
        Optional<String> serverVersions,

        @JsonPropertyDescription(
                "OpenVPN versions of clients, such as `2.5-2.7, connect-3`. Nobody says anything: 2.4 to 2.7.")
        @Size(min = 1, max = 100)
        Optional<String> clientVersions,

        @JsonPropertyDescription(
                "TLS libraries of servers, such as `openssl-3.0` or `openssl-1.1.1, openssl-3.0@seclevel=1`: "
                        + TlsLibrary.NAMES
                        + " is its security level, without it Debian's: 1 up to 1.1.1, 2 from 3.0 on."
                        + " Several policies: all of them. Nobody says anything: the usual one of each OpenVPN version.")
        @Size(min = 1, max = 100)
        Optional<String> serverCrypto,

        @JsonPropertyDescription(
                "TLS libraries of clients, such as `openssl-3.0`, as for `serverCrypto`, but not of the OpenVPN 3 core. Several policies: all of"
                        + " them. Nobody says anything: the usual one of each OpenVPN version.")
        @Size(min = 1, max = 100)
        Optional<String> clientCrypto) {}
