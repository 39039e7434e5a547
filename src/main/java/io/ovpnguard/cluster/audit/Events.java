package io.ovpnguard.cluster.audit;

import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.ovpnguard.manifest.ObjectRef;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Tells of what is new by events on the objects: one for each object and rule, which becomes a series when the same comes back. */
final class Events {

    private static final Logger LOG = Logger.getLogger(Events.class);

    private static final String CONTROLLER = "ovpnguard.io/audit";
    private static final int MOST_BYTES = 1024;
    private static final int MOST_OF_NAME = 200;
    private static final int AT_ONCE = 100;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final DateTimeFormatter MICRO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private final KubernetesClient client;
    private final String identity;
    private final AuditMetrics metrics;
    private final RateLimit limit;
    private boolean refused;

    /**
     * @param identity of this replica
     * @param clock in nanoseconds
     */
    Events(KubernetesClient client, String identity, AuditMetrics metrics, LongSupplier clock) {
        this.client = Objects.requireNonNull(client);
        this.identity = Objects.requireNonNull(identity);
        this.metrics = Objects.requireNonNull(metrics);
        this.limit = new RateLimit(AT_ONCE, PAUSE, clock);
    }

    /**
     * Sends events, as far as there may be as many; reports tell what does not come.
     *
     * @param uids of the objects
     */
    void send(List<Notice> notices, Map<ObjectRef, String> uids, Instant at) {
        for (var notice : notices) {
            if (!limit.pass()) {
                metrics.wrote("event-dropped");
                continue;
            }
            try {
                send(event(notice, uids.get(notice.object()), at), at);
                metrics.wrote("event");
                refused = false;
            } catch (KubernetesClientException failed) {
                metrics.wrote("event-failed");
                if (!refused) {
                    refused = true;
                    LOG.warnf(
                            "events are not written: the API server did not answer, or refused (HTTP %d)",
                            failed.getCode());
                }
            }
        }
    }

    private void send(Event event, Instant at) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed;
            }
            again(client.resource(event), at);
        }
    }

    /** It was told already, and has come back since. */
    private static void again(Resource<Event> resource, Instant at) {
        var before = resource.get();
        if (before == null) {
            return;
        }
        var count = before.getSeries() == null ? 1 : before.getSeries().getCount();
        resource.patch(
                PatchContext.of(PatchType.JSON_MERGE),
                new EventBuilder(before)
                        .withNewSeries()
                        .withCount(count + 1)
                        .withLastObservedTime(time(at))
                        .endSeries()
                        .build());
    }

    private Event event(Notice notice, String uid, Instant at) {
        var object = notice.object();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(object.namespace())
                .withName(name(notice, uid))
                .endMetadata()
                .withEventTime(time(at))
                .withType(notice.serious() ? "Warning" : "Normal")
                .withReason(reason(notice.rule()))
                .withAction("Audit")
                .withReportingController(CONTROLLER)
                .withReportingInstance(identity)
                .withNote(shortened(notice.text()))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind(object.kind())
                        .withNamespace(object.namespace())
                        .withName(object.name())
                        .withUid(uid)
                        .build())
                .build();
    }

    /** The same of what is told in the same words, by whichever replica: an event cannot change them. */
    private static String name(Notice notice, String uid) {
        var object = notice.object();
        var digest = UUID.nameUUIDFromBytes((object.kind() + "\n" + uid + "\n" + notice.rule() + "\n" + notice.text())
                        .getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        var name = object.name();
        return name.substring(0, Math.min(name.length(), MOST_OF_NAME)) + "." + digest;
    }

    /** {@return such as {@code MismatchedTunMtu}} */
    private static String reason(String rule) {
        return Arrays.stream(rule.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static MicroTime time(Instant at) {
        return new MicroTime(MICRO.format(ZonedDateTime.ofInstant(at, ZoneOffset.UTC)));
    }

    private static String shortened(String text) {
        var end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            end--;
        }
        return text.substring(0, end);
    }
}
