package io.ovpnguard.rule;

import io.ovpnguard.option.ArgumentKind;
import io.ovpnguard.option.OptionTable;
import io.ovpnguard.source.Sensitivity;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Argument;
import io.ovpnguard.syntax.Directive;
import java.util.regex.Pattern;

/**
 * Names and values as messages may hold them: from a Secret, only known option names and arguments that the option table
 * calls harmless; never a credential.
 */
public final class Shown {

    private static final String REDACTED = "<redacted>";

    private static final Pattern CIPHER = Pattern.compile(
            "\\??(none|(AES|ARIA|BF|CAMELLIA|CAST5|CHACHA20|DES|DESX|IDEA|RC2|RC5|SEED|SM4)(-[A-Z0-9]{1,8}){0,2})",
            Pattern.CASE_INSENSITIVE);

    private Shown() {}

    /** {@return the option's name in backticks, or a placeholder: a line of a Secret that is no option may be a key} */
    public static String name(Directive directive) {
        var isKnown = OptionTable.get().find(directive.name()).isPresent();
        return isPlain(directive) || isKnown ? "`" + directive.name() + "`" : REDACTED;
    }

    /** {@return the option with its arguments in backticks, each of them shown or redacted} */
    public static String text(Directive directive) {
        var row = OptionTable.get().find(directive.name());
        if (row.isEmpty()) {
            return name(directive);
        }
        var text = new StringBuilder("`").append(directive.name());
        for (var index = 0; index < directive.arguments().size(); index++) {
            text.append(' ')
                    .append(value(directive.arguments().get(index), row.get().kind(index), isPlain(directive)));
        }
        return text.append('`').toString();
    }

    /** {@return a cipher's name; from a Secret, only if it looks like one} */
    public static String cipher(String name, Source source) {
        var isShown = source.sensitivity() == Sensitivity.PLAIN
                || CIPHER.matcher(name).matches();
        return isShown ? name : REDACTED;
    }

    private static String value(Argument argument, ArgumentKind kind, boolean plain) {
        var isShown = kind.isShowable() || plain && kind != ArgumentKind.SECRET;
        return isShown ? argument.value() : REDACTED;
    }

    private static boolean isPlain(Directive directive) {
        return directive.span().source().sensitivity() == Sensitivity.PLAIN;
    }
}
