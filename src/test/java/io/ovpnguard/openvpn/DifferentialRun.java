package io.ovpnguard.openvpn;

import io.ovpnguard.openvpn.Differential.Disagreement;
import io.ovpnguard.openvpn.Differential.Match;
import io.ovpnguard.option.Version;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plays many pairs and prints where a prediction was wrong, each shrunk to what shows it. CONTRIBUTING.md has the command.
 * System properties: {@code pairs} is {@code singles} (each edit alone), {@code grid} or how many random pairs of each two versions; {@code seed};
 * {@code versions}, such as {@code 2.6:2.7,2.5:2.6} for servers and clients, by default all that there are; {@code topic};
 * {@code jobs}, how many side by side; {@code minutes}, after which no further pair is begun.
 */
final class DifferentialRun {

    private static final Path REPORT = Path.of(System.getProperty("report", "target/differential.jsonl"));

    private final Differential differential;
    private final Instant end = Instant.now().plus(Duration.ofMinutes(Integer.getInteger("minutes", 600)));
    private final AtomicInteger played = new AtomicInteger();
    private final List<Disagreement> found = Collections.synchronizedList(new ArrayList<>());

    private DifferentialRun(Laboratory laboratory) {
        this.differential = new Differential(laboratory);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        var laboratory = Laboratory.open();
        var run = new DifferentialRun(laboratory);
        var isClean = run.playAll(matches(laboratory), Integer.getInteger("jobs", 8), System.out);
        System.exit(isClean ? 0 : 1);
    }

    private static List<Match> matches(Laboratory laboratory) {
        var pairs = System.getProperty("pairs", "50");
        var seed = property("seed").map(Long::parseLong).orElseGet(System::nanoTime);
        System.out.println("seed " + seed);
        var matches = new ArrayList<Match>();
        for (var versions : versions(laboratory)) {
            var server = laboratory.binaries().get(versions.getFirst());
            var client = laboratory.binaries().get(versions.getLast());
            var generator = new PairGenerator(server.version(), client.version());
            var random = new Random(seed + matches.size());
            var setups = switch (pairs) {
                case "grid" -> generator.grid();
                case "singles" -> generator.singles();
                default -> IntStream.range(0, Integer.parseInt(pairs)).mapToObj(_ -> generator.next(random));
            };
            setups.filter(pair -> property("topic").orElse(pair.topic()).equals(pair.topic()))
                    .map(pair -> new Match(pair, server, client))
                    .forEach(matches::add);
        }
        Collections.shuffle(matches, new Random(seed));
        return matches;
    }

    private static Optional<String> property(String name) {
        return Optional.ofNullable(System.getProperty(name)).filter(text -> !text.isBlank());
    }

    private static List<List<Version>> versions(Laboratory laboratory) {
        var wanted = property("versions");
        if (wanted.isPresent()) {
            return Arrays.stream(wanted.get().split(","))
                    .map(two -> Arrays.stream(two.split(":"))
                            .map(Version::parse)
                            .map(version -> version.orElseThrow())
                            .toList())
                    .toList();
        }
        var all = laboratory.binaries().keySet();
        return all.stream()
                .flatMap(server -> all.stream().map(client -> List.of(server, client)))
                .toList();
    }

    private boolean playAll(List<Match> matches, int jobs, PrintStream out)
            throws InterruptedException, ExecutionException {
        try (var workers = Executors.newFixedThreadPool(jobs)) {
            var tasks = matches.stream().map(match -> task(match, out)).toList();
            for (var task : workers.invokeAll(tasks)) {
                task.get();
            }
        }
        out.printf("%d pairs played, %d disagree%n", played.get(), found.size());
        out.println(DisagreementReport.table(found));
        return found.isEmpty();
    }

    private Callable<Void> task(Match match, PrintStream out) {
        return () -> {
            if (Instant.now().isAfter(end)) {
                return null;
            }
            try {
                var disagreement = differential.compare(match).map(differential::shrink);
                var number = played.incrementAndGet();
                if (disagreement.isPresent()) {
                    found.add(disagreement.get());
                    out.println(number + " " + DisagreementReport.table(List.of(disagreement.get())));
                    write(disagreement.get());
                }
            } catch (RuntimeException failed) {
                out.println(
                        "could not play " + match + ": " + failed.getClass().getSimpleName() + " " + firstLine(failed));
            }
            return null;
        };
    }

    private static String firstLine(Exception failed) {
        return Stream.of(String.valueOf(failed.getMessage()).split("\n"))
                .findFirst()
                .orElse("");
    }

    private static synchronized void write(Disagreement disagreement) throws IOException {
        Files.createDirectories(REPORT.toAbsolutePath().getParent());
        Files.writeString(
                REPORT,
                DisagreementReport.row(disagreement) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
