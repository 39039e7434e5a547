package io.ovpnguard.rules.routing;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.predict.Addressing;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A pushed route leads the tunnel's own packets into the tunnel. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a pushed route leads the tunnel's own packets into the tunnel",
        severity = Severity.ERROR,
        evidence = "OpenVPN 2.6: add_route of route.c; man page, options route and redirect-gateway",
        logs = {"Recursive routing detected"})
public final class RouteOverServer implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        if (prediction.addressing().fault() != Addressing.Fault.ROUTE_OVER_SERVER) {
            return;
        }
        var entry = report.at(
                        prediction.client(),
                        "remote",
                        "a route that the server pushes covers the server's own address: the tunnel's packets go into the"
                                + " tunnel and none arrives")
                .leadsTo(prediction.consequence(prediction.addressing()))
                .logs(LogLines.of(Phase.PUSH, prediction))
                .help("push a smaller network, or `redirect-gateway def1`, which keeps a route to the server");
        prediction.server().config().written().all("push").stream()
                .filter(push -> push.nested().stream().anyMatch(inner -> inner.is("route")))
                .forEach(push -> entry.and(push.valueSpan(), "server pushes a route here"));
    }
}
