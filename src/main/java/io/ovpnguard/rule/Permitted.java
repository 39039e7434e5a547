package io.ovpnguard.rule;

import io.ovpnguard.bundle.Demands;
import io.ovpnguard.bundle.Demands.Least;
import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.Version;
import io.ovpnguard.predict.Cipher;
import io.ovpnguard.predict.CipherTable;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What helps may propose to processes that have to agree: nothing that a policy of one of them forbids, so that no two helps
 * contradict each other. It is asked only where there is something to help with.
 *
 * @param demands of all of them
 */
public record Permitted(List<Process> processes, Demands demands) {

    private static final int USUAL_RSA_BITS = 2048;

    /** By their bits. */
    private static final SortedMap<Integer, String> CURVES =
            new TreeMap<>(Map.of(256, "P-256", 384, "P-384", 521, "P-521"));

    public Permitted {
        processes = List.copyOf(processes);
        Objects.requireNonNull(demands);
    }

    /** {@return what may be proposed to one process, whoever its peer is} */
    public static Permitted to(Process process) {
        return new Permitted(List.of(process), process.profile().demands());
    }

    /** {@return what may be proposed to both sides} */
    public static Permitted to(Prediction prediction) {
        var server = prediction.server();
        var client = prediction.client();
        return new Permitted(
                List.of(server, client),
                server.profile().demands().and(client.profile().demands()));
    }

    /** {@return whether a cipher, as a config writes it, is one that no policy forbids} */
    public boolean allowsCipher(String written) {
        var name = CipherName.canonical(written);
        return demands.againstCipher(name.startsWith("?") ? name.substring(1) : name)
                .isEmpty();
    }

    /** {@return the ciphers that are allowed, and known to the version of each process, best first; empty where nobody speaks of them} */
    public List<String> ciphers() {
        return demands.ciphers().stream()
                .flatMap(name -> CipherTable.get().find(name).stream())
                .filter(cipher -> processes.stream().allMatch(process -> isUsable(cipher, process)))
                .map(Cipher::name)
                .toList();
    }

    private static boolean isUsable(Cipher cipher, Process process) {
        return cipher.isUsable(process.version())
                && !(cipher.isAead() && process.config().role().isStaticKey());
    }

    /** {@return what helps where the policies allow no cipher that the processes could use} */
    public String noCipher() {
        return demands.ciphers().stream()
                .findFirst()
                .map("run a newer OpenVPN, with certificates: what is allowed, such as `%s`, needs that"::formatted)
                .orElse("have the policies allow a cipher in common");
    }

    /** {@return a line for each side, as a help says it} */
    public static String lines(String server, String client) {
        return server.equals(client)
                ? "write `%s` on both sides".formatted(server)
                : "write `%s` in the server, and `%s` in the client".formatted(server, client);
    }

    /** {@return the option by which a process says which ciphers it negotiates} */
    public static String cipherList(Process process) {
        return process.version().isBefore(Version.V2_5) ? "ncp-ciphers" : "data-ciphers";
    }

    /** {@return what to do so that both sides sign with the same digest} */
    public String sameDigest() {
        if (!demands.limitDigests()) {
            return "write the same `auth` on both sides, such as `auth SHA256`";
        }
        return demands.digests().stream()
                .findFirst()
                .map("write `auth %s` on both sides"::formatted)
                .orElse("have the policies allow a digest in common");
    }

    /** {@return whether a TLS version is not older than each policy asks for} */
    public boolean allowsTls(int version) {
        return demands.leastTls().filter(least -> version < least.value()).isEmpty();
    }

    /** {@return the bits of an RSA key that is strong enough} */
    public int rsaBits() {
        return Math.max(USUAL_RSA_BITS, demands.leastRsaBits().map(Least::value).orElse(0));
    }

    /** {@return a curve that is strong enough, of those that every TLS library has; empty where none is} */
    public Optional<String> curve() {
        var bits = demands.leastEcBits().map(Least::value).orElse(0);
        return CURVES.entrySet().stream()
                .filter(curve -> curve.getKey() >= bits)
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
