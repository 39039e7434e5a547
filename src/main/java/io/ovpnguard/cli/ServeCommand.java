package io.ovpnguard.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ovpnguard serve}: the admission webhook; the only command that boots Quarkus. */
@Command(
        name = "serve",
        description = "Answer the admission requests of a Kubernetes API server.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        Quarkus.run();
        return ExitCode.OK;
    }
}
