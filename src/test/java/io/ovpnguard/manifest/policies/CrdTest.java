package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ovpnguard.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The CRD in the chart is what the Java types say; {@code -Dgolden=update} writes it anew. */
class CrdTest {

    private static final List<String> COLUMNS = List.of("Ready", "Selected", "Reason", "Age");

    private static final Path STORED = Path.of("helm/ovpnguard/files/openvpnpolicies.yaml");

    /** The generator sorts columns by what they show, and writes a default that the API server takes away again. */
    private static final class InOrder implements CRDPostProcessor {

        @Override
        public HasMetadata process(HasMetadata definition, String version) {
            ((CustomResourceDefinition) definition).getSpec().getVersions().forEach(each -> {
                var columns = each.getAdditionalPrinterColumns();
                columns.sort(Comparator.comparing(column -> COLUMNS.indexOf(column.getName())));
                columns.stream()
                        .filter(column -> column.getPriority() == 0)
                        .forEach(column -> column.setPriority(null));
            });
            return definition;
        }
    }

    @Test
    void isGeneratedFromTheTypes(@TempDir Path folder) throws IOException {
        var json = new ObjectMapper()
                .registerModule(new Jdk8Module())
                .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING);
        new CRDGenerator()
                .withObjectMapper(json, new KubernetesSerialization(json, false))
                .customResourceClasses(OpenVPNPolicy.class)
                .forCRDVersions("v1")
                .withPostProcessor(new InOrder())
                .inOutputDir(folder.toFile())
                .generate();
        try (var files = Files.list(folder)) {
            Golden.matches(STORED, Files.readString(files.findFirst().orElseThrow()));
        }
    }
}
