package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ovpnguard.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRD in the chart is what the Java types say; {@code -Dgolden=update} writes it anew. */
class CrdTest {

    private static final Path STORED = Path.of("helm/ovpnguard/files/openvpnpolicies.yaml");

    @Test
    void isGeneratedFromTheTypes(@TempDir Path folder) throws IOException {
        var json = new ObjectMapper()
                .registerModule(new Jdk8Module())
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
        new CRDGenerator()
                .withObjectMapper(json, new KubernetesSerialization(json, false))
                .customResourceClasses(OpenVPNPolicy.class)
                .forCRDVersions("v1")
                .inOutputDir(folder.toFile())
                .generate();
        try (var files = Files.list(folder)) {
            Golden.matches(STORED, Files.readString(files.findFirst().orElseThrow()));
        }
    }
}
