package io.ovpnguard.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * JSON whose buffers are not used again: Jackson otherwise keeps them for each thread, with what was read last still in
 * them, and that may be a Secret.
 */
@Singleton
final class ForgetfulJson implements KubernetesClientObjectMapperCustomizer {

    /** {@return what reads reviews, as the Kubernetes client reads objects} */
    static ObjectMapper reader() {
        var factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .build();
        var reader = new ObjectMapper(factory);
        // It sets the mapper up, and would itself copy each text several times.
        new KubernetesSerialization(reader, true);
        return reader;
    }

    /** What the client reads from the API server. */
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setRecyclerPool(JsonRecyclerPools.nonRecyclingPool());
    }
}
