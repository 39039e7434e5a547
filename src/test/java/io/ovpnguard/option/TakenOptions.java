package io.ovpnguard.option;

import io.ovpnguard.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What real processes took of each option. A cell tells the numbers of arguments, then the places where it
 * can be seen whether the option is taken; a hyphen says that the process does not know the option.
 *
 * @param cells by option, then by release
 */
public record TakenOptions(SortedMap<String, SortedMap<String, String>> cells) {

    private static final Path FILE = Path.of("src/test/resources/option/taken.tsv");

    /** {@return what was recorded} */
    public static TakenOptions read() throws IOException {
        var lines = Files.readAllLines(FILE);
        var releases = List.of(lines.getFirst().split("\t"));
        var cells = new TreeMap<String, SortedMap<String, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var row = line.split("\t");
            var ofOption = new TreeMap<String, String>();
            for (var column = 1; column < row.length; column++) {
                ofOption.put(releases.get(column), row[column]);
            }
            cells.put(row[0], ofOption);
        }
        return new TakenOptions(cells);
    }

    /** Fails unless this is what was recorded; writes it anew where goldens are. */
    public void isAsRecorded() throws IOException {
        var text = new ArrayList<String>();
        text.add("option\t" + String.join("\t", cells.firstEntry().getValue().keySet()));
        for (Map.Entry<String, SortedMap<String, String>> row : cells.entrySet()) {
            text.add(row.getKey() + "\t" + String.join("\t", row.getValue().values()));
        }
        Golden.matches(FILE, String.join("\n", text) + "\n");
    }
}
