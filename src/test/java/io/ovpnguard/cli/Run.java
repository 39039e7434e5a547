package io.ovpnguard.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line within the test's own process. */
record Run(int exit, String out, String err) {

    static Run of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var exit = CommandLineFactory.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Run(exit, out.toString(), err.toString());
    }
}
