package io.ovpnguard.manifest.policies;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** A policy as people write it, in a cluster or in a file. */
@Group(OpenVPNPolicy.GROUP)
@Version(OpenVPNPolicy.VERSION)
@Plural(OpenVPNPolicy.PLURAL)
@ShortNames("ovpnpol")
@AdditionalPrinterColumn(
        name = "Ready",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
        name = "Selected",
        jsonPath = ".status.selectedObjects",
        type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
        name = "Reason",
        jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
        type = AdditionalPrinterColumn.Type.STRING,
        priority = 1)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public final class OpenVPNPolicy extends CustomResource<PolicySpec, PolicyStatus> {

    public static final String GROUP = "ovpnguard.io";
    public static final String VERSION = "v1alpha1";
    public static final String PLURAL = "openvpnpolicies";

    private static final long serialVersionUID = 1L;
}
