package io.ovpnguard.cluster.policies;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovpnguard.manifest.policies.Fault;
import io.ovpnguard.manifest.policies.OpenVPNPolicy;
import io.ovpnguard.policy.EffectivePolicy;
import io.ovpnguard.policy.Exemption;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.policy.PolicyLookup;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The policies of a cluster as they are in force: a change of one counts from the moment it is seen, one that cannot be read
 * leaves its last good version in force.
 */
public final class PolicyWatch implements PolicyLookup, ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {

    /** What a client that knows the kind by its name only needs to know of it. */
    static final ResourceDefinitionContext KIND = new ResourceDefinitionContext.Builder()
            .withGroup(OpenVPNPolicy.GROUP)
            .withVersion(OpenVPNPolicy.VERSION)
            .withKind(OpenVPNPolicy.class.getSimpleName())
            .withPlural(OpenVPNPolicy.PLURAL)
            .withNamespaced(false)
            .build();

    /** What the API server says of a kind that it does not know, or that we may not read. */
    private static final Set<Integer> UNKNOWN =
            Set.of(HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_FORBIDDEN);

    private static final Logger LOG = Logger.getLogger(PolicyWatch.class);

    private final KubernetesClient client;
    private final Namespaces namespaces;
    private final SharedIndexInformer<GenericKubernetesResource> informer;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final UnusedExemptions unused = new UnusedExemptions();
    private volatile Policies inForce = Policies.none();
    private volatile boolean unknown;

    /** Knows nothing yet. */
    public PolicyWatch(KubernetesClient client, MeterRegistry metrics) {
        this.client = client;
        this.namespaces = new Namespaces(client);
        this.informer = client.genericKubernetesResources(KIND)
                .runnableInformer(0)
                .exceptionHandler((_, failure) -> {
                    note(failure);
                    return true;
                });
        informer.addEventHandler(this);
        for (var state : Held.State.values()) {
            Gauge.builder("ovpnguard.policies", this, watch -> watch.count(state))
                    .description("Policies: in force as they are stored, by their last good version, or not at all")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(metrics);
        }
    }

    /** Begins to watch; returns at once. */
    public void start() {
        namespaces.start();
        informer.start();
    }

    /** {@return whether it is known what is in force: also where the API server knows no such kind} */
    public boolean isSynced() {
        return (informer.hasSynced() || unknown) && namespaces.isSynced();
    }

    @Override
    public EffectivePolicy of(String namespace, Map<String, String> labels) {
        return inForce.of(namespace, namespaces.labels(namespace), labels);
    }

    @Override
    public Policies all() {
        return inForce;
    }

    @Override
    public void noteUnused(String namespace, Map<String, List<Exemption>> exemptions) {
        unused.note(namespace, exemptions);
    }

    @Override
    public void noteAudited(Set<String> namespaces) {
        unused.keep(namespaces);
    }

    /** {@return what is known of the exemptions of a policy: those for which nothing was found, in the order of namespaces} */
    List<Exemption> unused(Held policy) {
        return policy.inForce().map(unused::of).orElse(List.of());
    }

    /** {@return the labels of a namespace, as far as it is known} */
    public Map<String, String> namespaceLabels(String namespace) {
        return namespaces.labels(namespace);
    }

    Collection<Held> held() {
        return List.copyOf(held.values());
    }

    private long count(Held.State state) {
        return held.values().stream().filter(each -> each.state() == state).count();
    }

    /** The kind may be installed later, or the right be given: both are tried again and again. */
    private void note(Throwable failure) {
        var refused = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(KubernetesClientException.class::isInstance)
                .map(cause -> ((KubernetesClientException) cause).getCode())
                .filter(UNKNOWN::contains)
                .findFirst();
        refused.ifPresent(code -> {
            if (!unknown) {
                LOG.warnf("no policies are in force: the API server does not tell of any (HTTP %d)", code);
            }
            unknown = true;
        });
    }

    @Override
    public void onAdd(GenericKubernetesResource policy) {
        unknown = false;
        var name = policy.getMetadata().getName();
        var before = Optional.ofNullable(held.get(name));
        // A status says nothing new, and a new set of policies would have every verdict given anew.
        if (before.filter(known -> saysTheSame(known.stored(), policy)).isPresent()) {
            held.put(name, before.get().with(policy));
            return;
        }
        var json = client.getKubernetesSerialization().asJson(policy);
        var last = before.filter(known -> known.stored()
                        .getMetadata()
                        .getUid()
                        .equals(policy.getMetadata().getUid()))
                .flatMap(Held::inForce);
        var now = Held.of(policy, json, last);
        held.put(name, now);
        if (!now.faults().isEmpty()) {
            LOG.warnf(
                    "policy %s: %s: %s",
                    name,
                    now.state().reason(),
                    now.faults().stream().map(Fault::toString).collect(Collectors.joining("; ")));
        }
        enforce();
    }

    private static boolean saysTheSame(GenericKubernetesResource one, GenericKubernetesResource other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid())
                && one.getMetadata().getGeneration().equals(other.getMetadata().getGeneration());
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource policy) {
        onAdd(policy);
    }

    @Override
    public void onDelete(GenericKubernetesResource policy, boolean unknownFinalState) {
        held.remove(policy.getMetadata().getName());
        enforce();
    }

    private void enforce() {
        var all =
                held.values().stream().flatMap(each -> each.inForce().stream()).toList();
        inForce = Policies.of(all);
        LOG.infof(
                "in force are the policies %s",
                inForce.all().stream().map(Policy::name).toList());
    }

    @Override
    public void close() {
        informer.stop();
        namespaces.close();
    }
}
