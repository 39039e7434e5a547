package io.ovpnguard.rule;

import io.ovpnguard.effective.Written;
import io.ovpnguard.finding.Where;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.source.Span;
import io.ovpnguard.syntax.Directive;
import java.util.Optional;

/** Where it is said which address a side has in the tunnel. */
public final class TunnelAddress {

    private TunnelAddress() {}

    /** {@return the client's file at the server, else the server's push, the server's network, or the client's own line} */
    public static Where ofClient(Prediction prediction) {
        var server = prediction.server().config();
        var inFile = prediction.authentication().ccd().flatMap(file -> file.last("ifconfig-push"));
        var pushed = server.written().all("push").stream()
                .filter(push -> push.nested().stream().anyMatch(option -> option.is("ifconfig")))
                .reduce((first, second) -> second);
        var own = prediction.client().config().written().last("ifconfig");
        return place(
                inFile.map(Directive::span)
                        .or(() -> pushed.map(Directive::valueSpan))
                        .or(() -> server.role().isServer()
                                        && prediction
                                                .client()
                                                .config()
                                                .role()
                                                .pull()
                                                .value()
                                ? network(server.written()).map(Directive::span)
                                : Optional.empty())
                        .or(() -> own.map(Directive::span)),
                prediction.client());
    }

    /** {@return the server's network, or its own line} */
    public static Where ofServer(Prediction prediction) {
        var written = prediction.server().config().written();
        return place(network(written).or(() -> written.last("ifconfig")).map(Directive::span), prediction.server());
    }

    private static Optional<Directive> network(Written written) {
        return written.last("server").or(() -> written.last("server-bridge"));
    }

    private static Where place(Optional<Span> span, Process otherwise) {
        return span.<Where>map(Where.At::new).orElse(new Where.Absent(otherwise.source()));
    }
}
