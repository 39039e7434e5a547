package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A process is predicted to start when real processes of that version did. */
class RecordedStartsTest {

    /** What is not predicted, and why; each of them is expected to start and does not, unless it says otherwise. */
    private static final Map<String, List<String>> NOT_PREDICTED = Map.of(
            "the content of keys and certificates was not given",
            List.of(
                    "client: key server.key",
                    "client: tls-crypt ca.crt",
                    "client: tls-crypt-v2 static.key",
                    "server: cert ca.crt",
                    "server: key client.key",
                    "server: tls-crypt ca.crt",
                    "server: tls-crypt-v2 static.key"),
            "somebody may answer when it asks",
            List.of("client: auth-user-pass", "server: askpass"),
            "what stands elsewhere on the machine cannot be seen",
            List.of(
                    "client: proto tcp-client\\nhttp-proxy 10.99.0.9 8080 absent basic",
                    "client: up /no/such\\nscript-security 2",
                    "server: auth-user-pass-verify /no/such/file via-file",
                    "server: client-connect /no/such",
                    "server: dev-node /nonexistent",
                    "server: plugin /no/such.so",
                    "server: tls-verify /no/such",
                    "server: writepid absent/pid.txt"),
            "names of hosts and providers are resolved when it runs",
            List.of("server: local 127.0.0.300", "server: providers nosuch"),
            "not played yet",
            List.of(
                    "client: proto tcp-client\\nhttp-proxy 10.99.0.9 8080 up.txt foo",
                    "client: proto tcp-client\\nhttp-proxy 10.99.0.9 8080\\nhttp-proxy-option FOO 1.1",
                    "server: allow-compression no\\ncomp-lzo",
                    "server: dhcp-option DNS zz",
                    "server: server-ipv6 fd00::/64 nopool"));

    @Test
    void startsWhatRealOpenVpnStarts() throws IOException {
        var wrong = RecordedStarts.read().stream()
                .filter(start -> start.process().startUp().refusal().isEmpty()
                        != start.said().equals(RecordedStarts.STARTS))
                .map(start -> (start.role() == Role.SERVER ? "server: " : "client: ") + start.lines())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(wrong)
                .containsExactlyInAnyOrderElementsOf(
                        NOT_PREDICTED.values().stream().flatMap(List::stream).toList());
    }
}
