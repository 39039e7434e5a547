package io.ovpnguard.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
public final class CommandLineFactory {

    private CommandLineFactory() {}

    @Command(
            name = "ovpnguard",
            description = "Says before deploy what OpenVPN would do with a server and its clients.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class,
            subcommands = {
                CheckCommand.class,
                PredictCommand.class,
                CiphersCommand.class,
                RulesCommand.class,
                ExplainCommand.class,
                ServeCommand.class
            })
    static final class Root implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        /** Without a command there is nothing to do. */
        @Override
        public Integer call() {
            spec.commandLine().usage(spec.commandLine().getErr());
            return ExitCode.USAGE;
        }
    }

    static final class VersionProvider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = VersionProvider.class.getPackage().getImplementationVersion();
            return new String[] {"ovpnguard " + (version == null ? "(development build)" : version)};
        }
    }

    /** {@return the command line, ready to execute} */
    public static CommandLine create() {
        return new CommandLine(new Root())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, result) -> {
                    // No stack trace and no message: either may quote what was read.
                    line.getErr()
                            .println("internal error: " + failure.getClass().getSimpleName() + " in " + place(failure));
                    return ExitCode.USAGE;
                });
    }

    private static String place(Exception failure) {
        var trace = failure.getStackTrace();
        return trace.length == 0 ? "an unknown place" : trace[0].toString();
    }
}
