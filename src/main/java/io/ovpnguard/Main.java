package io.ovpnguard;

import io.ovpnguard.cli.CommandLineFactory;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The entry point. Commands run here, before Quarkus boots: checking a file opens no port and starts fast. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        System.exit(CommandLineFactory.create().execute(args));
    }
}
