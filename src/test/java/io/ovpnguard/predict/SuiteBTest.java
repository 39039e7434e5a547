package io.ovpnguard.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovpnguard.bundle.Profile;
import io.ovpnguard.openvpn.TestCertificate;
import io.ovpnguard.option.Version;
import io.ovpnguard.pki.CertificateFacts;
import io.ovpnguard.pki.CertificateFile;
import io.ovpnguard.pki.KeyText;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SuiteBTest {

    private static final KeyPair P_256 = TestCertificate.ec("secp256r1");
    private static final KeyPair P_384 = TestCertificate.ec("secp384r1");

    private static TestCertificate authority(KeyPair keys, String algorithm) {
        return TestCertificate.of("CN=authority")
                .keys(keys)
                .signedWith(algorithm)
                .authority()
                .make();
    }

    private static TestCertificate below(TestCertificate authority, KeyPair keys, String algorithm) {
        return TestCertificate.of("CN=client")
                .by(authority)
                .keys(keys)
                .signedWith(algorithm)
                .make();
    }

    private static Optional<SuiteB.Fault> fault(TestCertificate... chain) {
        return SuiteB.fault(Stream.of(chain).map(SuiteBTest::facts).toList());
    }

    private static CertificateFacts facts(TestCertificate certificate) {
        return CertificateFile.parse(KeyText.of(certificate.certificate()))
                .certificates()
                .getFirst();
    }

    @Test
    void aChainIsOfTwoCurvesEachWithItsDigest() {
        var small = authority(P_256, "SHA256withECDSA");
        var large = authority(P_384, "SHA384withECDSA");

        assertThat(fault(below(small, P_256, "SHA256withECDSA"), small)).isEmpty();
        assertThat(fault(below(large, P_384, "SHA384withECDSA"), large)).isEmpty();
        assertThat(fault(below(large, P_256, "SHA384withECDSA"), large)).isEmpty();
        assertThat(fault(below(large, P_256, "SHA256withECDSA"), large))
                .hasValue(new SuiteB.Fault(CertificateFault.DIGEST_NOT_OF_SUITE_B, 0));
        assertThat(fault(below(small, P_384, "SHA256withECDSA"), small))
                .hasValue(new SuiteB.Fault(CertificateFault.P384_BELOW_P256, 0));
    }

    @Test
    void theRootSignsItselfNoWeaker() {
        var odd = authority(P_256, "SHA384withECDSA");

        assertThat(fault(below(odd, P_256, "SHA256withECDSA"), odd))
                .hasValue(new SuiteB.Fault(CertificateFault.DIGEST_NOT_OF_SUITE_B, 1));
    }

    @Test
    void otherKeysAreOut() {
        var rsa = TestCertificate.of("CN=RSA")
                .keys(TestCertificate.rsa(3072))
                .authority()
                .make();
        var large = authority(TestCertificate.ec("secp521r1"), "SHA512withECDSA");

        assertThat(fault(below(rsa, P_256, "SHA256withRSA"), rsa))
                .hasValue(new SuiteB.Fault(CertificateFault.NOT_SUITE_B, 1));
        assertThat(fault(below(large, P_256, "SHA512withECDSA"), large))
                .hasValue(new SuiteB.Fault(CertificateFault.CURVE_NOT_OF_SUITE_B, 1));
    }

    @Test
    void aClientThatAsksFailsInTls13() {
        var files = files();

        assertThat(fault(files, Version.V2_6, "", "tls-cert-profile suiteb"))
                .isEqualTo(TlsHandshake.Fault.UNUSABLE_CLIENT_KEY);
        assertThat(fault(files, Version.V2_6, "tls-cert-profile suiteb", "")).isEqualTo(TlsHandshake.Fault.NONE);
        var both = "tls-cert-profile suiteb\ntls-version-max 1.2";
        assertThat(fault(files, Version.V2_6, both, both)).isEqualTo(TlsHandshake.Fault.NONE);
        assertThat(fault(files, Version.V2_6, "", both)).isEqualTo(TlsHandshake.Fault.NO_SHARED_GROUP);
        var isShort = "tls-cipher TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256";
        assertThat(fault(files, Version.V2_6, isShort, both)).isEqualTo(TlsHandshake.Fault.NONE);
    }

    @Test
    void from35OnItSharesNoGroupInTls13() {
        var files = files();
        assertThat(fault(files, Version.V2_7, "", "tls-cert-profile suiteb"))
                .isEqualTo(TlsHandshake.Fault.NO_SHARED_GROUP);
    }

    @Test
    void olderLibrariesDoNotKnowIt() {
        var profile = Sketch.client(Version.V2_4, "tls-cert-profile suiteb").profile();
        assertThat(isAsked(profile, "openssl-1.0.2")).isFalse();
        assertThat(isAsked(profile, "openssl-1.1.0")).isTrue();
        assertThat(isAsked(profile, "mbedtls-2.28")).isFalse();
    }

    private static boolean isAsked(Profile profile, String library) {
        return SuiteB.isAsked(
                Process.of(profile, Version.V2_4, TlsLibrary.parse(library).orElseThrow()));
    }

    private static Map<String, String> files() {
        var authority = authority(P_256, "SHA256withECDSA");
        return Map.of(
                "ca.crt", authority.certificate(),
                "server.crt", below(authority, P_256, "SHA256withECDSA").certificate(),
                "client.crt", below(authority, P_256, "SHA256withECDSA").certificate());
    }

    private static TlsHandshake.Fault fault(Map<String, String> files, Version version, String server, String client) {
        return Sketch.predict(
                        Sketch.with(Sketch.server(version, "dh none\n" + server), files),
                        Sketch.with(Sketch.client(version, client), files))
                .tls()
                .fault();
    }
}
