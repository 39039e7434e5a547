package io.ovpnguard.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the chart's objects for cert-manager and the Prometheus operator name is there, by that name. */
class ForeignObjectsIT {

    private static final String HOST = "guard-ovpnguard." + Chart.NAMESPACE + ".svc";

    private static final Chart CHART = Chart.require();

    @Test
    void certManagerWritesTheSecretThatThePodsMount() {
        var objects = CHART.objects("--set", "certificates.source=cert-manager");
        var certificate = foreign(objects, "Certificate", "guard-ovpnguard");
        var authority = foreign(objects, "Certificate", "guard-ovpnguard-authority");

        assertThat(certificate.<String>get("spec", "secretName")).isEqualTo(mounted(objects));
        assertThat(certificate.<List<String>>get("spec", "dnsNames")).containsExactly(HOST);
        assertThat(issuer(objects, certificate).<String>get("spec", "ca", "secretName"))
                .isEqualTo(authority.get("spec", "secretName"));
        assertThat(issuer(objects, authority).<Map<String, Object>>get("spec", "selfSigned"))
                .isNotNull();
        assertThat(Chart.only(objects, ValidatingWebhookConfiguration.class)
                        .getMetadata()
                        .getAnnotations())
                .containsEntry(
                        "cert-manager.io/inject-ca-from",
                        certificate.getMetadata().getNamespace() + "/"
                                + certificate.getMetadata().getName());
    }

    @Test
    void prometheusCallsTheServiceAndTrustsWhoSignsForIt() {
        var objects = CHART.objects("--set", "serviceMonitor.enabled=true,certificates.source=cert-manager");
        var service = Chart.only(objects, Service.class);
        var monitor = foreign(objects, "ServiceMonitor", "guard-ovpnguard");

        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.get("spec", "selector", "matchLabels"));
        assertThat(service.getMetadata().getNamespace())
                .isEqualTo(monitor.getMetadata().getNamespace());
        assertThat(service.getSpec().getPorts())
                .anyMatch(port -> port.getName().equals(monitor.get("spec", "endpoints", 0, "port")));
        assertThat(monitor.<String>get("spec", "endpoints", 0, "tlsConfig", "serverName"))
                .isEqualTo(HOST);
        assertThat(monitor.<String>get("spec", "endpoints", 0, "tlsConfig", "ca", "secret", "name"))
                .isEqualTo(mounted(objects));
    }

    private static GenericKubernetesResource foreign(List<HasMetadata> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> object.getKind().equals(kind)
                        && object.getMetadata().getName().equals(name))
                .map(GenericKubernetesResource.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static GenericKubernetesResource issuer(List<HasMetadata> objects, GenericKubernetesResource certificate) {
        return foreign(objects, "Issuer", certificate.get("spec", "issuerRef", "name"));
    }

    private static String mounted(List<HasMetadata> objects) {
        return Chart.only(objects, Deployment.class).getSpec().getTemplate().getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .findFirst()
                .orElseThrow()
                .getSecret()
                .getSecretName();
    }
}
