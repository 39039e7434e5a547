package io.ovpnguard.openvpn;

/** Files that a process may not be able to read when it starts. */
final class LoadingSituations extends Situations {

    LoadingSituations(Cast cast) {
        super("loading", cast);
    }

    @Override
    void write() {
        ofClient("another's key", half -> half.file("client.key", server.key()));
        ofServer("another's key at the server", half -> half.file("server.key", client.key()));
        ofClient(
                "a key of another kind",
                half -> half.file(
                        "client.key",
                        TestCertificate.of("CN=x")
                                .keys(TestCertificate.ec("secp256r1"))
                                .make()
                                .key()));
        ofClient("no key in the file", half -> half.file("client.key", "nothing\n"));
        ofClient("no certificate in the file", half -> half.file("client.crt", "nothing\n"));
        ofClient("no authority in the file", half -> half.file("ca.crt", "nothing\n"));
        ofClient("a key for an authority", half -> half.file("ca.crt", client.key()));
        ofClient("cut off", half -> half.file("client.crt", client.certificate().substring(0, 400)));
        ofClient("authority first", half -> half.file("client.crt", root.certificate() + client.certificate()));
        ofClient(
                "all in one file",
                half -> half.file("client.crt", client.key() + client.certificate())
                        .file("client.key", client.key() + client.certificate()));
        ofClient(
                "a broken second certificate",
                half -> half.file(
                        "client.crt",
                        client.certificate() + client.certificate().replace("MII", "AAA")));
        ofClient(
                "a broken second authority",
                half -> half.file(
                        "ca.crt", root.certificate() + root.certificate().replace("MII", "AAA")));
        ofServer("no parameters in the file", half -> half.file("dh.pem", "nothing\n"));
        ofServer(
                "no extra certificates in the file",
                half -> half.file("more.crt", "nothing\n").line("extra-certs more.crt"));
        ofClient(
                "text around",
                half -> half.file(
                        "ca.crt", "Certificate:\n  Data: of a root\n" + root.certificate() + "\nthat was all\n"));
        ofClient("indented", half -> half.file("ca.crt", root.certificate().indent(2)));
        ofClient(
                "line ends of Windows",
                half -> half.file("ca.crt", root.certificate().replace("\n", "\r\n")));
    }
}
