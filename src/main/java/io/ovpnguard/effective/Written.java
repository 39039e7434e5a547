package io.ovpnguard.effective;

import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.ConfigFile;
import io.ovpnguard.syntax.ConnectOption;
import io.ovpnguard.syntax.Directive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directives of a config by name, so that settings need not search it again and again. What {@code setenv opt}
 * carries stands among them, as in OpenVPN.
 */
public final class Written {

    private final Map<String, List<Directive>> byName;
    private final List<Directive> inOrder;

    private Written(List<Directive> inOrder) {
        this.inOrder = List.copyOf(inOrder);
        var byName = new HashMap<String, List<Directive>>();
        for (var directive : inOrder) {
            byName.computeIfAbsent(directive.name(), name -> new ArrayList<>(2)).add(directive);
        }
        this.byName = byName;
    }

    /** {@return the directives by which that version goes: the OpenVPN 3 core ignores many} */
    static Written of(ConfigFile config, Version version) {
        if (!version.isConnect()) {
            return of(config.directives());
        }
        return new Written(config.readByConnect().stream()
                .filter(ConnectOption::isTaken)
                .map(ConnectOption::directive)
                .toList());
    }

    /** {@return directives that stand elsewhere than in a config, such as in a client's file} */
    public static Written of(List<Directive> directives) {
        return new Written(directives.stream().map(Directive::carried).toList());
    }

    /** {@return every top-level directive in order} */
    public List<Directive> inOrder() {
        return inOrder;
    }

    /** {@return the directives of that name, in order} */
    public List<Directive> all(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** {@return the last directive of that name, which is the one that OpenVPN keeps for most options} */
    public Optional<Directive> last(String name) {
        var found = byName.get(name);
        return found == null ? Optional.empty() : Optional.of(found.getLast());
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** {@return the first argument of the last directive of that name, as a setting} */
    public Optional<Setting<String>> value(String name) {
        return last(name)
                .flatMap(directive -> directive
                        .argument(0)
                        .map(argument -> new Setting<>(argument.value(), new Origin.Written(argument.span()))));
    }

    /** {@return the first argument of the last directive of that name as C's {@code atoi} reads it} */
    public Optional<Setting<Integer>> number(String name) {
        return value(name).map(setting -> new Setting<>(Numbers.atoi(setting.value()), setting.origin()));
    }
}
