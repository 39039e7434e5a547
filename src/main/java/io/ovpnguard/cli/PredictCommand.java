package io.ovpnguard.cli;

import io.ovpnguard.batch.Batch;
import io.ovpnguard.report.Snippet;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ovpnguard predict}: what OpenVPN would do with a server and a client. */
@Command(
        name = "predict",
        description = "Say, phase by phase, what OpenVPN would do with a server and a client.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--batch",
            paramLabel = "FILE|-",
            required = true,
            description =
                    "Rows of JSON, one pair each, from a file or - for standard input; one row of JSON out for each")
    private String batch;

    @Override
    public Integer call() throws InterruptedException {
        try (var in = batch.equals("-") ? System.in : open(batch);
                var out = new FileOutputStream(FileDescriptor.out)) {
            return Batch.run(in, out) ? ExitCode.OK : ExitCode.USAGE;
        } catch (IOException failed) {
            spec.commandLine().getErr().println("predict: reading or writing rows failed");
            return ExitCode.USAGE;
        }
    }

    private InputStream open(String name) throws IOException {
        try {
            var file = Path.of(name);
            if (Files.isRegularFile(file)) {
                return new BufferedInputStream(Files.newInputStream(file));
            }
        } catch (InvalidPathException noName) {
            throw new ParameterException(spec.commandLine(), "--batch: no name of a file", noName);
        }
        throw new ParameterException(spec.commandLine(), "--batch: no such file: " + Snippet.visible(name));
    }
}
