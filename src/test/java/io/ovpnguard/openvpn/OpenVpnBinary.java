package io.ovpnguard.openvpn;

import io.ovpnguard.option.Version;
import io.ovpnguard.predict.TlsLibrary;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An OpenVPN that can be run here.
 *
 * @param release such as {@code 2.6.14}
 * @param library what it was built with
 */
record OpenVpnBinary(Path path, Version version, String release, TlsLibrary library) {

    /** Names further programs, separated as on the PATH. */
    private static final String GIVEN = System.getProperty("openvpn.programs", "");

    /** Where {@code src/test/openvpn/fetch} puts releases. */
    private static final Path FETCHED = Path.of(System.getProperty("user.home"), ".cache", "ovpnguard", "openvpn");

    private static final Pattern VERSION_LINE = Pattern.compile(
            "OpenVPN (\\S+) .*library versions: (OpenSSL|PolarSSL|mbed TLS) ([\\d.]+).*", Pattern.DOTALL);

    /** {@return what is installed or was fetched, one of each version} */
    static SortedMap<Version, OpenVpnBinary> all() {
        var found = new TreeMap<Version, OpenVpnBinary>();
        for (var candidate : candidates()) {
            of(candidate).ifPresent(binary -> found.putIfAbsent(binary.version(), binary));
        }
        return found;
    }

    private static List<Path> candidates() {
        var installed = Stream.of(Path.of("/usr/sbin/openvpn"), Path.of("/usr/local/sbin/openvpn"));
        var releases = FETCHED.toFile().listFiles();
        var fetched = Stream.of(releases == null ? new File[0] : releases)
                .sorted()
                .map(release -> release.toPath().resolve("openvpn"));
        var given = Stream.of(GIVEN.split(File.pathSeparator))
                .filter(name -> !name.isBlank())
                .map(Path::of);
        return Stream.of(given, fetched, installed).flatMap(each -> each).toList();
    }

    private static Optional<OpenVpnBinary> of(Path path) {
        if (!Files.isExecutable(path)) {
            return Optional.empty();
        }
        var line = VERSION_LINE.matcher(
                Command.of(path.toString(), "--version").run().output());
        if (!line.matches()) {
            return Optional.empty();
        }
        var library = line.group(2).replace(" ", "") + "-" + line.group(3);
        return Version.parse(line.group(1))
                .flatMap(version -> TlsLibrary.parse(library)
                        .map(parsed -> new OpenVpnBinary(path, version, line.group(1), parsed)));
    }

    /** {@return the verbosity at which this version prints the options strings and their comparison} */
    int verbosity() {
        return version.isAtLeast(Version.V2_6) ? 7 : 4;
    }
}
