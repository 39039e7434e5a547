package io.ovpnguard.manifest.policies;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.ovpnguard.policy.ByAnnotation;
import io.ovpnguard.policy.Level;
import io.ovpnguard.policy.Transition;
import io.ovpnguard.rule.Consistency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a policy says; what is left out, it does not speak of. */
public record PolicySpec(
        @JsonPropertyDescription("Objects in namespaces with these labels; every namespace has its name as the label"
                + " `kubernetes.io/metadata.name`. Without it, objects anywhere, and files outside Kubernetes.")
        Optional<LabelSelector> namespaceSelector,

        @JsonPropertyDescription("Of these, objects with these labels. Without it, all of them.")
        Optional<LabelSelector> objectSelector,

        @JsonPropertyDescription("What becomes of findings, by how bad they are.")
        Optional<SeverityLevels> severities,

        @JsonPropertyDescription("What becomes of the findings of a rule, by its name, whatever `severities` says:"
                + " `ovpnguard rules` lists them.")
        @Size(max = 200)
        Map<String, Level> rules,

        @JsonPropertyDescription("How far server and client must agree. `effective`: as far as OpenVPN needs."
                + " `stated`: what both write must not contradict either. `written`: nor may a default contradict what the"
                + " other writes. Nobody says anything: `stated`.")
        Optional<Consistency> consistency,

        @JsonPropertyDescription(
                "What becomes of a change of one side that no longer fits the other, stored one: `deny`, as"
                        + " its findings say, or `warn`. Nobody says anything: `deny`.")
        Optional<Transition> transition,

        @JsonPropertyDescription(
                "What annotations of objects may say; what is not listed is ignored, with a warning: with an"
                        + " empty list, all of it. Nobody says anything: nothing is ignored.")
        @Size(max = 4)
        Optional<List<ByAnnotation>> allowOverrides,

        @JsonPropertyDescription("Rules that no annotation and no comment may suppress. Several policies: all of them.")
        @Size(max = 200)
        List<String> neverSuppress,

        @JsonPropertyDescription("What is taken for true of processes whose objects do not say it.")
        Optional<Assumptions> assume,

        @JsonPropertyDescription(
                "What is asked of servers and clients, beyond that their tunnels work: what a config writes"
                        + " and what server and client would really use is an error, what only a default would let them use a"
                        + " warning.")
        Optional<DemandSpec> require,

        @JsonPropertyDescription("How long before their end things are told of.")
        Optional<ExpirySpec> expiry,

        @JsonPropertyDescription(
                "Which clients may join bundles of other namespaces: whoever is in a pair that is not listed is not"
                        + " joined; with an empty list, nobody is. Several policies of a client: the pairs that each of them lists. Nobody says anything: the pairs of"
                        + " `ovpnguard.joins` in a cluster, all pairs on the command line.")
        @Size(max = 200)
        Optional<List<JoinSpec>> joins,

        @JsonPropertyDescription(
                "How long ago what a client works with may have been read, or confirmed by a watch, when it changes, such as `200ms`: "
                        + DurationText.WORDS
                        + "; `0s`: each is read anew. It counts in a cluster only. Several policies: the shortest. Nobody says anything: `ovpnguard.freshness`.")
        @Pattern(DurationText.FORM)
        Optional<String> freshness,

        @JsonPropertyDescription("How long the members of a bundle may be of several revisions, such as `12h` or `7d`: "
                + DurationText.WORDS
                + ". For longer, the audit of a cluster reports `split-bundle` as failed. It denies no change, and"
                + " says nothing to `ovpnguard check`, which does not know since when: `rules: {split-bundle: deny}` fails"
                + " there at once. Several policies of a server of the bundle:"
                + " the shortest. Nobody says anything: forever.")
        @Pattern(DurationText.FORM)
        Optional<String> maxSplit,

        @JsonPropertyDescription("Faults that are known and put up with until a day.") @Size(max = 500)
        List<ExceptionSpec> exceptions) {

    /** What is not written says nothing. */
    public PolicySpec {
        rules = rules == null ? Map.of() : Map.copyOf(rules);
        neverSuppress = neverSuppress == null ? List.of() : List.copyOf(neverSuppress);
        exceptions = exceptions == null ? List.of() : List.copyOf(exceptions);
    }
}
