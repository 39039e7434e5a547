package io.ovpnguard.cli;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovpnguard explain RULE...}: the pages of rules. */
@Command(name = "explain", description = "Explain rules.", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RULE")
    private List<String> ids;

    @Override
    public Integer call() {
        var rules = ids.stream().map(id -> rule(id, spec.commandLine())).toList();
        var out = spec.commandLine().getOut();
        out.print(rules.stream().map(ExplainCommand::page).collect(Collectors.joining("\n\n")));
        out.flush();
        return ExitCode.OK;
    }

    private static String page(Rule rule) {
        var id = RuleId.of(rule.getClass());
        var info = RuleCatalog.info(rule);
        return "%s (%s): %s%n%n%s%n%n%s%nEvidence: %s%n"
                .formatted(
                        id,
                        info.severity().word(),
                        info.summary(),
                        RuleCatalog.page(id).strip(),
                        RuleCatalog.example(id),
                        info.evidence());
    }

    /** {@return the rule that somebody named} */
    static Rule rule(String id, CommandLine command) {
        return RuleCatalog.all()
                .find(id)
                .orElseThrow(
                        () -> new ParameterException(command, RuleCatalog.all().unknown(Snippet.visible(id))));
    }
}
