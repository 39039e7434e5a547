package io.ovpnguard.openvpn;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The certificates of every situation.
 *
 * @param root whom both sides trust
 * @param other an authority that nobody trusts unless a situation says so
 * @param below an authority below {@code root}
 */
record Cast(
        TestCertificate root,
        TestCertificate other,
        TestCertificate below,
        TestCertificate server,
        TestCertificate client) {

    static Cast create() {
        var root = TestCertificate.of("CN=root").authority().make();
        return new Cast(
                root,
                TestCertificate.of("CN=other root").authority().make(),
                TestCertificate.of("CN=below").by(root).authority().make(),
                server(root).make(),
                client(root).make());
    }

    static TestCertificate.Recipe server(TestCertificate authority) {
        return TestCertificate.of("CN=server")
                .by(authority)
                .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .extended(KeyPurposeId.id_kp_serverAuth);
    }

    static TestCertificate.Recipe client(TestCertificate authority) {
        return TestCertificate.of("CN=client")
                .by(authority)
                .usage(KeyUsage.digitalSignature)
                .extended(KeyPurposeId.id_kp_clientAuth);
    }
}
