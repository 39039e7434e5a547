package io.ovpnguard.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.ovpnguard.bundle.Profile;
import io.ovpnguard.bundle.Role;
import io.ovpnguard.option.Version;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * An object of the API server, read once: however often it is judged beside others, its configs are not parsed
 * again. It holds what the object holds, so no longer than the object may be held.
 */
public final class ReadObject {

    private final ObjectRef ref;
    private final Optional<String> uid;
    private final Map<String, String> labels;
    private final Map<String, String> allLabels;
    private final Map<String, String> annotations;
    private final Optional<String> joins;
    private final Gathered gathered;
    private final Holds holds;

    /** The same under other assumptions, of which there are few at a time. */
    private volatile Optional<Assuming> latest = Optional.empty();

    private record Assuming(AssumedVersions assumed, Gathered gathered) {}

    private ReadObject(HasMetadata object, Gathered gathered, Holds holds) {
        this.ref = ObjectRef.of(object);
        this.uid = Optional.ofNullable(object.getMetadata().getUid());
        this.allLabels =
                Map.copyOf(Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()));
        this.labels = Marks.of(allLabels);
        this.annotations = Marks.of(object.getMetadata().getAnnotations());
        this.joins = Member.joins(object);
        this.gathered = Objects.requireNonNull(gathered);
        this.holds = Objects.requireNonNull(holds);
    }

    /** {@return an object as the API server has it} */
    public static ReadObject of(HasMetadata object) {
        var gathered = new Gathered();
        new ApiObjects(gathered).read(object);
        var reader = new ManifestReader(AssumedVersions.IN_THE_FIELD);
        reader.read(gathered);
        var holds = Holds.of(object, reader, reader.members());
        reader.tell(gathered);
        return new ReadObject(object, gathered, holds);
    }

    /** {@return what is found where these objects stand side by side} */
    public static Inspection together(Collection<ReadObject> objects) {
        return together(objects, AssumedVersions.IN_THE_FIELD);
    }

    /** {@return what is found where these objects stand side by side, if that is assumed of all of them} */
    public static Inspection together(Collection<ReadObject> objects, AssumedVersions assumed) {
        return together(objects, _ -> assumed);
    }

    /** {@return what is found where these objects stand side by side, if that is assumed of each} */
    public static Inspection together(Collection<ReadObject> objects, Function<ObjectRef, AssumedVersions> assumed) {
        var reader = new ManifestReader(
                object -> object.ref().map(assumed).orElse(AssumedVersions.IN_THE_FIELD), Optional.empty(), "");
        objects.forEach(object -> reader.read(object.gathered(assumed.apply(object.ref))));
        return reader.inspect();
    }

    /** {@return what was gathered, with members that are read as is assumed} */
    private Gathered gathered(AssumedVersions assumed) {
        if (assumed.equals(AssumedVersions.IN_THE_FIELD)) {
            return gathered;
        }
        var known = latest.filter(before -> before.assumed().equals(assumed));
        if (known.isEmpty()) {
            var reader = new ManifestReader(assumed);
            reader.read(gathered);
            reader.members();
            var copy = new Gathered();
            copy.add(gathered);
            reader.tell(copy);
            known = Optional.of(new Assuming(assumed, copy));
            latest = known;
        }
        return known.get().gathered();
    }

    Gathered gathered() {
        return gathered;
    }

    public ObjectRef ref() {
        return ref;
    }

    /** {@return what tells it from another one that has its name later; empty before it is stored} */
    public Optional<String> uid() {
        return uid;
    }

    /** {@return its labels, by which policies select it} */
    public Map<String, String> allLabels() {
        return allLabels;
    }

    /** {@return those of its labels by which it says where it belongs} */
    public Map<String, String> labels() {
        return labels;
    }

    /** {@return those of its annotations by which it says how it wants to be judged} */
    public Map<String, String> annotations() {
        return annotations;
    }

    /** {@return the clients that it holds, whatever stands beside it} */
    public List<Profile> clients() {
        return together(List.of(this)).bundles().stream()
                .flatMap(bundle -> bundle.clients().stream())
                .toList();
    }

    /** {@return the client that is all there is in it, with nothing to be said of it and nothing that it lacks} */
    public Optional<Profile> loneClient() {
        var isAlone = holds == Holds.CLIENT
                && gathered.members().size() == 1
                && gathered.objects().size() == 1
                && gathered.objects().getFirst().texts().size() == 1
                && gathered.problems().isEmpty()
                && gathered.remarks() == 0;
        return isAlone
                ? gathered.members().values().stream()
                        .map(read -> read.member().profile())
                        .filter(profile -> profile.role() == Role.CLIENT
                                && profile.config().comments().isEmpty()
                                && Version.ALL.stream()
                                        .allMatch(version -> profile.config()
                                                .problems(version)
                                                .isEmpty()))
                        .findFirst()
                : Optional.empty();
    }

    /** {@return the other namespace whose bundle its configs join, if they do} */
    public Optional<String> joins() {
        return joins;
    }

    /** {@return what it is to a judgement} */
    public Holds holds() {
        return holds;
    }
}
