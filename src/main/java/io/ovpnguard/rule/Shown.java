package io.ovpnguard.rule;

import io.ovpnguard.effective.Setting;
import io.ovpnguard.option.ArgumentKind;
import io.ovpnguard.option.CipherName;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.predict.Digest;
import io.ovpnguard.predict.Process;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Directive;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Names and values as messages may hold them: from a Secret, only known option names and arguments that the option table
 * calls harmless; never a credential.
 */
public final class Shown {

    /** What stands where something is held back. */
    public static final String REDACTED = "<redacted>";

    /** Options whose text is free, and often a credential. */
    private static final Set<String> OFTEN_CREDENTIALS = Set.of("setenv", "setenv-safe");

    /** A line of a key file that lost its tags must not pass for an option. */
    private static final Pattern OPTION = Pattern.compile("(?![0-9a-f]{16})[a-z][a-z0-9-]{1,40}");

    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]{1,20}|[a-z-]{1,12}");

    private static final Pattern PLAIN_NUMBER = Pattern.compile("[0-9]{1,6}");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private static final Pattern COMMON_NAME = Pattern.compile("[\\w.@+-][\\w .@+-]{0,63}");

    private static final Pattern PROTOCOL = Pattern.compile("(?:udp|tcp)[46]?(?:-client|-server)?");

    private static final Pattern TLS_VERSION = Pattern.compile("[0-9.]{1,5}|or-highest");

    /** Keywords of which there are few: another word in their place may be anything. */
    private static final Map<String, Pattern> KEYWORDS = Map.of(
            "proto", PROTOCOL,
            "remote", PROTOCOL,
            "topology", Pattern.compile("net30|p2p|subnet"),
            "dev-type", Pattern.compile("tun|tap"),
            "comp-lzo", Pattern.compile("yes|no|adaptive"),
            "compress", Pattern.compile("lzo|lz4|lz4-v2|stub|stub-v2|migrate"),
            "allow-compression", Pattern.compile("yes|no|asym"),
            "tls-version-min", TLS_VERSION,
            "tls-version-max", TLS_VERSION);

    private Shown() {}

    /** {@return the option's name in backticks, or a placeholder: a line that is no option may be a key} */
    public static String name(Directive directive) {
        return isNameShown(directive) ? "`" + directive.name() + "`" : REDACTED;
    }

    /** {@return the option with its arguments in backticks, each of them shown or redacted} */
    public static String text(Directive directive) {
        if (!isNameShown(directive)) {
            return REDACTED;
        }
        var text = new StringBuilder("`").append(directive.name());
        for (var index = 0; index < directive.arguments().size(); index++) {
            var value = directive.arguments().get(index).value();
            text.append(' ').append(isArgumentShown(directive, index) ? value : REDACTED);
        }
        return text.append('`').toString();
    }

    /** {@return what a process says by an option, such as {@code has `fragment 1300`} or {@code has no `fragment`}} */
    public static String has(Process process, String option) {
        return process.config()
                .written()
                .last(option)
                .map(directive -> "has " + guarded(directive))
                .orElse("has no `" + option + "`");
    }

    /** {@return a cipher's name; from a Secret, only if it looks like one} */
    public static String cipher(String name, Source source) {
        return isPlain(source) || CipherName.isOne(name) ? name : REDACTED;
    }

    /** {@return a port; from a Secret, only if it is one} */
    public static String port(Setting<String> port, Source source) {
        return isPlain(source) || PORT.matcher(port.value()).matches() ? port.value() : REDACTED;
    }

    /** {@return whether people may see a common name that stands in a certificate beside a config} */
    public static boolean isName(String commonName, Source config) {
        return isPlain(config) && COMMON_NAME.matcher(commonName).matches();
    }

    /** {@return the option with its arguments; from a Secret, with numbers only, since a word may be a password} */
    public static String guarded(Directive directive) {
        if (isShown(directive) || !isNameShown(directive)) {
            return text(directive);
        }
        return "`" + directive.name() + (directive.arguments().isEmpty() ? "`" : " " + REDACTED + "`");
    }

    /** {@return whether people may see all of an option, whatever its arguments are} */
    public static boolean isShown(Directive directive) {
        var isPlainOrNumeric = isPlain(directive.span().source())
                || directive.is("auth")
                || directive.arguments().stream()
                        .allMatch(argument ->
                                PLAIN_NUMBER.matcher(argument.value()).matches());
        return isPlainOrNumeric
                && isNameShown(directive)
                && IntStream.range(0, directive.arguments().size())
                        .allMatch(index -> isArgumentShown(directive, index));
    }

    /** {@return whether people may see the option's name} */
    public static boolean isNameShown(Directive directive) {
        return OptionTable.get().find(directive.name()).isPresent()
                || isPlain(directive.span().source())
                        && OPTION.matcher(directive.name()).matches();
    }

    /** {@return whether people may see the argument at a 0-based index} */
    public static boolean isArgumentShown(Directive directive, int index) {
        if (isPlain(directive.span().source())) {
            return !isOftenCredential(directive.name());
        }
        var value = directive.arguments().get(index).value();
        if (directive.name().contains("cipher") && !directive.name().startsWith("tls-")) {
            return Arrays.stream(value.split(":")).allMatch(CipherName::isOne);
        }
        if (directive.is("auth")) {
            return Digest.isOne(value);
        }
        return OptionTable.get()
                .find(directive.name())
                .filter(row -> isShown(row.kind(index), value))
                .filter(row -> row.kind(index) != ArgumentKind.KEYWORD || isKeyword(directive.name(), value))
                .isPresent();
    }

    private static boolean isKeyword(String option, String value) {
        return !KEYWORDS.containsKey(option)
                || KEYWORDS.get(option).matcher(value).matches();
    }

    private static boolean isShown(ArgumentKind kind, String value) {
        var isNumeric = kind == ArgumentKind.NUMBER || kind == ArgumentKind.PORT;
        return kind.isShowable() && (!isNumeric || NUMBER.matcher(value).matches());
    }

    /** {@return whether an option's arguments are held back even where nothing else is} */
    public static boolean isOftenCredential(String option) {
        return OFTEN_CREDENTIALS.contains(option)
                || OptionTable.get()
                        .find(option)
                        .filter(row -> row.kind(0) == ArgumentKind.SECRET)
                        .isPresent();
    }

    private static boolean isPlain(Source source) {
        return source.sensitivity() == Sensitivity.PLAIN;
    }
}
