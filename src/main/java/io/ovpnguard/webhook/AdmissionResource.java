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
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** {@code POST /validate}. */
@Path("/validate")
@Singleton
public class AdmissionResource {

    private static final Logger LOG = Logger.getLogger(AdmissionResource.class);

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
        // The API server's failurePolicy decides what happens to what found no turn.
        return reviewers.review(body.length(), Context.current().wrapSupplier(() -> answer(body)), this::refusal);
    }

    private Response refusal() {
        metrics.turnAway();
        return failure(Response.Status.SERVICE_UNAVAILABLE, "ovpnguard has too much to do");
    }

    private Response answer(String body) {
        try {
            return Response.ok(mapper.answer(body)).build();
        } catch (MalformedReview malformed) {
            return failure(Response.Status.BAD_REQUEST, malformed.getMessage());
        } catch (RuntimeException broken) {
            // Its message may quote a Secret; the API server's failurePolicy decides what happens to the change.
            LOG.errorf("a review failed with %s in %s", broken.getClass().getSimpleName(), place(broken));
            return failure(Response.Status.INTERNAL_SERVER_ERROR, "ovpnguard failed on this review");
        } finally {
            MDC.remove(AdmissionMapper.UID);
        }
    }

    private static Response failure(Response.Status status, String reason) {
        return Response.status(status).type(MediaType.TEXT_PLAIN).entity(reason).build();
    }

    private static String place(RuntimeException broken) {
        var trace = broken.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
