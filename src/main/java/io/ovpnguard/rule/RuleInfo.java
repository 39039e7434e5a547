package io.ovpnguard.rule;

import io.ovpnguard.finding.Severity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What is to be known of a rule without running it. Why it matters and how to mend it stands on its page. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RuleInfo {

    /** The defect in at most 72 characters: lower-case start, no final period, no Markdown. */
    String summary();

    /** The worst severity that the rule reports. */
    Severity severity();

    /** Where OpenVPN decides: version and function, man page section, or RFC. */
    String evidence();

    /** Old ids of this rule. */
    String[] aliases() default {};

    /** Regular expressions of the log lines that this defect causes. */
    String[] logs() default {};
}
