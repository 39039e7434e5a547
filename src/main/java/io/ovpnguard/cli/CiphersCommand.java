package io.ovpnguard.cli;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Cipher;
import io.ovpnguard.predict.CipherTable;
import io.ovpnguard.predict.TlsLibrary;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ovpnguard ciphers}: the data channel ciphers of a build. */
@Command(
        name = "ciphers",
        description = "List the data channel ciphers that an OpenVPN version has with a TLS library.")
final class CiphersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean isHelp;

    @Option(names = "--version", paramLabel = "V", defaultValue = "2.6", description = "default ${DEFAULT-VALUE}")
    private String version;

    @Option(
            names = "--crypto",
            paramLabel = "L",
            description = "TLS library, such as openssl-1.1.1; default: what that version usually came with")
    private String crypto;

    @Override
    public Integer call() {
        var judged = Version.parse(version)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--version: no OpenVPN version that can be judged (known: " + Version.known(false) + ")"));
        var library = crypto == null
                ? TlsLibrary.usualOf(judged)
                : TlsLibrary.parseKnown(crypto)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "--crypto: no TLS library that can be judged; there are "
                                        + TlsLibrary.NAMES.replace("`", "")));
        var table = CipherTable.get();
        var out = spec.commandLine().getOut();
        out.printf("%-20s %-14s %-14s %-5s %s%n", "cipher", "key", "block", "mode", "provider");
        table.all(library, true).stream()
                .filter(cipher -> cipher.isUsable(judged))
                .sorted(Comparator.comparing(Cipher::name))
                .forEach(cipher -> out.printf(
                        "%-20s %-14s %-14s %-5s %s%n",
                        cipher.name(),
                        cipher.keyBits() + (isVariable(cipher, judged) ? " variable" : " fixed"),
                        cipher.blockBytes() == 0 ? "stream" : cipher.blockBytes() * Byte.SIZE + " bits",
                        cipher.isAead() ? "AEAD" : cipher.mode(),
                        table.find(cipher.name(), library, false).isPresent() ? "default" : "legacy"));
        out.flush();
        return ExitCode.OK;
    }

    /** 2.6 took {@code keysize} away, and with it every other length. */
    private static boolean isVariable(Cipher cipher, Version version) {
        return cipher.isVariable() && version.isBefore(Version.V2_6);
    }
}
