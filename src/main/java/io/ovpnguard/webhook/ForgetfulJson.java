package io.ovpnguard.webhook;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.Arrays;

/**
 * JSON whose buffers are wiped before they are used again: Jackson otherwise keeps them for each thread, with what was read
 * last still in them, and that may be a Secret.
 */
@Singleton
final class ForgetfulJson implements KubernetesClientObjectMapperCustomizer {

    /** {@return what reads reviews, as the Kubernetes client reads objects} */
    static ObjectMapper reader() {
        var reader = new ObjectMapper(factory().build());
        // It sets the mapper up, and would itself copy each text several times.
        new KubernetesSerialization(reader, true);
        return reader;
    }

    /** {@return what makes parsers that forget} */
    static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder().recyclerPool(new WipedBuffers());
    }

    /** What the client reads from the API server. */
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().setRecyclerPool(new WipedBuffers());
    }

    /** Those of each thread. */
    private static final class WipedBuffers extends RecyclerPool.ThreadLocalPoolBase<BufferRecycler> {

        private static final long serialVersionUID = 1;

        private static final ThreadLocal<BufferRecycler> OF_THREAD = ThreadLocal.withInitial(Wiping::new);

        @Override
        public BufferRecycler acquirePooled() {
            return OF_THREAD.get();
        }
    }

    /** Wiping a long one for each review would cost more than making one for each that needs it. */
    private static final class Wiping extends BufferRecycler {

        private static final int LONGEST = 32 << 10;

        @Override
        public void releaseCharBuffer(int use, char[] buffer) {
            Arrays.fill(buffer, '\0');
            if (buffer.length <= LONGEST) {
                super.releaseCharBuffer(use, buffer);
            }
        }

        @Override
        public void releaseByteBuffer(int use, byte[] buffer) {
            Arrays.fill(buffer, (byte) 0);
            if (buffer.length <= LONGEST) {
                super.releaseByteBuffer(use, buffer);
            }
        }
    }
}
