package io.ovpnguard.cli;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.rule.RuleCatalog;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovpnguard rules}: a line for each rule. */
@Command(name = "rules", description = "List what can be found.", mixinStandardHelpOptions = true)
final class RulesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RULE", description = "Only this one")
    private String id;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var rules = id == null ? RuleCatalog.all().rules() : List.of(ExplainCommand.rule(id, spec.commandLine()));
        var width = RuleCatalog.all().rules().stream()
                .mapToInt(rule -> RuleId.of(rule.getClass()).value().length())
                .max()
                .orElse(1);
        for (var rule : rules) {
            var info = RuleCatalog.info(rule);
            out.printf(
                    "%-" + width + "s %-8s %s%n",
                    RuleId.of(rule.getClass()),
                    info.severity().word(),
                    info.summary());
        }
        out.flush();
        return ExitCode.OK;
    }
}
