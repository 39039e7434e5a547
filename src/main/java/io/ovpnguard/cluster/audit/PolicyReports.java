package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ovpnguard.cluster.lease.Unwritable;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Our reports in the API server. */
final class PolicyReports {

    private static final long PAGE = 100;

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ovpnguard-audit")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final ReportOwner owner;
    private List<OwnerReference> owners = List.of();

    PolicyReports(KubernetesClient client, ReportOwner owner) {
        this.client = Objects.requireNonNull(client);
        this.owner = Objects.requireNonNull(owner);
    }

    /** Looks who owns what is applied from now on. */
    void own() throws Unwritable {
        owners = owner.references();
    }

    /**
     * {@return our reports as they are now, or empty where the API server knows no such kind}
     *
     * @param namespaces where; empty for all
     */
    Optional<List<BundleReport>> list(Set<String> namespaces) {
        var found = new ArrayList<BundleReport>();
        try {
            if (namespaces.isEmpty()) {
                pages(reports().inAnyNamespace().withLabel(PolicyReport.MANAGED_BY, PolicyReport.OURS), found);
            } else {
                namespaces.forEach(namespace -> pages(
                        reports().inNamespace(namespace).withLabel(PolicyReport.MANAGED_BY, PolicyReport.OURS), found));
            }
            return Optional.of(found);
        } catch (KubernetesClientException failed) {
            if (failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private void pages(Listable<GenericKubernetesResourceList> all, List<BundleReport> found) {
        var options = new ListOptionsBuilder().withLimit(PAGE).build();
        String next;
        do {
            var page = all.list(options);
            page.getItems().forEach(report -> found.add(PolicyReport.read(report, owners)));
            next = page.getMetadata().getContinue();
            options.setContinue(next);
        } while (next != null && !next.isEmpty());
    }

    void apply(BundleReport report) {
        reports().inNamespace(report.namespace()).withName(report.name()).patch(APPLY, PolicyReport.of(report, owners));
    }

    void delete(BundleReport report) {
        reports().inNamespace(report.namespace()).withName(report.name()).delete();
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            reports() {
        return client.genericKubernetesResources(PolicyReport.KIND);
    }
}
