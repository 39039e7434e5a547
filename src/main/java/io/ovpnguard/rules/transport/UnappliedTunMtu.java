package io.ovpnguard.rules.transport;

import com.google.auto.service.AutoService;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.Version;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;

/** A size that the options string tells the server, and that the Windows adapter never gets. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "old client for Windows does not apply its tun-mtu to the adapter",
        severity = Severity.WARNING,
        evidence = "OpenVPN 2.5: windows_set_mtu of tun.c, which 2.4 and older do not have")
public final class UnappliedTunMtu implements ProfileRule {

    /** What the adapter has by itself. */
    private static final int ADAPTER = 1500;

    @Override
    public void check(ProfileInVersion profile, Report report) {
        var isOldWindows = profile.profile().platform() == Platform.WINDOWS
                && profile.version().isBefore(Version.V2_5);
        var mtu = profile.process().config().mtu().tunMtu();
        if (!isOldWindows || !mtu.isStated() || mtu.value() == ADAPTER) {
            return;
        }
        report.at(
                        mtu,
                        profile.process().source(),
                        "`tun-mtu %d` is told to the server, and OpenVPN %s for Windows does not set it: the adapter stays at %d"
                                .formatted(mtu.value(), profile.version(), ADAPTER))
                .leadsTo(Consequence.WORKS_WITH_WARNING)
                .help("run OpenVPN 2.5 or newer on Windows, or set the adapter's MTU in Windows as well");
    }
}
