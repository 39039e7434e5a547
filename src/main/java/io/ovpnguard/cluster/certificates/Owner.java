package io.ovpnguard.cluster.certificates;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The Deployment, with which the garbage collector removes what was made for it. */
final class Owner {

    private final KubernetesClient client;
    private final Place place;

    Owner(KubernetesClient client, Place place) {
        this.client = client;
        this.place = place;
    }

    /**
     * {@return what an object's metadata says of its owner}
     *
     * @throws Unwritable when the owner is gone: nothing may be made any more that nobody would remove
     */
    List<OwnerReference> references() throws Unwritable {
        if (place.owner().isEmpty()) {
            return List.of();
        }
        var name = place.owner().get();
        var deployment = client.apps()
                .deployments()
                .inNamespace(place.namespace())
                .withName(name)
                .get();
        if (deployment == null || deployment.getMetadata().getDeletionTimestamp() != null) {
            throw new Unwritable("the Deployment " + place.namespace() + "/" + name + " is gone");
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion(deployment.getApiVersion())
                .withKind(deployment.getKind())
                .withName(name)
                .withUid(deployment.getMetadata().getUid())
                .build());
    }
}
