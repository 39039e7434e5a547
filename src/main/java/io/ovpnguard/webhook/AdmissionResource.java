package io.ovpnguard.webhook;

import io.opentelemetry.context.Context;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** {@code POST /validate}. */
@Path("/validate")
@Singleton
public class AdmissionResource {

    private static final Logger LOG = Logger.getLogger(AdmissionResource.class);

    /** In characters: what is longer keeps the thread that takes calls too long. */
    private static final int SHORT = 64 << 10;

    private static final char LATIN_1 = 0xFF;

    private final AdmissionMapper mapper;
    private final Reviewers reviewers;
    private final AdmissionMetrics metrics;

    AdmissionResource(AdmissionMapper mapper, Reviewers reviewers, AdmissionMetrics metrics) {
        this.mapper = mapper;
        this.reviewers = reviewers;
        this.metrics = metrics;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    public CompletionStage<Response> validate(String body) {
        var arrived = metrics.start();
        if (body.length() > SHORT) {
            return inTurn(body, () -> mapper.answer(mapper.read(body, arrived)));
        }
        try {
            // What was said a moment ago is said again by this thread: handing over costs as much as that.
            var review = mapper.read(body, arrived);
            var known = mapper.known(review);
            if (known.isPresent()) {
                return CompletableFuture.completedFuture(
                        Response.ok(known.get()).build());
            }
            // Who waits, waits as a body, for which there is room: as objects they would take several times as much.
            return inTurn(
                    body,
                    reviewers.areFree()
                            ? () -> mapper.answer(review)
                            : () -> mapper.answer(mapper.read(body, arrived)));
        } catch (MalformedReview | RuntimeException failed) {
            return CompletableFuture.completedFuture(failure(failed));
        } finally {
            MDC.remove(AdmissionMapper.UID);
        }
    }

    /** The API server's failurePolicy decides what happens to what found no turn. */
    private CompletionStage<Response> inTurn(String body, Callable<String> answer) {
        return reviewers.review(bytes(body), Context.current().wrapSupplier(() -> response(answer)), this::refusal);
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
        return failure(Response.Status.SERVICE_UNAVAILABLE, "ovpnguard has too much to do");
    }

    private static Response response(Callable<String> answer) {
        try {
            return Response.ok(answer.call()).build();
        } catch (Exception failed) {
            return failure(failed);
        } finally {
            MDC.remove(AdmissionMapper.UID);
        }
    }

    private static Response failure(Exception failed) {
        if (failed instanceof MalformedReview) {
            return failure(Response.Status.BAD_REQUEST, failed.getMessage());
        }
        // Its message may quote a Secret; the API server's failurePolicy decides what happens to the change.
        LOG.errorf("a review failed with %s in %s", failed.getClass().getSimpleName(), place(failed));
        return failure(Response.Status.INTERNAL_SERVER_ERROR, "ovpnguard failed on this review");
    }

    private static Response failure(Response.Status status, String reason) {
        return Response.status(status).type(MediaType.TEXT_PLAIN).entity(reason).build();
    }

    private static String place(Exception broken) {
        var trace = broken.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
