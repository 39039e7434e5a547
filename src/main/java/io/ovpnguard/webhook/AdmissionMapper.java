package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionRequest;
import io.fabric8.kubernetes.api.model.admission.v1.AdmissionReview;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Admission review in, admission review out. */
final class AdmissionMapper {

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
            Map.of("configmaps", ConfigMap.class, "secrets", Secret.class);

    private static final String DELETE = "DELETE";

    private static final Set<String> JUDGED = Set.of("CREATE", "UPDATE", DELETE);

    /**
     * A review to be answered.
     *
     * @param question what it asks; empty for what is not judged as a change
     * @param arrived when it came
     */
    record Review(AdmissionRequest request, Optional<Question> question, Timer.Sample arrived) {

        Review {
            Objects.requireNonNull(request);
            Objects.requireNonNull(question);
            Objects.requireNonNull(arrived);
        }
    }

    /** Under this name logs have the uid of the review in hand. */
    static final String UID = "uid";

    private static final Logger LOG = Logger.getLogger(AdmissionMapper.class);

    private final Judge judge;
    private final AdmissionMetrics metrics;
    private final ReviewReader reader = new ReviewReader();

    /** Of policies, which hold no secrets. */
    private final KubernetesSerialization writer = new KubernetesSerialization();

    AdmissionMapper(Judge judge, AdmissionMetrics metrics) {
        this.judge = Objects.requireNonNull(judge);
        this.metrics = Objects.requireNonNull(metrics);
    }

    /**
     * {@return what is asked}
     *
     * @param arrived when it came
     * @throws MalformedReview when {@code body} is no review that can be answered
     */
    Review read(String body, Timer.Sample arrived) throws MalformedReview {
        AdmissionRequest request;
        try {
            request = request(body);
        } catch (MalformedReview malformed) {
            metrics.stop(arrived, "", AdmissionMetrics.MALFORMED);
            throw malformed;
        }
        return inHand(request, arrived, () -> new Review(request, question(request), arrived));
    }

    private Optional<Question> question(AdmissionRequest request) {
        return isJudged(request) && !request.getOperation().equals(DELETE) && isPlausible(request)
                ? Optional.of(judge.ask(change(request)))
                : Optional.empty();
    }

    /** {@return the review with the answer, as JSON, where that takes no more than a look at what was said a moment ago} */
    Optional<String> known(Review review) {
        return inHand(
                review.request(),
                review.arrived(),
                () -> review.question().flatMap(judge::known).map(verdict -> answer(review, verdict)));
    }

    /** {@return the review with the answer, as JSON} */
    String answer(Review review) {
        return inHand(
                review.request(),
                review.arrived(),
                () -> answer(review, review.question().map(judge::judge).orElseGet(() -> unjudged(review.request()))));
    }

    private <T> T inHand(AdmissionRequest request, Timer.Sample arrived, Supplier<T> result) {
        MDC.put(UID, request.getUid());
        try {
            return result.get();
        } catch (RuntimeException | Error failed) {
            metrics.stop(arrived, request.getOperation(), AdmissionMetrics.FAILED);
            throw failed;
        }
    }

    private String answer(Review review, Verdict verdict) {
        var request = review.request();
        LOG.debugf(
                "%s of %s %s/%s: %s",
                request.getOperation(),
                request.getResource().getResource(),
                request.getNamespace(),
                request.getName(),
                verdict.outcome().word());
        var answer = Answer.json(request.getUid(), verdict);
        metrics.stop(review.arrived(), request.getOperation(), verdict.outcome().word());
        return answer;
    }

    private AdmissionRequest request(String body) throws MalformedReview {
        Optional<AdmissionReview> found;
        try {
            found = reader.read(body);
        } catch (IOException | RuntimeException unreadable) {
            // The parser's own message quotes the body, which may be a Secret's.
            throw new MalformedReview("the body is no AdmissionReview of admission.k8s.io/v1");
        }
        var review = found.orElseThrow(() -> new MalformedReview("the body is empty"));
        if (!"admission.k8s.io/v1".equals(review.getApiVersion()) || !"AdmissionReview".equals(review.getKind())) {
            throw new MalformedReview("the body is no AdmissionReview of admission.k8s.io/v1");
        }
        var request = review.getRequest();
        if (request == null || request.getUid() == null || request.getUid().isEmpty()) {
            throw new MalformedReview("the review has no request with a uid");
        }
        if (request.getResource() == null || request.getOperation() == null) {
            throw new MalformedReview("the request names no resource or no operation");
        }
        return request;
    }

    private Verdict unjudged(AdmissionRequest request) {
        if (PolicyAdmission.concerns(request)) {
            return PolicyAdmission.verdict(request, writer);
        }
        if (!isPlausible(request)) {
            return Verdict.refuse("the request's object is not of the kind that its resource holds");
        }
        if (isJudged(request)) {
            return judge.judgeDeletion(
                    object(request, request.getOldObject()).orElseThrow(),
                    User.of(request.getUserInfo()),
                    Boolean.TRUE.equals(request.getDryRun()));
        }
        return Verdict.allow(List.of(), Set.of());
    }

    private static Change change(AdmissionRequest request) {
        return new Change(
                object(request, request.getObject()).orElseThrow(),
                object(request, request.getOldObject()),
                User.of(request.getUserInfo()),
                Boolean.TRUE.equals(request.getDryRun()));
    }

    private static boolean isJudged(AdmissionRequest request) {
        return JUDGED.contains(request.getOperation())
                && KINDS.containsKey(request.getResource().getResource());
    }

    /** A crafted request could name one resource and carry another. */
    private static boolean isPlausible(AdmissionRequest request) {
        if (!isJudged(request)) {
            return true;
        }
        var isOldOne = object(request, request.getOldObject()).isPresent();
        return request.getOperation().equals(DELETE)
                ? isOldOne
                : object(request, request.getObject()).isPresent() && (request.getOldObject() == null || isOldOne);
    }

    private static Optional<HasMetadata> object(AdmissionRequest request, Object given) {
        var expected = KINDS.get(request.getResource().getResource());
        if (!expected.isInstance(given)) {
            return Optional.empty();
        }
        var object = expected.cast(given);
        if (object.getMetadata() == null) {
            object.setMetadata(new ObjectMeta());
        }
        var metadata = object.getMetadata();
        metadata.setNamespace(Objects.requireNonNullElse(request.getNamespace(), ""));
        if (metadata.getName() == null) {
            metadata.setName(Objects.requireNonNullElse(metadata.getGenerateName(), "(unnamed)"));
        }
        return Optional.of(object);
    }
}
