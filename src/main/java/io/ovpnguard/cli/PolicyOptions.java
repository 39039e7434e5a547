package io.ovpnguard.cli;

import io.ovpnguard.manifest.policies.PolicyReader;
import io.ovpnguard.policy.Policies;
import io.ovpnguard.policy.Policy;
import io.ovpnguard.report.Snippet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What those who own the files, or run the command, have said of findings. */
final class PolicyOptions {

    /** Where policies stand that nobody names. */
    private static final String USUAL = ".ovpnguard.yaml";

    /** Whoever writes it has that one in mind. */
    private static final String MISNAMED = ".ovpnguard.yml";

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Policies as in a cluster (docs/policy.md); may be repeated; default: " + USUAL
                    + " in the working directory, or above it up to the root of the repository")
    private List<Path> files = List.of();

    /** {@return whether somebody names a file} */
    boolean areNamed() {
        return !files.isEmpty();
    }

    /**
     * {@return the policies; empty if one of them cannot be in force}
     *
     * @param errors takes a line for each fault
     */
    Optional<Policies> read(PrintWriter errors) {
        var found = new ArrayList<Policy>();
        var faults = new ArrayList<String>();
        var named = new HashMap<String, Path>();
        var here = Path.of("").toAbsolutePath();
        if (files.isEmpty()) {
            misnamed(here)
                    .ifPresent(file ->
                            faults.add(file + ": is not read: name it `" + USUAL + "`, or give it to `--policy`"));
        }
        for (var file : files.isEmpty() ? usual(here).stream().toList() : files) {
            var text = read(file, faults);
            for (var policy : text.policies()) {
                var other = named.putIfAbsent(policy.name(), file);
                if (other != null) {
                    faults.add(file + ": a policy named `" + policy.name() + "` stands in " + other + " already");
                }
                found.add(policy);
            }
        }
        faults.stream().map(Snippet::visible).forEach(errors::println);
        return faults.isEmpty() ? Optional.of(Policies.of(found)) : Optional.empty();
    }

    private static PolicyReader.Text read(Path file, List<String> faults) {
        try {
            var text = PolicyReader.read(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            faults.addAll(text.faults());
            return text;
        } catch (IOException failed) {
            faults.add(file + ": no such file, or not readable as UTF-8 text");
            return new PolicyReader.Text(List.of(), List.of());
        }
    }

    /** {@return the file that speaks of a folder, but of none beyond the repository that it is in} */
    static Optional<Path> usual(Path folder) {
        return above(folder).stream()
                .map(each -> each.resolve(USUAL))
                .filter(Files::exists)
                .findFirst();
    }

    /** {@return the file that was to speak of a folder and has a name under which nobody looks for it} */
    static Optional<Path> misnamed(Path folder) {
        return above(folder).stream()
                .takeWhile(each -> !Files.exists(each.resolve(USUAL)))
                .map(each -> each.resolve(MISNAMED))
                .filter(Files::exists)
                .findFirst();
    }

    /** {@return a folder and those above it, up to the root of the repository} */
    private static List<Path> above(Path folder) {
        var folders = new ArrayList<Path>();
        for (var each = folder; each != null; each = each.getParent()) {
            folders.add(each);
            if (Files.exists(each.resolve(".git"))) {
                break;
            }
        }
        return folders;
    }
}
