package io.ovpnguard.syntax;

import io.ovpnguard.option.ConnectTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes, ignores or refuses the options of a profile by name, as the OpenVPN 3 core does ({@code handle_unused_options} of
 * cliopt.hpp). It does not look at what it does not know in {@code <connection>} blocks.
 */
final class ConnectReader {

    private ConnectReader() {}

    /** {@return what becomes of each top-level directive, in order} */
    static List<ConnectOption> read(List<Directive> directives) {
        var excused = excused(directives);
        return directives.stream().map(directive -> read(directive, excused)).toList();
    }

    /** A block that no option is read from is taken for a remark of the server's. */
    private static ConnectOption read(Directive directive, Set<String> excused) {
        var isConditional = directive.is("setenv") && !directive.nested().isEmpty();
        var option = isConditional ? directive.nested().getFirst() : directive;
        var treatment = ConnectTable.get().treatment(option.name());
        var isExcused = isConditional || option.inline().isPresent() || excused.contains(option.name());
        return new ConnectOption(option, treatment, treatment.isExcusable() && isExcused);
    }

    /** {@code ignore-unknown-option} holds for what stands before it, too. */
    private static Set<String> excused(List<Directive> directives) {
        var names = new HashSet<String>();
        directives.stream()
                .filter(directive -> directive.is("ignore-unknown-option"))
                .forEach(directive -> directive.arguments().forEach(argument -> names.add(argument.value())));
        return names;
    }
}
