package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.PolicyLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A bundle of a server and its clients to be judged, without a cluster. */
final class Judging {

    static final String TLS_AUTH_SERVER = "dev tun\nserver 10.8.0.0 255.255.255.0\nport 1194\ntls-auth ta.key 0\n";
    static final String TLS_AUTH_CLIENT = "client\ndev tun\nremote a\nkey-direction 1\n<tls-auth>\n";

    private Judging() {}

    static String staticKey(char digit) {
        return "-----BEGIN OpenVPN Static key V1-----\n"
                + (String.valueOf(digit).repeat(32) + "\n").repeat(16) + "-----END OpenVPN Static key V1-----\n";
    }

    static Verdict create(HasMetadata object, List<? extends HasMetadata> beside) {
        return judge(_ -> beside(beside), object);
    }

    static Verdict update(HasMetadata object, HasMetadata old, HasMetadata beside) {
        return judge(_ -> beside(List.of(beside))).judge(Change.of(object, Optional.of(old)));
    }

    static Judge judge(Counterparts counterparts) {
        return judge(counterparts, (_, _) -> EffectivePolicy.NONE);
    }

    static Judge judge(Counterparts counterparts, PolicyLookup policies) {
        return new Judge(counterparts, new DryRuns(System::nanoTime), policies);
    }

    static Verdict judge(Counterparts counterparts, HasMetadata object) {
        return judge(counterparts).judge(Change.of(object, Optional.empty()));
    }

    static Surroundings beside(List<? extends HasMetadata> objects) {
        return Surroundings.of(objects.stream().map(ReadObject::of).toList());
    }

    /** {@return clients that stand for as many others} */
    static Surroundings crowd(List<? extends HasMetadata> clients, int others) {
        return new Surroundings(
                beside(clients).objects(),
                new Spared(List.of(
                        new Spared.Group(clients.stream().map(ObjectRef::of).collect(Collectors.toSet()), others))),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    static ConfigMap server(int mtu) {
        return map(
                "server",
                Map.of("server.conf", "dev tun\nserver 10.8.0.0 255.255.255.0\nport 1194\ntun-mtu " + mtu + "\n"));
    }

    static ConfigMap client(String name, int mtu) {
        return map(name, Map.of(name + ".ovpn", "client\ndev tun\nremote a\ntun-mtu " + mtu + "\n"));
    }

    static ConfigMap map(String name, Map<String, String> texts) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", "office")
                .endMetadata()
                .withData(texts)
                .build();
    }
}
