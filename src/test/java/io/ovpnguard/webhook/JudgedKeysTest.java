package io.ovpnguard.webhook;

import static io.ovpnguard.cluster.Fleet.secret;
import static io.ovpnguard.webhook.Judging.TLS_AUTH_CLIENT;
import static io.ovpnguard.webhook.Judging.TLS_AUTH_SERVER;
import static io.ovpnguard.webhook.Judging.beside;
import static io.ovpnguard.webhook.Judging.client;
import static io.ovpnguard.webhook.Judging.create;
import static io.ovpnguard.webhook.Judging.judge;
import static io.ovpnguard.webhook.Judging.map;
import static io.ovpnguard.webhook.Judging.server;
import static io.ovpnguard.webhook.Judging.staticKey;
import static io.ovpnguard.webhook.Judging.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.webhook.Verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgedKeysTest {

    @Test
    void ofTwoClientsWithOneCertificateOneMayBeMendedFirst() throws IOException {
        var server = secret(
                "server",
                Map.of("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\ndh none\n" + keys("server", "server")));
        var early = "client\ndev tun\nremote a\n" + keys("client-future", "client-future");
        var mended = "client\ndev tun\nremote a\n" + keys("client", "client");
        var old = secret("clients", Map.of("a.ovpn", early, "b.ovpn", early));

        var created = create(old, List.of(server));
        assertThat(created.message())
                .containsOnlyOnce("error[")
                .contains("[expired-certificate]", "for 2 of 2 clients");
        assertThat(update(secret("clients", Map.of("a.ovpn", mended, "b.ovpn", early)), old, server)
                        .allowed())
                .isTrue();
        assertThat(update(old, secret("clients", Map.of("a.ovpn", mended, "b.ovpn", early)), server)
                        .allowed())
                .isFalse();
    }

    private static String keys(String certificate, String key) throws IOException {
        var pki = Path.of("src/test/resources/pki");
        return "<ca>\n" + Files.readString(pki.resolve("ca.crt")) + "</ca>\n<cert>\n"
                + Files.readString(pki.resolve(certificate + ".crt")) + "</cert>\n<key>\n"
                + Files.readString(pki.resolve(key + ".key")) + "</key>\n";
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedWithTheObjectThatHoldsIt() {
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER));
        var client = secret("alice", Map.of("a.ovpn", TLS_AUTH_CLIENT + staticKey('1') + "</tls-auth>\n"));
        var fitting = secret("keys", Map.of("ta.key", staticKey('1')));
        var other = secret("keys", Map.of("ta.key", staticKey('2')));
        var judge = judge(_ -> beside(List.of(server, client)));

        assertThat(judge.judge(Change.of(fitting, Optional.empty())).warnings()).isEmpty();
        assertThat(judge.judge(Change.of(other, Optional.of(other))).outcome()).isEqualTo(Outcome.ALLOWED);
        var refused = judge.judge(Change.of(other, Optional.of(fitting)));
        assertThat(refused.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(refused.message())
                .startsWith("Secret vpn/keys, ta.key: error[mismatched-static-key]: ")
                .contains("\n  note: ConfigMap vpn/server, server.conf line 4: names it")
                .contains("\n  note: Secret vpn/alice, a.ovpn line 5: ")
                .doesNotContain("1111", "2222");
    }

    @Test
    void anotherKeyThatDoesNotFitEitherIsANewFault() {
        var server = secret("server", Map.of("server.conf", TLS_AUTH_SERVER, "ta.key", staticKey('1')));
        var wrong = TLS_AUTH_CLIENT + staticKey('2') + "</tls-auth>\n";
        var old = secret("alice", Map.of("a.ovpn", wrong));

        assertThat(update(secret("alice", Map.of("a.ovpn", wrong + "verb 4\n")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(update(secret("alice", Map.of("a.ovpn", wrong.replace('2', '3'))), old, server)
                        .message())
                .contains("error[mismatched-static-key]");
    }

    @Test
    void anotherFileThatCannotBeReadIsANewFault() {
        var server = server(1500);
        var unreadable = "client\ndev tun\nremote a\n<ca>\nno certificate\n</ca>\n";
        var old = secret("alice", Map.of("a.ovpn", unreadable));

        assertThat(update(secret("alice", Map.of("a.ovpn", unreadable + "verb 4\n")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(update(secret("alice", Map.of("a.ovpn", unreadable.replace("no", "not a"))), old, server)
                        .message())
                .contains("error[unreadable-key-material]");
    }

    @Test
    void aPrivateKeyInAConfigMapIsRefused() throws IOException {
        var key = Files.readString(Path.of("src/test/resources/oracle/pki/server.key"));
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "key server.key\n"));

        var verdict = create(map("keys", Map.of("server.key", key)), List.of(server));

        assertThat(verdict.outcome()).isEqualTo(Outcome.DENIED);
        assertThat(verdict.message()).startsWith("ConfigMap vpn/keys, server.key: error[key-in-configmap]: ");
    }

    @Test
    void anotherKeyInAConfigMapLeaksAnew() throws IOException {
        var pki = Path.of("src/test/resources/oracle/pki");
        var leaked = Files.readString(pki.resolve("server.key"));
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "key server.key\n"));
        var old = map("keys", Map.of("server.key", leaked));

        assertThat(update(map("keys", Map.of("server.key", leaked + "\n", "note", "same")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        var replaced = map("keys", Map.of("server.key", Files.readString(pki.resolve("client1.key"))));
        assertThat(update(replaced, old, server).message()).contains("error[key-in-configmap]");
        var added = map("keys", Map.of("server.key", leaked + replaced.getData().get("server.key")));
        assertThat(update(added, old, server).message()).containsOnlyOnce("error[key-in-configmap]");
    }

    @Test
    void anotherHiddenKeyInAConfigMapLeaksAnew() throws IOException {
        var hidden = Files.readString(Path.of("src/test/resources/pki/client-locked.key"));
        var end = hidden.indexOf("\n-----END");
        var other = hidden.substring(0, end - 8) + "AAAAAAAA" + hidden.substring(end);
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "key server.key\n"));
        var old = map("keys", Map.of("server.key", hidden));

        assertThat(update(map("keys", Map.of("server.key", hidden, "note", "same")), old, server)
                        .outcome())
                .isEqualTo(Outcome.WARNED);
        assertThat(update(map("keys", Map.of("server.key", other)), old, server).message())
                .contains("error[key-in-configmap]");
    }

    @Test
    void aFaultThatKeysDoNotCauseIsNoneOfTheirs() {
        var server = map("server", Map.of("server.conf", TLS_AUTH_SERVER + "tun-mtu 1500\n"));
        var client =
                map("alice", Map.of("a.ovpn", "tun-mtu 1400\n" + TLS_AUTH_CLIENT + staticKey('1') + "</tls-auth>\n"));
        var keys = secret("keys", Map.of("ta.key", staticKey('1')));

        var verdict = create(keys, List.of(server, client));

        assertThat(verdict.outcome()).isEqualTo(Outcome.ALLOWED);
    }
}
