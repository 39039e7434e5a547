package io.ovpnguard.openvpn;

import io.ovpnguard.option.OptionSpec;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.option.TakenOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes take of each option what {@code taken.tsv} records, with which the unit tests compare the option table.
 * {@code -Dgolden=update} records it anew.
 */
class OptionsAgainstOpenVpnIT {

    /** What these log, or what follows them, goes elsewhere, so nothing can be seen. */
    private static final Set<String> MUTE = Set.of("daemon", "inetd", "log", "log-append", "syslog");

    @TempDir
    private Path folder;

    @Test
    void everyOptionIsTakenAsRecorded() throws IOException {
        var taken = new TreeMap<String, SortedMap<String, String>>();
        for (var binary : Laboratory.programs()) {
            var probe = new OptionProbe(binary, folder);
            OptionTable.get().rows().parallelStream()
                    .map(OptionSpec::name)
                    .filter(name -> !MUTE.contains(name))
                    .collect(Collectors.toConcurrentMap(name -> name, probe::taken))
                    .forEach((name, cell) ->
                            taken.computeIfAbsent(name, _ -> new TreeMap<>()).put(binary.release(), cell));
        }
        new TakenOptions(taken).isAsRecorded();
    }
}
