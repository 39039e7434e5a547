package io.ovpnguard.controlplane;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A control plane on this machine's loopback, for which nobody needs root. */
record LocalControlPlane(Binaries binaries, KubeAPIServer server, Path kubeconfig, Path auditLog)
        implements ControlPlane {

    static LocalControlPlane start(Binaries binaries, Path folder) {
        var auditLog = folder.resolve(AUDIT_LOG);
        var server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(binaries.root().toString())
                .withApiServerVersion(binaries.version())
                .withOfflineMode(true)
                // Without a default route it would find no address by itself.
                .withApiServerFlag("--advertise-address=127.0.0.1")
                .withApiServerFlag("--audit-policy-file=" + AUDIT_POLICY)
                .withApiServerFlag("--audit-log-path=" + auditLog)
                .build());
        server.start();
        try {
            var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.getKubeConfigYaml());
            return new LocalControlPlane(binaries, server, kubeconfig, auditLog);
        } catch (IOException full) {
            server.stop();
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public String outside() {
        return "127.0.0.1";
    }

    @Override
    public boolean reachesServices() {
        return false;
    }

    @Override
    public Optional<ApiServer> apiServer() {
        return Optional.empty();
    }

    @Override
    public List<String> enter() {
        return List.of();
    }

    @Override
    public void close() {
        server.stop();
    }
}
