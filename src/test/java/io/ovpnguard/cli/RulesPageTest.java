package io.ovpnguard.cli;

import io.ovpnguard.Golden;
import io.ovpnguard.finding.RuleId;
import io.ovpnguard.rule.RuleCatalog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/rules.md} is what the catalogue says; {@code -Dgolden=update} writes it. */
class RulesPageTest {

    @Test
    void everyRuleIsOnTheRulesPage() throws IOException {
        var page = new StringBuilder("# Rules\n\nMade by `./mvnw test -Dtest=RulesPageTest -Dgolden=update`.\n\n");
        for (var rule : RuleCatalog.all().rules()) {
            var id = RuleId.of(rule.getClass());
            var info = RuleCatalog.info(rule);
            page.append("- [")
                    .append(id)
                    .append("](#")
                    .append(id)
                    .append("), ")
                    .append(info.severity().word());
            page.append(": ").append(info.summary()).append('\n');
        }
        for (var rule : RuleCatalog.all().rules()) {
            var id = RuleId.of(rule.getClass());
            page.append("\n# ").append(id).append("\n\n");
            page.append(RuleCatalog.page(id).strip()).append("\n\n").append(RuleCatalog.example(id));
            page.append("\nEvidence: ")
                    .append(RuleCatalog.info(rule).evidence())
                    .append('\n');
        }
        Golden.matches(Path.of("docs/rules.md"), page.toString());
    }
}
