package io.ovpnguard.rule;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.CipherTable;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/** What to do about ciphers that a process's TLS library has not: the option alone does not say, as the default may be one of them. */
public final class MissingCipher {

    private static final String USUAL = "AES-256-CBC";

    private MissingCipher() {}

    /**
     * {@return what to change}
     *
     * @param isList whether they stand in a list of ciphers to negotiate
     */
    public static String help(Refusal refusal, boolean isList, Process process) {
        return (isList ? without(refusal.ciphers(), process) : instead(process))
                + toWinTime(refusal.ciphers(), process);
    }

    private static String without(List<String> ciphers, Process process) {
        return "take %s out of `%s`"
                .formatted(
                        ciphers.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" and ")),
                        Permitted.cipherList(process));
    }

    private static String instead(Process process) {
        var permitted = Permitted.to(process);
        var usable = permitted.ciphers();
        if (usable.isEmpty() && !permitted.allowsCipher(USUAL)) {
            return permitted.noCipher();
        }
        var line = "write `cipher " + (usable.isEmpty() ? USUAL : usable.getFirst()) + "`";
        return process.config().role().isStaticKey() ? line + " on both sides" : line;
    }

    /** What OpenSSL 3 has put aside ({@code --providers}). */
    private static String toWinTime(List<String> ciphers, Process process) {
        var isAside = process.version().isAtLeast(Version.V2_6)
                && process.tls().isOpenSslSince(3, 0, 0)
                && ciphers.stream().allMatch(Permitted.to(process)::allowsCipher)
                && ciphers.stream()
                        .allMatch(name -> CipherTable.get()
                                .find(name, process.tls(), true)
                                .isPresent());
        return isAside ? "; to win time, `providers legacy default` brings it back" : "";
    }
}
