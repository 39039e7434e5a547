package io.ovpnguard.webhook;

import static io.ovpnguard.webhook.Judging.create;
import static io.ovpnguard.webhook.Judging.map;
import static io.ovpnguard.webhook.Judging.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.ovpnguard.webhook.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What does not work between two objects, and is written in one of them only. */
class OneSidedFaultsTest {

    private static final String FILES = "ca ca.crt\ncert own.crt\nkey own.key\n";
    private static final String LISTENING = "port 1194\nproto udp\ndev tun\ndh none\ntopology subnet\n";
    private static final ConfigMap FITTING = server("server 10.8.0.0 255.255.255.0\n");

    /** What `server` would do, and one line that is for another topology. */
    private static final ConfigMap UNFITTING = server("""
            mode server
            tls-server
            ifconfig 10.8.0.1 255.255.255.0
            push "topology subnet"
            push "ifconfig 10.8.0.6 10.8.0.5"
            """);

    private static ConfigMap server(String lines) {
        return map("server", Map.of("server.conf", LISTENING + lines + FILES));
    }

    private static ConfigMap client(String name, String lines) {
        return map(
                name,
                Map.of(
                        name + ".ovpn",
                        "client\nproto udp\ndev tun\nremote a\n" + lines + FILES + "remote-cert-tls server\n"));
    }

    @Test
    void aClientIsDeniedBesideAServerThatItEndsAt() {
        var verdict = create(client("alice", ""), List.of(UNFITTING));

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(verdict.message())
                .startsWith("ConfigMap vpn/alice, alice.ovpn: error[mismatched-topology]: ")
                .contains("\n  note: ConfigMap vpn/server, server.conf line 10: the other side");
        assertThat(create(client("alice", ""), List.of(FITTING)).outcome()).isEqualTo(Outcome.ALLOWED);
    }

    @Test
    void anUnrelatedUpdateOfSuchAClientOnlyWarns() {
        var verdict = update(client("alice", "verb 4\n"), client("alice", ""), UNFITTING);

        assertThat(verdict.outcome()).isEqualTo(Outcome.WARNED);
        assertThat(verdict.warnings())
                .singleElement()
                .asString()
                .startsWith("ovpnguard: ConfigMap vpn/alice, alice.ovpn: error[mismatched-topology]: ");
    }

    @Test
    void aServerIsDeniedForTheClientsThatEndAtIt() {
        var clients = List.of(client("alice", ""), client("bob", ""), client("carol", "ifconfig-noexec\n"));

        assertThat(create(UNFITTING, clients).message())
                .startsWith("ConfigMap vpn/server, server.conf line 10: error[mismatched-topology]: ")
                .contains(
                        "\n  note: ConfigMap vpn/alice, alice.ovpn: concerns this client",
                        "\n  note: ConfigMap vpn/bob, bob.ovpn: concerns this client",
                        "what happens: for 2 of 3 clients, ");
        assertThat(update(UNFITTING, FITTING, client("alice", "")).outcome()).isEqualTo(Outcome.DENIED);
    }

    @Test
    void aServerIsDeniedForWhatIsWrittenInAClientOnly() {
        var alice = client("alice", "dev office\n");

        assertThat(create(FITTING, List.of(alice)).message())
                .startsWith("ConfigMap vpn/server, server.conf: error[missing-device-type]: ")
                .contains("\n  note: ConfigMap vpn/alice, alice.ovpn line 5: the other side");
    }

    @Test
    void aClientPutsUpWithItForItself() {
        var alice = new ConfigMapBuilder(client("alice", ""))
                .editMetadata()
                .addToAnnotations("ovpnguard.io/allow.mismatched-topology", "its system takes what others refuse")
                .endMetadata()
                .build();

        assertThat(create(alice, List.of(UNFITTING)).outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(create(UNFITTING, List.of(alice, client("bob", ""))).message())
                .contains("vpn/bob")
                .doesNotContain("alice");
    }

    @Test
    void whatIsWrongWithTheServerAloneIsNoClientsBusiness() {
        var server = server("server 10.8.0.0 255.255.255.0\nno-such-option\n");
        server.getMetadata().setAnnotations(Map.of("ovpnguard.io/openvpn-version", "2.6"));

        assertThat(create(server, List.of()).outcome()).isEqualTo(Outcome.DENIED);
        assertThat(create(client("alice", ""), List.of(server)).outcome()).isEqualTo(Outcome.ALLOWED);
    }
}
