package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ovpnguard.manifest.policies.OpenVPNPolicy;
import io.ovpnguard.manifest.policies.PolicyReader;
import io.ovpnguard.report.Snippet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses policies that could not be in force, with each fault and where it is. */
final class PolicyAdmission {

    private static final Set<String> JUDGED = Set.of("CREATE", "UPDATE");

    private static final int MOST_FAULTS = 20;

    private PolicyAdmission() {}

    /** {@return whether a request is about a policy} */
    static boolean concerns(AdmissionRequest request) {
        return OpenVPNPolicy.GROUP.equals(request.getResource().getGroup())
                && OpenVPNPolicy.PLURAL.equals(request.getResource().getResource());
    }

    /** {@return the verdict on a policy; whoever deletes one is not asked why} */
    static Verdict verdict(AdmissionRequest request, KubernetesSerialization json) {
        if (!JUDGED.contains(request.getOperation())) {
            return Verdict.allow(List.of(), Set.of());
        }
        if (!(request.getObject() instanceof GenericKubernetesResource policy) || policy.getMetadata() == null) {
            return Verdict.refuse("the request's object is not of the kind that its resource holds");
        }
        var name = Objects.requireNonNullElse(policy.getMetadata().getName(), "");
        var faults = PolicyReader.readObject(name, json.asJson(policy)).faults();
        if (faults.isEmpty()) {
            return Verdict.allow(List.of(), Set.of());
        }
        var told = faults.stream()
                .limit(MOST_FAULTS)
                .map(fault -> Snippet.visible(fault.toString()))
                .collect(Collectors.joining("\n"));
        var more = faults.size() > MOST_FAULTS ? "\nand " + (faults.size() - MOST_FAULTS) + " more faults" : "";
        return Verdict.deny(told + more, List.of(), Set.of());
    }
}
