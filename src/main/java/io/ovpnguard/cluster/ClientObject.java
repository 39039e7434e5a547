package io.ovpnguard.cluster;

import com.github.benmanes.caffeine.cache.Interner;
import io.ovpnguard.manifest.ReadObject;
import io.ovpnguard.predict.ClientTraits;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An object that holds clients, without their texts.
 *
 * @param owners whose they are: names and keys of their certificates
 * @param ownersKnown whether these are all: certificates may be in other objects
 * @param lone what it is if it holds one client and nothing else
 */
public record ClientObject(Set<String> owners, boolean ownersKnown, Optional<Lone> lone) {

    /** Ten thousand clients of one server are stored alike. */
    private static final Interner<Place> PLACES = Interner.newWeakInterner();

    /**
     * One client that others can be like, and how its object is stored.
     *
     * @param file by which configs of other objects could name it
     */
    public record Lone(Place place, String file, ClientTraits traits) {}

    /**
     * Where a client is stored.
     *
     * @param labels by which its object says where it belongs
     * @param annotations by which its object says how it wants to be judged
     */
    public record Place(String namespace, String kind, Map<String, String> labels, Map<String, String> annotations) {

        public Place {
            Objects.requireNonNull(namespace);
            Objects.requireNonNull(kind);
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }

        private static Place of(ReadObject object) {
            return PLACES.intern(
                    new Place(object.ref().namespace(), object.ref().kind(), object.labels(), object.annotations()));
        }
    }

    public ClientObject {
        owners = Set.copyOf(owners);
        Objects.requireNonNull(lone);
    }

    /** {@return what an object holds} */
    public static ClientObject of(ReadObject object) {
        var alone = object.loneClient();
        var clients = alone.map(List::of).orElseGet(object::clients);
        var owners = clients.stream().flatMap(ClientTraits::owners).collect(Collectors.toSet());
        var lone = alone.flatMap(
                client -> ClientTraits.of(client).map(traits -> new Lone(Place.of(object), client.name(), traits)));
        return new ClientObject(owners, clients.stream().allMatch(ClientTraits::isOwnerKnown), lone);
    }
}
