package io.ovpnguard.webhook;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an administrator may set; defaults and reasons stand in {@code application.properties}. */
@ConfigMapping(prefix = "ovpnguard")
interface Settings {

    /** {@return how long ago a counterpart may have been confirmed to be judged from memory; zero for never} */
    Duration freshness();

    /** {@return the namespaces that are judged; empty for all} */
    Optional<List<String>> namespaces();

    /** {@return which clients may join bundles of another namespace, each such as {@code apps=vpn}} */
    Optional<List<String>> joins();

    Certificates certificates();

    Tls tls();

    Audit audit();

    Policies policies();

    /** {@return the name of the Lease whose holder writes} */
    String lease();

    /** {@return the name of the Deployment that owns what is made in the cluster} */
    Optional<String> owner();

    Pod pod();

    /** What those who run the cluster say of findings. */
    interface Policies {

        /** {@return whether there are any: the API server has their kind, and they may be read} */
        boolean enabled();
    }

    /** What becomes of what is stored already. */
    interface Audit {

        /** {@return how often everything is looked at; zero for never, whatever changes} */
        Duration interval();

        /** {@return the name of the ClusterRole that owns reports} */
        Optional<String> owner();
    }

    /** Where the certificate of the webhook comes from. */
    interface Certificates {

        CertificateSource source();

        String secret();

        String service();

        String webhooks();

        Duration authorityLifetime();

        Duration leafLifetime();
    }

    /** Files that somebody else brings. */
    interface Tls {

        Path cert();

        Path key();

        /** {@return how often it is looked whether they have changed} */
        Duration reloadPeriod();
    }

    /** This replica. */
    interface Pod {

        String namespace();

        Optional<String> name();
    }
}
