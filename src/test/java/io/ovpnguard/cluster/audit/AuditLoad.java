package io.ovpnguard.cluster.audit;

import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.ovpnguard.cluster.certificates.OwnCertificates;
import io.ovpnguard.controlplane.ControlPlane;
import io.ovpnguard.controlplane.ForeignKinds;
import io.ovpnguard.controlplane.Namespaces;
import io.ovpnguard.controlplane.Waiting;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.policy.EffectivePolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What an audit of ten thousand clients costs this process: two hundred bundles in twenty namespaces of a real API server, each
 * client with a certificate of its own, one of fifty unfit. Then what it costs while nothing changes.
 */
public final class AuditLoad {

    private static final int NAMESPACES = 20;
    private static final int BUNDLES = 10;
    private static final int CLIENTS = Integer.getInteger("ovpnguard.clients", 10_000) / NAMESPACES / BUNDLES;
    private static final int AUDITS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration SETTLING = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(8);
    private static final double NANOS = 1e9;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final TestCertificate AUTHORITY = TestCertificate.lastingAuthority("CN=authority");

    /** As the chart has it. */
    private static final Duration LEAF = Duration.ofDays(30);

    private AuditLoad() {}

    /** Plays it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var plane = ControlPlane.start(Files.createTempDirectory("ovpnguard-audit-load"));
                var client = plane.client()) {
            ForeignKinds.POLICY_REPORTS.install(plane);
            IntStream.range(0, NAMESPACES).parallel().forEach(namespace -> store(client, "load-" + namespace));
            System.out.printf(
                    "stored: %d clients in %d bundles%n", NAMESPACES * BUNDLES * CLIENTS, NAMESPACES * BUNDLES);
            audit(client);
            rest(client);
        }
        // The client's threads would keep it.
        System.exit(0);
    }

    private static void audit(KubernetesClient client) {
        try (var auditor = Auditor.start(client, "load", PAUSE)) {
            for (var audit = 1; audit <= AUDITS; audit++) {
                var audits = audit;
                Waiting.until("audit " + audit, LIMIT, () -> all(auditor) >= audits);
                System.out.printf(
                        "audit %d: longest so far %.2f s, all together %.2f s, writes so far %.0f, processor time of the"
                                + " process so far %.1f s%n",
                        audit,
                        auditor.metrics()
                                .get("ovpnguard.audit.duration")
                                .tag("scope", "all")
                                .timer()
                                .max(TimeUnit.SECONDS),
                        auditor.metrics()
                                .get("ovpnguard.audit.duration")
                                .tag("scope", "all")
                                .timer()
                                .totalTime(TimeUnit.SECONDS),
                        auditor.writes(),
                        PROCESS.getProcessCpuTime() / NANOS);
            }
        }
    }

    private static long all(Auditor auditor) {
        return auditor.metrics().find("ovpnguard.audit.duration").tag("scope", "all").timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** Nothing changes, and the next audit is far away. */
    private static void rest(KubernetesClient client) throws InterruptedException {
        try (var auditor = Auditor.start(
                client,
                "rest",
                Duration.ofHours(1),
                (_, _) -> EffectivePolicy.NONE,
                OwnCertificates.leaseDuration(LEAF))) {
            Waiting.until("an audit", LIMIT, () -> all(auditor) >= 1);
            // The compiler of the JVM still works on what the audit has run.
            Thread.sleep(SETTLING);
            var before = PROCESS.getProcessCpuTime();
            Thread.sleep(QUIET);
            System.out.printf(
                    "at rest: %.2f %% of a processor, writes %.0f%n",
                    (PROCESS.getProcessCpuTime() - before) / NANOS / QUIET.toSeconds() * 100, auditor.writes());
        }
    }

    private static void store(KubernetesClient client, String namespace) {
        client.resource(Namespaces.optedIn(namespace)).create();
        for (var bundle = 0; bundle < BUNDLES; bundle++) {
            var name = "b" + bundle;
            client.resource(object(
                            namespace,
                            name,
                            "server-" + name,
                            "server.conf",
                            "port 1194\nproto udp\ndev tun\nserver 10." + bundle + ".0.0 255.255.0.0\ntopology subnet\n"
                                    + "keepalive 10 60\ndh none\ntun-mtu 1500\n"
                                    + keys("server", KeyPurposeId.id_kp_serverAuth)))
                    .create();
            for (var each = 0; each < CLIENTS; each++) {
                var owner = namespace + "-" + name + "-c" + each;
                client.resource(object(
                                namespace,
                                name,
                                owner,
                                owner + ".ovpn",
                                "client\ndev tun\nproto udp\nremote vpn.example.org 1194\nnobind\nremote-cert-tls server\n"
                                        + "verb 3\ntun-mtu " + (each % 50 == 0 ? 1400 : 1500) + "\n"
                                        + keys(owner, KeyPurposeId.id_kp_clientAuth)))
                        .create();
            }
        }
    }

    private static HasMetadata object(String namespace, String bundle, String name, String key, String text) {
        return new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToLabels("ovpnguard.io/bundle", bundle)
                .endMetadata()
                .withStringData(Map.of(key, text))
                .build();
    }

    private static String keys(String name, KeyPurposeId purpose) {
        var own = TestCertificate.lasting("CN=" + name, AUTHORITY, purpose).make();
        return "<ca>\n" + AUTHORITY.certificate() + "</ca>\n<cert>\n" + own.certificate() + "</cert>\n<key>\n"
                + own.key() + "</key>\n";
    }
}
