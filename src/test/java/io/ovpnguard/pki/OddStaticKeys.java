package io.ovpnguard.pki;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts that hold a static key, or look as if they did. */
public final class OddStaticKeys {

    private static final String HEAD = "-----BEGIN OpenVPN Static key V1-----";
    private static final String FOOT = "-----END OpenVPN Static key V1-----";
    private static final int LINES = 16;

    private static final List<String> DATA = lines(5);
    private static final List<String> OTHER = lines(6);

    private OddStaticKeys() {}

    private static List<String> lines(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, LINES)
                .mapToObj(_ -> "%016x%016x".formatted(random.nextLong(), random.nextLong()))
                .toList();
    }

    /** {@return the key that most of the texts are made of} */
    public static String plain() {
        return key(DATA);
    }

    private static String key(List<String> data) {
        return key(HEAD, data, FOOT);
    }

    private static String key(String head, List<String> data, String foot) {
        return Stream.of(List.of(head), data, List.of(foot))
                .flatMap(List::stream)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> with(int line, String text) {
        var changed = new ArrayList<>(DATA);
        changed.set(line, text);
        return changed;
    }

    private static List<String> between(int line, String text) {
        var changed = new ArrayList<>(DATA);
        changed.add(line, text);
        return changed;
    }

    private static List<String> each(String before, String between) {
        return DATA.stream()
                .map(line -> before + line.replaceAll("..(?!$)", "$0" + between))
                .toList();
    }

    /** {@return texts by what is odd about them} */
    public static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        all.put("plain", plain());
        all.put("comments before", "#\n# 2048 bit OpenVPN static key\n#\n" + plain());
        all.put(
                "large letters",
                key(DATA).toUpperCase(Locale.ROOT).replace(upper(HEAD), HEAD).replace(upper(FOOT), FOOT));
        all.put("line ends of Windows", plain().replace("\n", "\r\n"));
        all.put("line ends of old Macs", plain().replace('\n', '\r'));
        all.put("digits on one line", key(List.of(String.join("", DATA))));
        all.put("all on one line", plain().replace('\n', ' '));
        all.put("blanks between bytes", key(each("", " ")));
        all.put("colons between bytes", key(each("", ":")));
        all.put("indented digits", key(each("\t  ", "")));
        all.put("indented", "  " + plain().strip().replace("\n", "\n  ") + "\n");
        all.put("indented footer", key(HEAD, DATA, " " + FOOT));
        all.put("blank lines", key(each("\n", "")));
        all.put("no header", String.join("\n", DATA) + "\n" + FOOT + "\n");
        all.put("no footer", key(HEAD, DATA, ""));
        all.put("no line end", plain().strip());
        all.put("first half", key(DATA.subList(0, 8)));
        all.put("first half without footer", key(HEAD, DATA.subList(0, 8), ""));
        all.put("a quarter", key(DATA.subList(0, 4)));
        all.put("a line lost", key(DATA.subList(0, 15)));
        all.put("a digit lost", key(with(15, DATA.get(15).substring(1))));
        all.put("a digit more", key(with(15, DATA.get(15) + "0")));
        all.put("more lines", key(Stream.concat(DATA.stream(), OTHER.stream()).toList()));
        all.put("more lines that are none", key(between(16, "not hexadecimal")));
        all.put("text behind", plain() + "that was all\n");
        all.put("text behind the footer", key(HEAD, DATA, FOOT + " of mine"));
        all.put("text behind the header", key(HEAD + " of mine", DATA, FOOT));
        all.put("text before the header", key("my " + HEAD, DATA, FOOT));
        all.put("two keys", plain() + key(OTHER));
        all.put("two halves in blocks", key(DATA.subList(0, 8)) + key(DATA.subList(8, 16)));
        all.put("header twice", HEAD + "\n" + plain());
        all.put("footer first", FOOT + "\n" + plain());
        all.put("another version", key(HEAD.replace("V1", "V2"), DATA, FOOT.replace("V1", "V2")));
        all.put("another footer", key(HEAD, DATA, FOOT.replace("V1", "V2")));
        all.put("four dashes", key(HEAD.substring(1), DATA, FOOT.substring(1)));
        all.put("four dashes at the end", key(HEAD, DATA, FOOT.substring(0, FOOT.length() - 1)));
        all.put("small letters in the header", key(HEAD.toLowerCase(Locale.ROOT), DATA, FOOT));
        all.put("comment among digits", key(between(3, "# a comment")));
        all.put("line of dashes among digits", key(between(8, "-----")));
        all.put("letter o for a zero", key(with(3, "o" + DATA.get(3).substring(1))));
        all.put(
                "digits of another script",
                key(with(3, "\u0661\u0662" + DATA.get(3).substring(2))));
        all.put("byte order mark", "\uFEFF" + plain());
        all.put("private key", "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n");
        all.put("zeros", key(List.of("0".repeat(512))));
        all.put(
                "zeros in the second half",
                key(Stream.concat(DATA.stream().limit(8), Stream.of("0".repeat(256)))
                        .toList()));
        all.put("empty", "");
        return all;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
