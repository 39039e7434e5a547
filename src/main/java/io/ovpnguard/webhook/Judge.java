package io.ovpnguard.webhook;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.cluster.Counterparts;
import io.ovpnguard.cluster.Surroundings;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.manifest.AssumedVersions;
import io.ovpnguard.manifest.ManifestReader;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Judges one change of one object beside what is stored. */
final class Judge {

    private final Counterparts counterparts;
    private final RuleEngine engine = new RuleEngine(RuleCatalog.all(), Consistency.STATED);

    Judge(Counterparts counterparts) {
        this.counterparts = Objects.requireNonNull(counterparts);
    }

    /**
     * {@return the verdict on an object}
     *
     * @param old what it replaces, if it was judged by the same measure; its faults do not deny again
     */
    Verdict judge(HasMetadata object, Optional<HasMetadata> old) {
        var surroundings = View.holdsConfig(object) ? counterparts.of(object) : Surroundings.of(List.of());
        var now = look(object, surroundings);
        var warnings = new ArrayList<String>();
        surroundings
                .gap()
                .ifPresent(gap ->
                        warnings.add("ovpnguard: its counterparts are not all known, so nothing is denied: " + gap));
        warnings.addAll(now.lonely());
        var before = old.filter(replaced -> Scope.of(replaced).equals(Scope.of(object)))
                .map(replaced -> look(replaced, surroundings));
        var denying = new ArrayList<Finding>();
        for (var finding : now.findings()) {
            var isOld = before.stream().anyMatch(then -> then.had(finding, now));
            if (finding.severity() == Severity.ERROR && surroundings.gap().isEmpty() && !isOld) {
                denying.add(finding);
            } else if (finding.severity() != Severity.INFO) {
                warnings.add(now.message().line(finding));
            }
        }
        return denying.isEmpty()
                ? Verdict.allow(warnings)
                : Verdict.deny(now.message().denial(denying), warnings);
    }

    private View look(HasMetadata object, Surroundings surroundings) {
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        surroundings.objects().forEach(reader::read);
        reader.read(object);
        var inspection = reader.inspect();
        return View.of(object, inspection, engine.judge(inspection.bundles(), inspection.problems()));
    }
}
