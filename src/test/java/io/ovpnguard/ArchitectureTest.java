package io.ovpnguard;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleCatalog;
import io.ovpnguard.rule.RuleInfo;
import io.ovpnguard.source.Source;
import org.junit.jupiter.api.Test;

/** The invariants of docs/architecture.md. */
class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ovpnguard");

    private static final String[] PURE = {
        "..source..",
        "..option..",
        "..syntax..",
        "..effective..",
        "..bundle..",
        "..finding..",
        "..rule..",
        "..rules..",
        "..predict..",
        "..policy..",
        "..diagnose.."
    };

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.ovpnguard.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each arrow of docs/architecture.md points one way; move the shared type down")
                .check(OURS);
    }

    @Test
    void judgementKnowsNoOutsideWorld() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus..",
                        "jakarta..",
                        "io.fabric8..",
                        "picocli..",
                        "com.fasterxml..",
                        "org.yaml..",
                        "java.nio.file..",
                        "java.net..",
                        "java.util.logging..",
                        "java.util.random.."))
                .because(
                        "what it needs is given to it as values; opening things belongs to manifest, cli, webhook, cluster")
                .check(OURS);
    }

    @Test
    void onlyTheTablesReadTheClassPath() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .doNotHaveSimpleName("OptionTable")
                .and()
                .doNotHaveSimpleName("ConnectTable")
                .and()
                .doNotHaveSimpleName("RuleCatalog")
                .and()
                .doNotHaveSimpleName("CipherTable")
                .should()
                .dependOnClassesThat(resideInAPackage("java.io.."))
                .because("data tables are the only resources that judgement reads")
                .check(OURS);
    }

    @Test
    void judgementHasNoClockAndNoChance() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .because("the time of judgement is an input, so that a verdict can be repeated")
                .check(OURS);
    }

    @Test
    void librariesStayInTheirRooms() {
        confine("org.yaml..", "..manifest..");
        confine("org.bouncycastle..", "..pki..");
        confine("io.fabric8..", "..manifest..", "..cluster..", "..webhook..");
        confine("picocli..", "..cli..", "io.ovpnguard");
        confine("jakarta..", "..webhook..");
        confine("io.quarkus..", "..webhook..", "..cluster..", "..cli..", "io.ovpnguard");
    }

    private static void confine(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .because("one room per library keeps the others free of it")
                .check(OURS);
    }

    @Test
    void rulesAreOfOneShape() {
        var isRule = DescribedPredicate.<JavaClass>describe(
                "top-level classes of rules",
                type -> type.getPackageName().startsWith("io.ovpnguard.rules.")
                        && type.isTopLevelClass()
                        && !type.getSimpleName().equals("package-info"));
        classes()
                .that(isRule)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .implement(Rule.class)
                .andShould()
                .beAnnotatedWith(RuleInfo.class)
                .because("style: one class, one rule; what several rules share belongs to effective, option or predict")
                .allowEmptyShould(true)
                .check(OURS);
        fields().that()
                .areDeclaredInClassesThat(isRule)
                .should()
                .beStatic()
                .because("a rule has no state: one instance serves every request")
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyRuleIsRegistered() {
        var inCatalog = RuleCatalog.all().rules().stream()
                .map(rule -> rule.getClass().getName())
                .toList();
        var onClassPath = OURS.stream()
                .filter(type -> type.isAssignableTo(Rule.class) && !type.isInterface())
                .map(JavaClass::getName)
                .toList();
        assertThat(inCatalog)
                .as("each rule class carries @AutoService(Rule.class)")
                .containsExactlyInAnyOrderElementsOf(onClassPath);
    }

    @Test
    void valuesDoNotChange() {
        fields().that()
                .areDeclaredInClassesThat(
                        resideInAnyPackage("..source..", "..finding..", "..effective..", "..bundle..", "..policy.."))
                .should()
                .beFinal()
                .because("inputs are immutable values")
                .check(OURS);
    }

    @Test
    void onlyParserAndSnippetSeeTexts() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..syntax..", "..source..", "..pki..")
                .and()
                .doNotHaveSimpleName("Snippet")
                .should()
                .callMethod(Source.class, "text")
                .because("texts hold secrets: parse them in syntax, show them redacted through report.Snippet")
                .check(OURS);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..cli..", "io.ovpnguard")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .because("a report is a value; the command line prints it")
                .check(OURS);
        GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(OURS);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(OURS);
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(OURS);
    }
}
