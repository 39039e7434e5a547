package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.cluster.lease.Unwritable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The ClusterRole of the release, with which the garbage collector removes reports of all namespaces: a Deployment can own
 * nothing in another one.
 */
final class ReportOwner {

    private final KubernetesClient client;
    private final Optional<String> name;

    /**
     * @param name empty where reports shall stay
     */
    ReportOwner(KubernetesClient client, Optional<String> name) {
        this.client = Objects.requireNonNull(client);
        this.name = Objects.requireNonNull(name);
    }

    /**
     * {@return what the metadata of reports says of their owner}
     *
     * @throws Unwritable when the owner is gone: nothing may be made any more that nobody would remove
     */
    List<OwnerReference> references() throws Unwritable {
        if (name.isEmpty()) {
            return List.of();
        }
        var role = client.rbac().clusterRoles().withName(name.get()).get();
        if (role == null) {
            throw new Unwritable("the ClusterRole " + name.get() + ", which owns the reports, is gone");
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(role.getApiVersion())
                .withKind(role.getKind())
                .withName(name.get())
                .withUid(role.getMetadata().getUid())
                .build());
    }
}
