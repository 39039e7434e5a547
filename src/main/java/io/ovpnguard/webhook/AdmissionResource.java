package io.ovpnguard.webhook;

import io.opentelemetry.context.Context;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * {@code POST /validate}. It is a route of Vert.x: as a resource of Jakarta REST it answered a twelfth less in a second.
 */
@Singleton
final class AdmissionResource {

    private static final Logger LOG = Logger.getLogger(AdmissionResource.class);

    private static final String PATH = "/validate";

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain;charset=UTF-8");

    /** In characters: what is longer keeps the thread that takes calls too long. */
    private static final int SHORT = 64 << 10;

    private static final char LATIN_1 = 0xFF;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LONG = 413;
    private static final int INTERNAL_SERVER_ERROR = 500;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** What is sent back. */
    private record Response(int status, CharSequence type, String body) {

        static Response ok(String review) {
            return new Response(OK, JSON, review);
        }

        static Response failure(int status, String reason) {
            return new Response(status, TEXT, reason);
        }
    }

    private final AdmissionMapper mapper;
    private final Reviewers reviewers;
    private final AdmissionMetrics metrics;

    AdmissionResource(AdmissionMapper mapper, Reviewers reviewers, AdmissionMetrics metrics) {
        this.mapper = mapper;
        this.reviewers = reviewers;
        this.metrics = metrics;
    }

    void offer(@Observes Router router, VertxHttpConfig http) {
        router.post(PATH)
                .consumes("application/json")
                .handler(BodyHandler.create(false)
                        .setPreallocateBodyBuffer(true)
                        .setBodyLimit(http.limits()
                                .maxBodySize()
                                .map(MemorySize::asLongValue)
                                .orElse(BodyHandler.DEFAULT_BODY_LIMIT)))
                .handler(this::validate)
                .failureHandler(AdmissionResource::unread);
    }

    /** A body that is too long or broken, or whose sender hung up: no fault of ours, which would be logged otherwise. */
    private static void unread(RoutingContext call) {
        var status = call.statusCode() == TOO_LONG ? TOO_LONG : BAD_REQUEST;
        send(call, Response.failure(status, "the body could not be read"));
    }

    private void validate(RoutingContext call) {
        var arrived = metrics.start();
        var body = text(call);
        try {
            if (body.length() > SHORT) {
                inTurn(call, body, () -> mapper.answer(mapper.read(body, arrived)));
                return;
            }
            // What was said a moment ago is said again by this thread: handing over costs as much as that.
            var review = mapper.read(body, arrived);
            var known = mapper.known(review);
            if (known.isPresent()) {
                send(call, Response.ok(known.get()));
                return;
            }
            // Who waits, waits as a body, for which there is room: as objects they would take several times as much.
            inTurn(
                    call,
                    body,
                    reviewers.areFree()
                            ? () -> mapper.answer(review)
                            : () -> mapper.answer(mapper.read(body, arrived)));
        } catch (Throwable failed) {
            send(call, failure(failed));
        } finally {
            MDC.remove(AdmissionMapper.UID);
        }
    }

    /** JSON is in UTF-8 (RFC 8259, section 8.1), whatever its sender says. */
    private static String text(RoutingContext call) {
        var body = call.body().buffer();
        return body == null ? "" : body.toString(StandardCharsets.UTF_8);
    }

    /** The API server's failurePolicy decides what happens to what found no turn. */
    private void inTurn(RoutingContext call, String body, Callable<String> answer) {
        reviewers
                .review(bytes(body), Context.current().wrapSupplier(() -> response(answer)), this::refusal)
                .thenAccept(response -> send(call, response));
    }

    private static void send(RoutingContext call, Response response) {
        var head = call.response();
        if (!head.ended() && !head.closed()) {
            head.setStatusCode(response.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, response.type())
                    .end(response.body());
        }
    }

    /** One character beyond Latin-1, and the JVM keeps each of a text in two bytes. */
    private static int bytes(String body) {
        for (var index = 0; index < body.length(); index++) {
            if (body.charAt(index) > LATIN_1) {
                return body.length() * Character.BYTES;
            }
        }
        return body.length();
    }

    private Response refusal() {
        metrics.turnAway();
        return Response.failure(SERVICE_UNAVAILABLE, "ovpnguard has too much to do");
    }

    private static Response response(Callable<String> answer) {
        try {
            return Response.ok(answer.call());
        } catch (Throwable failed) {
            return failure(failed);
        } finally {
            MDC.remove(AdmissionMapper.UID);
        }
    }

    private static Response failure(Throwable failed) {
        if (failed instanceof MalformedReview) {
            return Response.failure(BAD_REQUEST, failed.getMessage());
        }
        // Its message may quote a Secret; the API server's failurePolicy decides what happens to the change.
        LOG.errorf("a review failed with %s in %s", failed.getClass().getSimpleName(), place(failed));
        return Response.failure(INTERNAL_SERVER_ERROR, "ovpnguard failed on this review");
    }

    private static String place(Throwable broken) {
        var trace = broken.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
