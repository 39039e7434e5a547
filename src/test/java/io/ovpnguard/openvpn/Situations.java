package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Pairs of which one side has something odd among its certificates, keys and what it asks of the other's. A class has
 * those of one subject.
 */
abstract class Situations {

    static final Duration YEAR = Duration.ofDays(365);
    static final KeyPurposeId SERVER_USE = KeyPurposeId.id_kp_serverAuth;
    static final KeyPurposeId CLIENT_USE = KeyPurposeId.id_kp_clientAuth;
    static final int SIGNS = KeyUsage.digitalSignature;

    final TestCertificate root;
    final TestCertificate other;
    final TestCertificate below;
    final TestCertificate server;
    final TestCertificate client;

    private final String subject;
    private final List<PairSetup> all = new ArrayList<>();

    Situations(String subject, Cast cast) {
        this.subject = subject;
        this.root = cast.root();
        this.other = cast.other();
        this.below = cast.below();
        this.server = cast.server();
        this.client = cast.client();
    }

    /** {@return all of all subjects, in an order that stays} */
    static List<PairSetup> all() {
        var cast = Cast.create();
        var subjects = List.of(
                new ValiditySituations(cast),
                new ChainSituations(cast),
                new PurposeSituations(cast),
                new NameSituations(cast),
                new RevocationSituations(cast),
                new StrengthSituations(cast),
                new TlsSituations(cast),
                new OldTlsSituations(cast),
                new CurveSituations(cast),
                new SuiteBSituations(cast),
                new LoadingSituations(cast));
        subjects.forEach(Situations::write);
        return subjects.stream().flatMap(each -> each.all.stream()).toList();
    }

    /** Adds the situations of this subject. */
    abstract void write();

    TestCertificate.Recipe server() {
        return Cast.server(root);
    }

    TestCertificate.Recipe client() {
        return Cast.client(root);
    }

    void add(String id, UnaryOperator<Half> ofServer, UnaryOperator<Half> ofClient) {
        all.add(new PairSetup(
                subject,
                id,
                ofServer.apply(with(Half.of(Side.SERVER).ca(root), Side.SERVER, server))
                        .setup(),
                ofClient.apply(with(Half.of(Side.CLIENT).ca(root), Side.CLIENT, client))
                        .setup()));
    }

    void ofServer(String id, UnaryOperator<Half> change) {
        add(id, change, half -> half);
    }

    void ofClient(String id, UnaryOperator<Half> change) {
        add(id, half -> half, change);
    }

    static Half with(Half half, Side side, TestCertificate own, TestCertificate... behind) {
        return half.file(side.word() + ".crt", own.certificate() + Half.texts(behind))
                .file(side.word() + ".key", own.key());
    }

    static UnaryOperator<Half> shows(Side side, TestCertificate own, TestCertificate... behind) {
        return half -> with(half, side, own, behind);
    }
}
