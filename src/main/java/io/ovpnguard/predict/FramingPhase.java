package io.ovpnguard.predict;

import io.ovpnguard.effective.Compression;
import io.ovpnguard.effective.Compression.Algorithm;
import io.ovpnguard.effective.Compression.Flag;
import io.ovpnguard.effective.CompressionSettings;
import io.ovpnguard.effective.ConnectCompression;
import io.ovpnguard.effective.EffectiveConfig;
import io.ovpnguard.effective.Written;
import io.ovpnguard.option.Version;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settles the compression framing of both sides and plays packets against it ({@code comp_init} of comp.c, and the
 * decompressors of lzo.c, comp-lz4.c and compstub.c).
 */
final class FramingPhase {

    private final EffectiveConfig server;
    private final EffectiveConfig client;

    private final PulledOptions pulled;
    private final Optional<Written> ccd;

    private FramingPhase(EffectiveConfig server, EffectiveConfig client, PulledOptions pulled, Optional<Written> ccd) {
        this.server = server;
        this.client = client;
        this.pulled = pulled;
        this.ccd = ccd;
    }

    static Framing of(EffectiveConfig server, EffectiveConfig client, PulledOptions pulled, Optional<Written> ccd) {
        return new FramingPhase(server, client, pulled, ccd).settle();
    }

    private Framing settle() {
        var atServer = server.compression().compression().value();
        var atClient = client.compression().compression().value();
        Optional<Directive> last = Optional.empty();
        if (!server.role().isServer() || !client.role().pulls()) {
            return play(atServer, atClient, last);
        }
        for (var pushed : pulled.accepted()) {
            var option = pushed.written();
            if (option.filter(FramingPhase::isPushable).isPresent()) {
                last = option;
                if (client.version().isConnect()
                        && ConnectCompression.pushed(atClient, option.get()).isEmpty()) {
                    return new Framing.Refused(atServer, atClient, last);
                }
                // What cannot be read is skipped with a warning.
                atClient = changed(atClient, option.get(), client.version());
            }
        }
        for (var option : ccd.map(Written::inOrder).orElse(List.of())) {
            atServer = isPushable(option) ? changed(atServer, option, server.version()) : atServer;
        }
        if (atServer.has(Flag.MIGRATES) && isToldOfCompression()) {
            if (client.version().isAtLeast(Version.V2_4)) {
                atClient = new Compression(Algorithm.STUB_V2, atClient.flags());
            } else {
                atServer = new Compression(Algorithm.STUB, atServer.flags());
                atClient = new Compression(Algorithm.LZO, Set.of());
            }
        }
        if (client.version().isConnect()) {
            return ConnectCompression.isAllowed(atClient)
                    ? play(atServer, atClient, last)
                    : new Framing.Forbidden(atServer, atClient, last);
        }
        if (client.version().isAtLeast(Version.V2_6)
                && last.isPresent()
                && atClient.has(Flag.STUBS_ONLY)
                && atClient.algorithm().isCompressing()) {
            return new Framing.Refused(atServer, atClient, last);
        }
        return play(atServer, atClient, last);
    }

    /** Up to 2.3 a side without compression does not begin with it later ({@code lzo_modify_flags} of lzo.c). */
    private static Compression changed(Compression old, Directive option, Version version) {
        if (version.isConnect()) {
            return ConnectCompression.pushed(old, option).orElse(old);
        }
        var isFixed = version.isBefore(Version.V2_4) && old.algorithm() == Algorithm.NONE;
        return isFixed ? old : old.with(option, version).orElse(old);
    }

    /** {@code allow-compression} is not among what can be pushed. */
    private static boolean isPushable(Directive option) {
        return CompressionSettings.isCompression(option) && !option.is("allow-compression");
    }

    /** The client's options string says so, whatever its framing ({@code multi_client_connect_compress_migrate}). */
    private boolean isToldOfCompression() {
        return client.compression().compression().value().algorithm() != Algorithm.NONE;
    }

    private static Framing play(Compression server, Compression client, Optional<Directive> pushed) {
        var smallUp = FramePattern.ofSmall(client).isReadBy(server);
        var smallDown = FramePattern.ofSmall(server).isReadBy(client);
        var largeUp = FramePattern.ofLarge(client).isReadBy(server);
        var largeDown = FramePattern.ofLarge(server).isReadBy(client);
        if (smallUp && smallDown && largeUp && largeDown) {
            return new Framing.Compatible(server, client, pushed);
        }
        var consequence = smallUp && smallDown ? Outcome.LARGE_LOST : Outcome.NO_TRAFFIC;
        return new Framing.Mismatched(
                server, client, pushed, smallDown && largeDown ? Side.CLIENT : Side.SERVER, consequence);
    }
}
