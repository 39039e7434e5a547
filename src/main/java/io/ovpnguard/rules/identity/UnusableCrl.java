package io.ovpnguard.rules.identity;

import com.google.auto.service.AutoService;
import io.ovpnguard.finding.Consequence;
import io.ovpnguard.finding.Severity;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.RevocationFile;
import io.ovpnguard.pki.RevocationFile.RevocationList;
import io.ovpnguard.predict.LogLines;
import io.ovpnguard.predict.OwnMaterial;
import io.ovpnguard.predict.PeerVerification;
import io.ovpnguard.predict.Phase;
import io.ovpnguard.predict.Prediction;
import io.ovpnguard.predict.Process;
import io.ovpnguard.predict.Rejected;
import io.ovpnguard.predict.Side;
import io.ovpnguard.predict.TlsHandshake;
import io.ovpnguard.rule.Consistency;
import io.ovpnguard.rule.HeldCertificate;
import io.ovpnguard.rule.PairRule;
import io.ovpnguard.rule.ProfileInVersion;
import io.ovpnguard.rule.ProfileRule;
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
public final class UnusableCrl implements PairRule, ProfileRule {

    @Override
    public void check(Prediction prediction, Consistency consistency, Report report) {
        prediction
                .tls()
                .rejected()
                .ifPresent(rejected -> reason(rejected, prediction)
                        .ifPresent(reason -> report(
                                        rejected.by(),
                                        reason,
                                        "this %s is refused"
                                                .formatted(rejected.by().other().word()),
                                        prediction,
                                        report)
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
                                        "this %s shows that certificate"
                                                .formatted(side.other().word()),
                                        prediction,
                                        report)
                                .as(Severity.WARNING)
                                .leadsTo(Consequence.WORKS_WITH_WARNING));
            }
        }
    }

    /** Told without a peer, too: what is wrong with a peer's chain hides it until that is mended. */
    @Override
    public void check(ProfileInVersion profile, Report report) {
        var process = profile.process();
        if (process.material("crl-verify").isEmpty() || !PeerVerification.verifies(process, profile.side())) {
            return;
        }
        var lists = lists(process);
        if (lists.isEmpty()) {
            report(process, profile.side(), holdsNone(profile.side()), report).leadsTo(Consequence.NO_HANDSHAKE);
        }
        ending(lists, profile)
                .ifPresent(list -> report(process, profile.side(), ends(list, profile), report)
                        .as(Severity.WARNING)
                        .leadsTo(Consequence.WORKS_WITH_WARNING));
    }

    private static Report.Entry report(Side side, String message, String ofPeer, Prediction prediction, Report report) {
        return report(prediction.process(side), side, message, report)
                .and(prediction.process(side.other()).source(), ofPeer);
    }

    private static Report.Entry report(Process process, Side side, String message, Report report) {
        return report.at(process, "crl-verify", message)
                .andFile(process, "crl-verify", "the list is in this file")
                .help(
                        "make a new list with the authority's key, such as `openssl ca -gencrl` or `easyrsa gen-crl`, and put it into `crl-verify` of the "
                                + side.word());
    }

    private static Optional<String> reason(Rejected rejected, Prediction prediction) {
        var by = rejected.by().word();
        var authority = HeldCertificate.issuer(rejected.at());
        var list = list(prediction.process(rejected.by()), rejected.at());
        var refused = ": the %s refuses every certificate of that authority".formatted(by);
        return switch (rejected.fault()) {
            case EXPIRED_REVOCATION_LIST ->
                Optional.of("the %s's revocation list of %s ended%s"
                                .formatted(
                                        by,
                                        authority,
                                        list.flatMap(RevocationList::nextUpdate)
                                                .map(end -> " on " + HeldCertificate.day(end))
                                                .orElse(""))
                        + refused);
            case FUTURE_REVOCATION_LIST ->
                Optional.of("the %s's revocation list of %s holds from %s on only"
                                .formatted(
                                        by,
                                        authority,
                                        list.map(RevocationList::thisUpdate)
                                                .map(begin -> HeldCertificate.day(begin)
                                                        .toString())
                                                .orElse("later"))
                        + refused);
            case FORGED_REVOCATION_LIST ->
                Optional.of(
                        "the %s's revocation list says to be of %s, whose key did not sign it".formatted(by, authority)
                                + refused);
            case NO_REVOCATION_LIST_SIGNER ->
                Optional.of("the authority %s may sign no revocation list, and the %s has one of it"
                                .formatted(authority, by)
                        + refused);
            case NO_REVOCATION_LIST -> Optional.of(holdsNone(rejected.by()));
            case UNKNOWN_ISSUER,
                    UNKNOWN_ROOT,
                    SELF_SIGNED,
                    SELF_SIGNED_AUTHORITY,
                    NOT_YET_VALID,
                    EXPIRED,
                    BAD_SIGNATURE,
                    WEAK_KEY,
                    WEAK_AUTHORITY_KEY,
                    WEAK_DIGEST,
                    WRONG_PURPOSE,
                    NO_AUTHORITY,
                    PATH_TOO_LONG,
                    UNKNOWN_CRITICAL_EXTENSION,
                    REVOKED,
                    NOT_SUITE_B,
                    CURVE_NOT_OF_SUITE_B,
                    DIGEST_NOT_OF_SUITE_B,
                    P384_BELOW_P256,
                    WRONG_USE,
                    UNKNOWN_ALGORITHM,
                    REVOKED_BY_FILE,
                    NO_USER_NAME,
                    WRONG_NETSCAPE_TYPE,
                    WRONG_KEY_USAGE,
                    WRONG_EXTENDED_KEY_USAGE,
                    WRONG_NAME,
                    WRONG_FINGERPRINT -> Optional.empty();
        };
    }

    private static String holdsNone(Side side) {
        return "the %s's `crl-verify` holds no revocation list: it refuses everybody".formatted(side.word());
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

    /** Of an authority's lists the one that lasts longest counts; before 2.4 no date of a list is looked at. */
    private static Optional<RevocationList> ending(List<RevocationList> lists, ProfileInVersion profile) {
        var authorities = OwnMaterial.of(profile.process()).authorities();
        return profile.version().isBefore(Version.V2_4)
                ? Optional.empty()
                : lists.stream()
                        .filter(list -> authorities
                                .filter(trusted -> trusted.stream().noneMatch(each -> isOf(list, each)))
                                .isEmpty())
                        .filter(list -> lists.stream()
                                .filter(other -> other.issuer()
                                        .canonical()
                                        .equals(list.issuer().canonical()))
                                .allMatch(other -> other.nextUpdate()
                                        .filter(profile.ofRevocationLists()::isSoon)
                                        .isPresent()))
                        .findFirst();
    }

    private static String ends(RevocationList list, ProfileInVersion profile) {
        var end = list.nextUpdate().orElseThrow();
        var isOver = end.isBefore(profile.at());
        return "the %s's revocation list of %s %s on %s: %s the %s refuses every certificate of that authority%s"
                .formatted(
                        profile.side().word(),
                        HeldCertificate.name(list.issuer()),
                        isOver ? "ended" : "ends",
                        HeldCertificate.day(end),
                        isOver ? "since then" : "from then on",
                        profile.side().word(),
                        profile.ofRevocationLists().remark(end));
    }

    private static boolean isOf(RevocationList list, CertificateFacts authority) {
        return list.issuer().canonical().equals(authority.subject().canonical());
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
