package io.ovpnguard.cluster.policies;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ovpnguard.cluster.Inventory;
import io.ovpnguard.cluster.lease.Leadership;
import io.ovpnguard.cluster.lease.Turns;
import io.ovpnguard.manifest.policies.Fault;
import io.ovpnguard.policy.Exemption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells in each policy's status what is made of it. */
public final class PolicyStatuses implements AutoCloseable {

    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Objects come and go in numbers; nobody needs each of them. */
    private static final Duration COUNT = Duration.ofSeconds(10);

    private static final String READY = "Ready";

    /** It is there only where one is not. */
    private static final String EXCEPTIONS_USED = "ExceptionsUsed";

    private static final int LONGEST_MESSAGE = 2000;

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("ovpnguard-policies")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final PolicyWatch policies;
    private final Inventory inventory;
    private final Leadership leadership;
    private final InstantSource time;
    private final Turns turns = new Turns("ovpnguard-policies", "the status of policies is not written now");
    private Optional<Long> counted = Optional.empty();
    private Map<String, Integer> counts = Map.of();

    /**
     * @param inventory whose objects are counted
     * @param time for when a condition has become what it is
     */
    public PolicyStatuses(
            KubernetesClient client,
            PolicyWatch policies,
            Inventory inventory,
            Leadership leadership,
            InstantSource time) {
        this.client = Objects.requireNonNull(client);
        this.policies = Objects.requireNonNull(policies);
        this.inventory = Objects.requireNonNull(inventory);
        this.leadership = Objects.requireNonNull(leadership);
        this.time = Objects.requireNonNull(time);
    }

    /** Begins to tell; returns at once. */
    public void start() {
        turns.every(LOOK, this::look);
    }

    private void look() {
        if (!leadership.isHeld() || !inventory.isComplete()) {
            return;
        }
        var held = policies.held();
        if (counted.filter(at -> System.nanoTime() - at < COUNT.toNanos()).isEmpty()
                || !held.stream()
                        .flatMap(each -> each.inForce().stream())
                        .allMatch(policy -> counts.containsKey(policy.name()))) {
            counts = count(held);
            counted = Optional.of(System.nanoTime());
        }
        held.forEach(this::tell);
    }

    private Map<String, Integer> count(Iterable<Held> held) {
        var found = new TreeMap<String, Integer>();
        var all = policies.all();
        held.forEach(each -> found.put(each.stored().getMetadata().getName(), 0));
        inventory
                .labels()
                .forEach((ref, labels) -> all.of(ref.namespace(), policies.namespaceLabels(ref.namespace()), labels)
                        .names()
                        .forEach(name -> found.merge(name, 1, Integer::sum)));
        return found;
    }

    private void tell(Held held) {
        var stored = held.stored();
        var name = stored.getMetadata().getName();
        var conditions = new ArrayList<Map<String, Object>>();
        var isReady = held.state() == Held.State.IN_FORCE;
        conditions.add(condition(stored, READY, isReady, held.state().reason(), message(held)));
        var unused = policies.unused(held);
        if (!unused.isEmpty()) {
            conditions.add(condition(stored, EXCEPTIONS_USED, false, "NothingFound", message(unused, time.instant())));
        }
        Map<String, Object> now = new TreeMap<>(Map.of(
                "observedGeneration",
                stored.getMetadata().getGeneration(),
                "selectedObjects",
                counts.getOrDefault(name, 0),
                "conditions",
                conditions));
        if (!isTold(stored, now) && leadership.isHeld()) {
            var ours = new GenericKubernetesResourceBuilder()
                    .withApiVersion(stored.getApiVersion())
                    .withKind(stored.getKind())
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .addToAdditionalProperties("status", now)
                    .build();
            client.genericKubernetesResources(PolicyWatch.KIND)
                    .withName(name)
                    .subresource("status")
                    .patch(APPLY, ours);
        }
    }

    private Map<String, Object> condition(
            GenericKubernetesResource stored, String type, boolean holds, String reason, String message) {
        var status = holds ? "True" : "False";
        var since = told(stored, type)
                .filter(known -> status.equals(known.get("status")))
                .map(known -> known.get("lastTransitionTime"))
                .orElseGet(() -> time.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        return Map.of(
                "type",
                type,
                "status",
                status,
                "reason",
                reason,
                "message",
                message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message,
                "observedGeneration",
                stored.getMetadata().getGeneration(),
                "lastTransitionTime",
                since);
    }

    private static String message(Held held) {
        var faults = held.faults().stream().map(Fault::toString).collect(Collectors.joining("; "));
        return switch (held.state()) {
            case IN_FORCE -> "it is in force as it is written";
            case LAST_GOOD -> "the last version that could be read is in force: " + faults;
            case NOT_IN_FORCE -> "nothing of it is in force: " + faults;
        };
    }

    /** {@return what to tell of exceptions for which nothing was found} */
    static String message(List<Exemption> unused, Instant at) {
        return unused.stream()
                .map(exemption -> "`" + exemption.rule() + "` of " + exemption.namespace() + "/" + exemption.bundle()
                        + (exemption.hasEnded(at) ? ", which ended on " + exemption.until() : ""))
                .collect(Collectors.joining(", ", "nothing was found for which there are exceptions: ", ""));
    }

    private static Optional<Map<String, String>> told(GenericKubernetesResource stored, String type) {
        List<Map<String, String>> conditions = stored.get("status", "conditions");
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(each -> type.equals(each.get("type")))
                        .findFirst();
    }

    /** Numbers come back in other types than they went. */
    private boolean isTold(GenericKubernetesResource stored, Map<String, Object> now) {
        var json = client.getKubernetesSerialization();
        var before = stored.getAdditionalProperties().get("status");
        return before != null && sorted(json.asJson(before)).equals(sorted(json.asJson(now)));
    }

    private Object sorted(String text) {
        return client.getKubernetesSerialization().unmarshal(text, Map.class);
    }

    @Override
    public void close() {
        turns.close();
    }
}
