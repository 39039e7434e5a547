package io.ovpnguard.openvpn;

import io.ovpnguard.predict.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One side of a situation while it is put together: lines and files. */
record Half(List<String> lines, TreeMap<String, String> files) {

    static Half of(Side side) {
        return new Half(new ArrayList<>(PairGenerator.plain(side).lines()), new TreeMap<>());
    }

    Half file(String name, String text) {
        files.put(name, text);
        return this;
    }

    Half line(String line) {
        lines.add(line);
        return this;
    }

    Half without(String option) {
        lines.removeIf(line -> line.equals(option) || line.startsWith(option + " "));
        return this;
    }

    Half ca(TestCertificate... trusted) {
        return file("ca.crt", texts(trusted));
    }

    static String texts(TestCertificate... certificates) {
        return Stream.of(certificates).map(TestCertificate::certificate).collect(Collectors.joining());
    }

    Setup setup() {
        return new Setup(lines, files, new TreeMap<>());
    }
}
