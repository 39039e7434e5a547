package io.ovpnguard.syntax;

import io.ovpnguard.option.Version;
import io.ovpnguard.source.Problem;
import java.util.Objects;

/**
 * A problem, and which versions have it.
 *
 * @param since the first version that gives up there, if the problem is fatal; an older one reads on
 */
public record SyntaxProblem(Problem problem, Version since) {

    public SyntaxProblem {
        Objects.requireNonNull(problem);
        Objects.requireNonNull(since);
    }

    /** {@return the problem as a version has it} */
    public Problem in(Version version) {
        return problem.fatal() && version.isBefore(since)
                ? new Problem(false, problem.span(), problem.message(), problem.help())
                : problem;
    }
}
