package io.ovpnguard.controlplane;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** An object that contradicts itself. */
final class Probe {

    private Probe() {}

    /** {@return whether the webhook is called: the API server needs a moment to hear of it, and lets all in until then} */
    static boolean isRefused(KubernetesClient client, String namespace) {
        try {
            client.resource("""
                            apiVersion: v1
                            kind: ConfigMap
                            metadata: {name: probe, namespace: %s, labels: {ovpnguard.io/check: "true"}}
                            data:
                              a.conf: "server 10.8.0.0 255.255.255.0\\ndev tun\\ntun-mtu 1500\\n"
                              b.ovpn: "client\\nremote a\\ndev tun\\ntun-mtu 1400\\n"
                            """.formatted(namespace)).dryRun().create();
            return false;
        } catch (KubernetesClientException denied) {
            return denied.getCode() == 403;
        }
    }
}
