package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.finding.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be true of every rule. */
class RuleCatalogTest {

    private static final Path PAGES = Path.of("src/main/resources/io/ovpnguard/rules");
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Pattern ADVICE = Pattern.compile("^(use|avoid|prefer|no-more)-.*|.*-(rule|check)$");

    static Stream<Rule> rules() {
        return RuleCatalog.all().rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theIdNamesTheDefect(Rule rule) {
        var id = RuleId.of(rule.getClass()).value();
        assertThat(ADVICE.matcher(id).matches())
                .as("%s must read well after \"allow\": name the defect, not the advice", id)
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theSummaryIsOneShortPhrase(Rule rule) {
        var summary = RuleCatalog.info(rule).summary();
        assertThat(summary).hasSizeLessThanOrEqualTo(72).doesNotEndWith(".").doesNotContain("`");
        assertThat(Character.isUpperCase(summary.charAt(0))).as(summary).isFalse();
    }

    @Test
    void summariesDiffer() {
        assertThat(rules().map(rule -> RuleCatalog.info(rule).summary())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void evidenceIsGiven(Rule rule) {
        assertThat(RuleCatalog.info(rule).evidence())
                .as("name the OpenVPN version and function, the man page section or the RFC")
                .isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aPageExplainsIt(Rule rule) throws IOException {
        var page = PAGES.resolve(RuleId.of(rule.getClass()) + ".md");
        assertThat(page).as("create this page").exists();
        var headings = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .toList();
        assertThat(headings).as("headings of %s", page).isEqualTo(List.of("## What goes wrong", "## Why", "## Fix"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void casesShowItFiringAndKeepingQuiet(Rule rule) {
        var folder = CASES.resolve(RuleId.of(rule.getClass()).value());
        assertThat(folder.resolve("fires/expect.txt")).as("create this case").isNotEmptyFile();
        assertThat(folder.resolve("clean")).as("create this case").isDirectory();
        assertThat(folder.resolve("clean/expect.txt")).as("clean means silent").doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyFindingSaysWhatToChange(Rule rule) {
        var id = RuleId.of(rule.getClass());
        var findings = new Case(id, CASES.resolve(id.value()).resolve("fires")).findings();
        assertThat(findings)
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.help()).as(finding.message()).isPresent());
    }

    @Test
    void noPageAndNoCaseIsLeftWithoutItsRule() throws IOException {
        var ids = rules().map(rule -> RuleId.of(rule.getClass()).value()).toList();
        assertThat(Case.all()).extracting(each -> each.rule().value()).isSubsetOf(ids);
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .isSubsetOf(ids);
        }
    }
}
