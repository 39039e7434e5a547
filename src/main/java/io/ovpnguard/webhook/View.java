package io.ovpnguard.webhook;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.cluster.Spared;
import io.ovpnguard.finding.Finding;
import io.ovpnguard.manifest.Found;
import io.ovpnguard.manifest.Inspection;
import io.ovpnguard.manifest.ObjectRef;
import io.ovpnguard.manifest.ReadObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is found when an object stands among others.
 *
 * @param findings those that the object has a part in
 * @param spared clients that are left out
 * @param remarks what is to be said of the other objects where they are named
 */
record View(
        ReadObject object,
        Inspection inspection,
        List<Finding> findings,
        Spared spared,
        Map<ObjectRef, String> remarks) {

    View {
        Objects.requireNonNull(object);
        Objects.requireNonNull(inspection);
        findings = List.copyOf(findings);
        Objects.requireNonNull(spared);
        remarks = Map.copyOf(remarks);
    }

    ObjectRef ref() {
        return object.ref();
    }

    /** {@return those of its findings that point at its object} */
    View own() {
        return with(findings.stream()
                .filter(finding -> holders(finding).anyMatch(ref()::equals))
                .toList());
    }

    /** {@return those of its findings that another view does not have} */
    View without(View other) {
        return with(
                findings.stream().filter(finding -> !other.had(finding, this)).toList());
    }

    private View with(List<Finding> fewer) {
        return new View(object, inspection, fewer, spared, remarks);
    }

    /** {@return the objects that a finding points at, worst place first} */
    Stream<ObjectRef> holders(Finding finding) {
        return finding.labels()
                .flatMap(label -> inspection.locations().object(label.where().source()).stream());
    }

    Message message() {
        return new Message(ref(), inspection, spared, remarks);
    }

    /** {@return whether a finding of {@code now} was here already, at least as bad and for the same versions} */
    boolean had(Finding finding, View now) {
        return new Found(findings, inspection.locations())
                .had(finding, now.inspection().locations());
    }

    /** {@return a warning for each client of the object that no server is known for} */
    List<String> lonely() {
        return inspection.bundles().stream()
                .filter(bundle -> bundle.servers().isEmpty())
                .flatMap(bundle -> bundle.clients().stream())
                .filter(this::isOwn)
                .map(client -> "ovpnguard: " + ref() + ", " + client.name()
                        + ": no server of its bundle is stored yet, so it was compared with none")
                .toList();
    }

    /** {@return whether a config stands in the object} */
    boolean isOwn(Profile profile) {
        return inspection.locations().object(profile.config().source()).equals(Optional.of(ref()));
    }
}
