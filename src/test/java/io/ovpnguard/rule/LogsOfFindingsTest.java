package io.ovpnguard.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A finding tells which lines to look for, and no name of a certificate's owner with them. */
class LogsOfFindingsTest {

    private static Stream<String> verifications() {
        return Case.all().stream()
                .filter(each -> RuleCatalog.all()
                        .find(each.rule().value())
                        .filter(rule -> rule.getClass().getPackageName().endsWith(".identity"))
                        .isPresent())
                .flatMap(each -> each.findings().stream())
                .flatMap(finding -> Stream.concat(finding.serverLog().stream(), finding.clientLog().stream()))
                .filter(line -> line.startsWith("VERIFY") || line.startsWith("CRL"));
    }

    @Test
    void aVerificationIsToldUpToTheSubject() {
        assertThat(verifications().distinct())
                .contains(
                        "VERIFY ERROR: depth=0, error=certificate has expired",
                        "VERIFY ERROR: depth=0, error=certificate revoked",
                        "VERIFY ERROR: depth=0, error=unable to get local issuer certificate",
                        "VERIFY X509NAME ERROR")
                .noneMatch(line -> line.contains("CN=") || line.contains("serial="));
    }
}
