package io.ovpnguard.cluster.lease;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The Deployment, with which the garbage collector removes what was made for it in its namespace. */
public final class Owner {

    private final KubernetesClient client;
    private final Replica replica;

    Owner(KubernetesClient client, Replica replica) {
        this.client = client;
        this.replica = replica;
    }

    /**
     * {@return what an object's metadata says of its owner}
     *
     * @throws Unwritable when the owner is gone: nothing may be made any more that nobody would remove
     */
    public List<OwnerReference> references() throws Unwritable {
        if (replica.owner().isEmpty()) {
            return List.of();
        }
        var name = replica.owner().get();
        var deployment = client.apps()
                .deployments()
                .inNamespace(replica.namespace())
                .withName(name)
                .get();
        if (deployment == null || deployment.getMetadata().getDeletionTimestamp() != null) {
            throw new Unwritable("the Deployment " + replica.namespace() + "/" + name + " is gone");
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(deployment.getApiVersion())
                .withKind(deployment.getKind())
                .withName(name)
                .withUid(deployment.getMetadata().getUid())
                .build());
    }
}
