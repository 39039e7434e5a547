package io.ovpnguard.predict;

import io.ovpnguard.bundle.FileOptions;
import io.ovpnguard.bundle.Platform;
import io.ovpnguard.source.Source;
import io.ovpnguard.syntax.Directive;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A file with a key or a password that others than its owner may touch, of which OpenVPN warns as it starts
 * ({@code check_file_access} of options.c; 2.2 and 2.3: {@code warn_if_group_others_accessible} of misc.c).
 *
 * @param mode in octal
 */
public record ExposedFile(Directive option, Source content, String mode) {

    private static final int GROUP_AND_OTHERS = 0077;

    public ExposedFile {
        Objects.requireNonNull(option);
        Objects.requireNonNull(content);
        Objects.requireNonNull(mode);
    }

    /** {@return those of a process, as far as modes are known, in the order in which it warns of them} */
    public static List<ExposedFile> of(Process process) {
        if (process.version().isConnect() || process.profile().platform() == Platform.WINDOWS) {
            return List.of();
        }
        return FileOptions.PRIVATE.stream()
                .flatMap(option -> process.config().written().last(option).stream())
                // A key that was read ahead is no file any more when OpenVPN looks at modes.
                .filter(option -> option.inline().isEmpty() && !process.readsAhead(option))
                .flatMap(option -> of(option, process))
                .toList();
    }

    private static Stream<ExposedFile> of(Directive option, Process process) {
        return option.value(0).flatMap(process.profile().files()::find).stream()
                .flatMap(file -> file.content().stream()
                        .flatMap(content -> file.mode().stream()
                                .filter(mode -> (Integer.parseInt(mode, 8) & GROUP_AND_OTHERS) != 0)
                                .map(mode -> new ExposedFile(option, content, mode))));
    }

    /** {@return what a process logs of them, if it comes so far that it looks} */
    static List<String> lines(Process process) {
        return process.startUp()
                        .refusal()
                        .filter(refusal -> refusal.material().isEmpty())
                        .isPresent()
                ? List.of()
                : of(process).stream().map(ExposedFile::line).toList();
    }

    /** {@return what OpenVPN logs} */
    public String line() {
        return "WARNING: file '" + option.value(0).orElse("") + "' is group or others accessible";
    }
}
