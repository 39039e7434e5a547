package io.ovpnguard.controlplane;

import io.ovpnguard.openvpn.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that an API server has stored, of every kind that it knows. */
public final class Stored {

    private static final String EACH =
            "-o=jsonpath={range .items[*]}{.kind} {.metadata.namespace}/{.metadata.name}{\"\\n\"}{end}";

    private Stored() {}

    /**
     * {@return each object, as {@code Kind namespace/name}; save for events, which are a record, belong to nobody, and end
     * after an hour}
     */
    public static Set<String> in(ControlPlane plane) {
        return look(plane).orElseThrow();
    }

    /** {@return empty where a kind went while it was looked for} */
    private static Optional<Set<String>> look(ControlPlane plane) {
        return lines(plane, "api-resources", "--verbs=list", "--output=name").flatMap(all -> {
            var kinds = all.stream()
                    .filter(kind -> !kind.equals("events") && !kind.startsWith("events."))
                    .collect(Collectors.joining(","));
            return lines(plane, "get", kinds, "--all-namespaces", EACH);
        });
    }

    /** Waits until these objects are stored, and no others. */
    public static void await(ControlPlane plane, Set<String> expected, Duration limit) {
        try {
            Waiting.until(
                    "only what is expected is stored",
                    limit,
                    () -> look(plane).filter(expected::equals).isPresent());
        } catch (IllegalStateException late) {
            var stored = in(plane);
            throw new IllegalStateException(
                    late.getMessage() + ": besides, there is " + without(stored, expected) + ", and there is no "
                            + without(expected, stored),
                    late);
        }
    }

    private static List<String> without(Set<String> all, Set<String> those) {
        return all.stream().filter(each -> !those.contains(each)).toList();
    }

    private static Optional<Set<String>> lines(ControlPlane plane, String... words) {
        return Optional.of(plane.kubectl(words))
                .filter(Command.Result::isSuccess)
                .map(told -> told.output()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
