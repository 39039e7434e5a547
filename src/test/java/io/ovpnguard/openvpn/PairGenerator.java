package io.ovpnguard.openvpn;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Makes pairs for two versions out of the plain pair and {@code edits.txt}. */
final class PairGenerator {

    private static final String FOLDER = "/differential/";

    /** How often a pair gets edits of a second topic, and how often a third edit of a topic: one in so many. */
    private static final int SECOND_TOPIC = 3;

    private static final int THIRD_EDIT = 4;

    private static final Map<String, List<Edit>> TOPICS = topics();

    private final Version server;
    private final Version client;

    PairGenerator(Version server, Version client) {
        this.server = server;
        this.client = client;
    }

    private static Map<String, List<Edit>> topics() {
        return resource("edits.txt")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Edit::parse)
                .collect(Collectors.groupingBy(Edit::topic, TreeMap::new, Collectors.toList()));
    }

    static String resource(String name) {
        try (var stream = PairGenerator.class.getResourceAsStream(FOLDER + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** {@return pairs, each with what differs from the plain pair in one topic, seldom in two} */
    Arbitrary<PairSetup> pairs() {
        return Arbitraries.randomValue(this::next);
    }

    /** {@return a pair that the same random numbers give again} */
    PairSetup next(Random random) {
        var topics = List.copyOf(TOPICS.keySet());
        var first = topics.get(random.nextInt(topics.size()));
        var edits = new ArrayList<>(some(first, random));
        if (random.nextInt(SECOND_TOPIC) == 0) {
            edits.addAll(some(topics.get(random.nextInt(topics.size())), random));
        }
        return pair(first, edits);
    }

    private static List<Edit> some(String topic, Random random) {
        var all = TOPICS.get(topic);
        var chosen = new ArrayList<>(base(all));
        if (random.nextInt(THIRD_EDIT) == 0) {
            choose(all.stream().filter(edit -> edit.side().isEmpty()), random, chosen);
        }
        for (var side : Side.values()) {
            if (random.nextInt(THIRD_EDIT) != 0) {
                choose(all.stream().filter(edit -> edit.side().isPresent() && edit.isFor(side)), random, chosen);
            }
        }
        return chosen;
    }

    private static void choose(Stream<Edit> from, Random random, List<Edit> chosen) {
        var choices = from.filter(edit -> !edit.isBase()).toList();
        if (!choices.isEmpty()) {
            chosen.add(choices.get(random.nextInt(choices.size())));
        }
    }

    /** {@return each edit alone} */
    Stream<PairSetup> singles() {
        return TOPICS.entrySet().stream()
                .flatMap(topic -> topic.getValue().stream()
                        .filter(edit -> !edit.isBase())
                        .map(edit -> pair(topic.getKey(), concat(base(topic.getValue()), List.of(edit)))));
    }

    private static List<Edit> base(List<Edit> edits) {
        return edits.stream().filter(Edit::isBase).toList();
    }

    /** {@return each edit of a server with each of a client in the same topic, and each without the other} */
    Stream<PairSetup> grid() {
        return TOPICS.entrySet().stream().flatMap(topic -> grid(topic.getKey(), topic.getValue()));
    }

    private Stream<PairSetup> grid(String topic, List<Edit> edits) {
        var base = base(edits);
        var both = edits.stream().filter(edit -> !edit.isBase() && edit.side().isEmpty());
        var ofServer = withNone(edits, Side.SERVER);
        var ofClient = withNone(edits, Side.CLIENT);
        var each = ofServer.stream()
                .flatMap(one -> ofClient.stream()
                        .map(other ->
                                Stream.concat(one.stream(), other.stream()).toList()));
        return Stream.concat(each, both.map(List::of)).map(chosen -> pair(topic, concat(base, chosen)));
    }

    /** {@return that many pairs of each topic's grid; a new edit changes few of them} */
    List<PairSetup> sample(int ofEachTopic) {
        return TOPICS.entrySet().stream()
                .flatMap(topic -> grid(topic.getKey(), topic.getValue())
                        .sorted(Comparator.comparingInt(pair -> order(pair)))
                        .limit(ofEachTopic))
                .toList();
    }

    private static List<List<Edit>> withNone(List<Edit> edits, Side side) {
        var each = edits.stream()
                .filter(edit -> edit.side().isPresent() && edit.isFor(side))
                .map(List::of);
        return Stream.concat(Stream.of(List.<Edit>of()), each).toList();
    }

    private static List<Edit> concat(List<Edit> first, List<Edit> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** An order that has nothing to do with what the pair is. */
    private static int order(PairSetup pair) {
        return new Random(pair.id().hashCode()).nextInt();
    }

    private PairSetup pair(String topic, List<Edit> edits) {
        var id = edits.stream().filter(edit -> !edit.isBase()).map(Edit::name).collect(Collectors.joining(" | "));
        var ofServer = plain(Side.SERVER);
        var ofClient = plain(Side.CLIENT);
        for (var edit : edits) {
            ofServer = edit.apply(ofServer, Side.SERVER, server);
            ofClient = edit.apply(ofClient, Side.CLIENT, client);
        }
        return new PairSetup(topic, id, ofServer, ofClient);
    }

    /** {@return what that side has when nothing is changed: a pair that works in all versions} */
    static Setup plain(Side side) {
        var setup = Setup.of(resource("base-" + side.word() + ".conf"));
        if (side == Side.CLIENT) {
            return setup;
        }
        var scripts = new TreeMap<>(Map.of("check.sh", resource("check.sh")));
        return new Setup(setup.lines(), scripts, setup.modes());
    }
}
