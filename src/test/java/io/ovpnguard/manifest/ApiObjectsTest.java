package io.ovpnguard.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.ovpnguard.finding.Where;
import io.ovpnguard.source.Sensitivity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ApiObjectsTest {

    private static final String SERVER = "server 10.8.0.0 255.255.255.0\ndev tun\nport 1195\n";
    private static final String CLIENT = "client\ndev tap\nremote vpn 1195\n";

    @Test
    void aStoredServerMeetsASecretClient() {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName("server")
                .addToLabels("ovpnguard.io/bundle", "main")
                .endMetadata()
                .addToData("server.conf", SERVER)
                .build());
        reader.read(new SecretBuilder()
                .withNewMetadata()
                .withNamespace("vpn")
                .withName("alice")
                .addToLabels("ovpnguard.io/bundle", "main")
                .endMetadata()
                .addToData("alice.ovpn", base64(CLIENT))
                .build());
        var inspection = reader.inspect();
        assertThat(inspection.bundles())
                .singleElement()
                .satisfies(bundle -> assertThat(bundle.pairs())
                        .singleElement()
                        .satisfies(pair -> assertThat(pair.guessed()).isFalse()));
        var client = inspection.bundles().getFirst().clients().getFirst().config();
        assertThat(client.source().sensitivity()).isEqualTo(Sensitivity.SECRET);
        var remote = client.last("remote").orElseThrow();
        var place = inspection.locations().place(new Where.At(remote.span()));
        assertThat(place.file()).isEmpty();
        assertThat(place.object()).contains(new ObjectRef("vpn", "Secret", "alice"));
        assertThat(place.key()).contains("alice.ovpn");
        assertThat(place.line()).isEqualTo(3);
        assertThat(place.keyLine()).isEqualTo(3);
        assertThat(inspection.locations().key(client.source())).contains("alice.ovpn");
    }

    @Test
    void objectsWithoutDataAreNothing() {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new ConfigMapBuilder()
                .withNewMetadata()
                .withGenerateName("a-")
                .endMetadata()
                .build());
        reader.read(
                new PodBuilder().withNewMetadata().withName("a").endMetadata().build());
        assertThat(reader.inspect().bundles()).isEmpty();
    }

    @Test
    void optionsThatContainersAreGivenAreReadWhateverRunsThem() {
        var pod = new PodSpecBuilder()
                .addNewContainer()
                .withName("vpn")
                .withArgs("openvpn", "--server", "10.8.0.0", "255.255.255.0", "--dev", "tun")
                .endContainer()
                .build();
        var named = new ObjectMetaBuilder().withNamespace("vpn").withName("a").build();
        var template = new PodTemplateSpecBuilder().withSpec(pod).build();
        var job = new JobSpecBuilder().withTemplate(template).build();
        var owned = new ObjectMetaBuilder(named)
                .addNewOwnerReference()
                .withKind("Deployment")
                .withName("a")
                .endOwnerReference()
                .build();

        assertThat(servers(new PodBuilder().withMetadata(named).withSpec(pod).build()))
                .isEqualTo(1);
        assertThat(servers(new JobBuilder().withMetadata(named).withSpec(job).build()))
                .isEqualTo(1);
        assertThat(servers(new CronJobBuilder()
                        .withMetadata(named)
                        .withNewSpec()
                        .withNewJobTemplate()
                        .withSpec(job)
                        .endJobTemplate()
                        .endSpec()
                        .build()))
                .isEqualTo(1);
        assertThat(servers(new PodBuilder().withMetadata(owned).withSpec(pod).build()))
                .as("what owns it is read")
                .isZero();
        assertThat(servers(new JobBuilder().withMetadata(owned).withSpec(job).build()))
                .isZero();
    }

    private static long servers(HasMetadata object) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(object);
        return reader.inspect().bundles().stream()
                .mapToLong(bundle -> bundle.servers().size())
                .sum();
    }

    @Test
    void encryptedAndBrokenValuesAreNotInspected() {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(new SecretBuilder()
                .withNewMetadata()
                .withName("a")
                .endMetadata()
                .addToData("sops", base64("ENC[AES256_GCM,data:x]"))
                .addToData("broken", "?")
                .addToData("binary", Base64.getEncoder().encodeToString(new byte[] {(byte) 0xff, 0}))
                .build());
        assertThat(reader.inspect().notInspected())
                .extracting(NotInspected::reason)
                .containsExactlyInAnyOrder(
                        "the value of `sops` is encrypted by SOPS", "the value of `broken` is not base64");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
