package io.ovpnguard.cluster.certificates;

import java.util.List;
import java.util.Objects;

/**
 * Where the certificates are, and who is called by them.
 *
 * @param webhooks name of the configuration whose webhooks call the Service
 */
public record Place(String namespace, String secret, String service, String webhooks) {

    public Place {
        Objects.requireNonNull(namespace);
        Objects.requireNonNull(secret);
        Objects.requireNonNull(service);
        Objects.requireNonNull(webhooks);
    }

    /** {@return the names by which the Service is called} */
    public List<String> names() {
        var name = service + "." + namespace + ".svc";
        return List.of(name, name + ".cluster.local");
    }
}
