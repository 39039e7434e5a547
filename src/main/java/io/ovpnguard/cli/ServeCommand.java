package io.ovpnguard.cli;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ovpnguard serve}: the admission webhook; the only command that boots Quarkus. */
@Command(
        name = "serve",
        description = "Answer the admission requests of a Kubernetes API server.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    /** The same names and defaults as in {@code application.properties}. */
    private static final Map<String, String> TLS_FILES = Map.of(
            "OVPNGUARD_TLS_CERT", "/etc/ovpnguard/tls/tls.crt",
            "OVPNGUARD_TLS_KEY", "/etc/ovpnguard/tls/tls.key");

    /** Where it says {@code own}, there are no files. */
    private static final String SOURCE = "OVPNGUARD_CERTIFICATES_SOURCE";

    private static final String OWN = "own";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var complaint = OWN.equalsIgnoreCase(System.getenv(SOURCE)) ? Optional.<String>empty() : unreadableFile();
        if (complaint.isPresent()) {
            spec.commandLine().getErr().println(complaint.get());
            return ExitCode.USAGE;
        }
        Quarkus.run();
        return ExitCode.OK;
    }

    private static Optional<String> unreadableFile() {
        for (var variable : new TreeSet<>(TLS_FILES.keySet())) {
            var file = System.getenv().getOrDefault(variable, TLS_FILES.get(variable));
            if (!Files.isReadable(Path.of(file))) {
                return Optional.of(file + ": no such file, or not readable; set " + variable + " to a PEM file, or "
                        + SOURCE + " to " + OWN);
            }
        }
        return Optional.empty();
    }
}
