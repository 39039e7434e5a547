package io.ovpnguard.cli;

import io.ovpnguard.finding.RuleId;
import io.ovpnguard.report.Snippet;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ovpnguard explain RULE}: the rule's page. */
@Command(name = "explain", description = "Explain a rule.", mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RULE")
    private String id;

    @Override
    public Integer call() {
        var rule = rule(id, spec.commandLine());
        var info = RuleCatalog.info(rule);
        var out = spec.commandLine().getOut();
        out.printf(
                "%s (%s): %s%n%n", RuleId.of(rule.getClass()), info.severity().word(), info.summary());
        out.println(RuleCatalog.page(RuleId.of(rule.getClass())).strip());
        out.println();
        out.print(RuleCatalog.example(RuleId.of(rule.getClass())));
        out.printf("%nEvidence: %s%n", info.evidence());
        out.flush();
        return ExitCode.OK;
    }

    /** {@return the rule that somebody named} */
    static Rule rule(String id, CommandLine command) {
        return RuleCatalog.all()
                .find(id)
                .orElseThrow(() -> new ParameterException(
                        command, "no rule is called `" + Snippet.visible(id) + "`; `ovpnguard rules` lists them"));
    }
}
