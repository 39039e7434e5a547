package io.ovpnguard.cluster.audit;

import io.ovpnguard.finding.Finding;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.rule.RuleEngine;
import java.util.Locale;

/** What a PolicyReport says of a rule, in the order in which its results are listed. */
enum Result {
    /** OpenVPN does not do what it is there for. */
    FAIL,
    /** A rule broke, and has judged nothing. */
    ERROR,
    /** Everything else that is found. */
    WARN,
    /** Somebody may keep it so. */
    SKIP,
    PASS;

    static Result of(Finding finding) {
        if (finding.isSuppressed() || finding.conceded().isPresent()) {
            return SKIP;
        }
        if (finding.rule().equals(RuleEngine.INTERNAL_ERROR)) {
            return ERROR;
        }
        return finding.severity() == Severity.ERROR ? FAIL : WARN;
    }

    /** {@return the word of reports} */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Result of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
