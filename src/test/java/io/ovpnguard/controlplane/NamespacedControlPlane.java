package io.ovpnguard.controlplane;

import io.ovpnguard.openvpn.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A control plane whose API server dials the endpoints of Services: it and they are in one network namespace. */
record NamespacedControlPlane(
        Binaries binaries,
        NetworkNamespace namespace,
        Path kubeconfig,
        Path auditLog,
        Background etcd,
        Optional<ApiServer> apiServer)
        implements ControlPlane {

    private static final String TOKEN = "administrator";

    static NamespacedControlPlane start(Binaries binaries, NetworkNamespace namespace, Path folder) {
        var etcd = etcd(binaries, namespace, folder);
        try {
            // It makes its certificate itself, valid for the address that it advertises.
            var certificates = folder.resolve("certificates");
            var kubeconfig = ControlPlane.writeKubeconfig(
                    folder.resolve("kubeconfig"),
                    "https://" + namespace.address() + ":6443",
                    certificates.resolve("apiserver.crt"),
                    TOKEN);
            var auditLog = folder.resolve(AUDIT_LOG);
            var server = ApiServer.start(
                    apiServer(binaries, namespace, folder, certificates, auditLog),
                    folder.resolve("kube-apiserver.log"),
                    certificates.resolve("apiserver.crt"),
                    kubeconfig);
            return new NamespacedControlPlane(binaries, namespace, kubeconfig, auditLog, etcd, Optional.of(server));
        } catch (IllegalStateException failed) {
            etcd.close();
            namespace.close();
            throw failed;
        }
    }

    private static Background etcd(Binaries binaries, NetworkNamespace namespace, Path folder) {
        return Background.start(
                in(
                        namespace,
                        binaries.folder().resolve("etcd").toString(),
                        "--data-dir=" + folder.resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--log-level=warn"),
                Map.of(),
                folder.resolve("etcd.log"));
    }

    private static List<String> apiServer(
            Binaries binaries, NetworkNamespace namespace, Path folder, Path certificates, Path auditLog) {
        var key = folder.resolve("service-accounts.key").toString();
        Command.of("openssl", "genpkey", "-algorithm", "RSA", "-out", key).runOrFail();
        var tokens = folder.resolve("tokens.csv");
        try {
            Files.writeString(tokens, TOKEN + ",admin,admin,system:masters\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        return in(
                namespace,
                binaries.folder().resolve("kube-apiserver").toString(),
                "--etcd-servers=http://127.0.0.1:2379",
                // Without a default route it would find no address by itself.
                "--advertise-address=" + namespace.address(),
                "--cert-dir=" + certificates,
                "--token-auth-file=" + tokens,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-signing-key-file=" + key,
                "--service-account-key-file=" + key,
                "--service-cluster-ip-range=10.96.0.0/16",
                "--authorization-mode=RBAC",
                // No controller makes the accounts that it would want.
                "--disable-admission-plugins=ServiceAccount",
                // There is no kube-proxy: it dials the addresses of EndpointSlices itself.
                "--enable-aggregator-routing=true",
                "--endpoint-reconciler-type=none",
                "--audit-policy-file=" + AUDIT_POLICY,
                "--audit-log-path=" + auditLog);
    }

    private static List<String> in(NetworkNamespace namespace, String... words) {
        var all = new ArrayList<>(namespace.enter());
        all.addAll(List.of(words));
        return all;
    }

    @Override
    public String address() {
        return namespace.address();
    }

    @Override
    public String outside() {
        return namespace.outside();
    }

    @Override
    public boolean reachesServices() {
        return true;
    }

    @Override
    public List<String> enter() {
        return namespace.enter();
    }

    @Override
    public void close() {
        apiServer.orElseThrow().close();
        etcd.close();
        namespace.close();
    }
}
