package io.ovpnguard.cli;

import io.ovpnguard.cluster.Kubeconfig;
import io.ovpnguard.cluster.LiveCluster;
import io.ovpnguard.cluster.LiveObjects;
import io.ovpnguard.cluster.ReadFailure;
import io.ovpnguard.manifest.ManifestReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Option;

/** Which cluster, and what of it: as kubectl is told. */
final class ClusterOptions {

    @Option(
            names = "--cluster",
            required = true,
            description = "Lay PATH... over what a cluster holds, and say what gets worse and better;"
                    + " without PATH, judge what it holds")
    private boolean cluster;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Default: what KUBECONFIG names, ~/.kube/config, a pod's own account")
    private Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "Default: the current one of the kubeconfig")
    private String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Of objects in PATH... that name none; default: the context's")
    private String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Read all namespaces, not only those of PATH...")
    private boolean everywhere;

    LiveCluster open() throws ReadFailure {
        return LiveCluster.open(new Kubeconfig(
                Optional.ofNullable(kubeconfig), Optional.ofNullable(context), Optional.ofNullable(namespace)));
    }

    /**
     * {@return what is wrong with the namespace that was given: a file may state another, and kubectl refuses that, too}
     */
    Optional<String> contradiction(ManifestReader files) {
        return Optional.ofNullable(namespace)
                .flatMap(given -> files.outside(given).findFirst())
                .map(ref -> ref + " is not of the namespace that `-n " + namespace + "` gives: say `-n "
                        + ref.namespace() + "`, or nothing");
    }

    LiveObjects read(LiveCluster opened, SortedSet<String> namespaces, boolean withLabels) throws ReadFailure {
        return everywhere ? opened.readAll(withLabels) : opened.read(namespaces, withLabels);
    }
}
