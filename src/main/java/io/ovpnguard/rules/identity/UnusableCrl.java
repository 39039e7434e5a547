package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.RevocationFile;
import io.ovpnguard.pki.RevocationFile.RevocationList;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.Report;
import io.ovpnguard.rule.Rule;
import io.ovpnguard.rule.RuleInfo;
import java.util.List;
import java.util.Optional;

/** A revocation list that does not hold, so that all certificates of its authority are refused; or that holds for none. */
@AutoService(Rule.class)
@RuleInfo(
        summary = "a revocation list has ended, or is not of the authority it is used for",
        severity = Severity.ERROR,
        evidence =
                "OpenSSL: check_crl and crl_akid_check of x509_vfy.c; OpenVPN 2.6: backend_tls_ctx_reload_crl of ssl_openssl.c",
        logs = {
            "CRL has expired",
            "CRL is not yet valid",
            "CRL signature failure",
            "VERIFY ERROR: CRL not loaded",
            "unable to get certificate CRL"
        })
public final class UnusableCrl implements PairRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .ifPresent(rejected -> reason(rejected, prediction)
                        .ifPresent(reason -> report(rejected.by(), reason, prediction, report)
                                .leadsTo(prediction.consequence(prediction.tls()))
                                .logs(LogLines.of(Phase.TLS, prediction))));
        if (prediction.tls().fault() == TlsHandshake.Fault.NONE) {
            for (var side : Side.values()) {
                unchecked(side, prediction)
                        .ifPresent(peer -> report(
                                        side,
                                        "the %s's revocation list is none of %s, who signed the %s's certificate: it is not checked"
                                                .formatted(
                                                        side.word(),
                                                        HeldCertificate.issuer(peer),
                                                        side.other().word()),
                                        prediction,
                                        report)
                                .as(Severity.WARNING)
                                .leadsTo(Consequence.WORKS_WITH_WARNING));
            }
        }
    }

    private static Report.Entry report(Side side, String message, Prediction prediction, Report report) {
        var process = prediction.process(side);
        return report.at(process, "crl-verify", message)
                .andFile(process, "crl-verify", "the list is in this file")
                .and(
                        prediction.process(side.other()).source(),
                        "this is a %s".formatted(side.other().word()))
                .help(
                        "make a new list with the authority's key, such as `openssl ca -gencrl` or `easyrsa gen-crl`, and put it into `crl-verify` of the "
                                + side.word());
    }

    private static Optional<String> reason(Rejected rejected, Prediction prediction) {
        var by = rejected.by().word();
        var authority = HeldCertificate.issuer(rejected.at());
        var list = list(prediction.process(rejected.by()), rejected.at());
        var refused = ": the %s refuses every certificate of that authority".formatted(by);
        return Optional.ofNullable(
                switch (rejected.fault()) {
                    case EXPIRED_REVOCATION_LIST ->
                        "the %s's revocation list of %s ended%s"
                                        .formatted(
                                                by,
                                                authority,
                                                list.flatMap(RevocationList::nextUpdate)
                                                        .map(end -> " on " + HeldCertificate.day(end))
                                                        .orElse(""))
                                + refused;
                    case FUTURE_REVOCATION_LIST ->
                        "the %s's revocation list of %s holds from %s on only"
                                        .formatted(
                                                by,
                                                authority,
                                                list.map(RevocationList::thisUpdate)
                                                        .map(begin -> HeldCertificate.day(begin)
                                                                .toString())
                                                        .orElse("later"))
                                + refused;
                    case FORGED_REVOCATION_LIST ->
                        "the %s's revocation list says to be of %s, whose key did not sign it".formatted(by, authority)
                                + refused;
                    case NO_REVOCATION_LIST_SIGNER ->
                        "the authority %s may sign no revocation list, and the %s has one of it"
                                        .formatted(authority, by)
                                + refused;
                    case NO_REVOCATION_LIST ->
                        "the %s's `crl-verify` holds no revocation list: it refuses everybody".formatted(by);
                    default -> null;
                });
    }

    private static Optional<RevocationList> list(Process process, CertificateFacts of) {
        return lists(process).stream()
                .filter(list -> list.issuer().canonical().equals(of.issuer().canonical()))
                .findFirst();
    }

    private static List<RevocationList> lists(Process process) {
        return process.material("crl-verify")
                .map(RevocationFile::parse)
                .map(RevocationFile::lists)
                .orElse(List.of());
    }

    /** From 2.4 on OpenVPN passes over it that there is no list; before that it asks only for one. */
    private static Optional<CertificateFacts> unchecked(Side side, Prediction prediction) {
        var process = prediction.process(side);
        return HeldCertificate.own(prediction.process(side.other()), side.other())
                .map(HeldCertificate::certificate)
                .filter(peer -> process.version().isAtLeast(Version.V2_4)
                        && !lists(process).isEmpty()
                        && list(process, peer).isEmpty());
    }
}
