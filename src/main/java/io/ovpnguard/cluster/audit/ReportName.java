package io.ovpnguard.cluster.audit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** The name of a report: that of its bundle, where an object may have such a name. */
final class ReportName {

    private static final String PREFIX = "ovpnguard";
    private static final Pattern ALLOWED =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int LONGEST = 200;
    private static final int OF_DIGEST = 8;

    private ReportName() {}

    /** {@return the name of a bundle's report; of an empty one, the name of the report on what has no bundle} */
    static String of(String bundle) {
        if (bundle.isEmpty()) {
            return PREFIX;
        }
        if (bundle.length() <= LONGEST && ALLOWED.matcher(bundle).matches()) {
            return PREFIX + "-" + bundle;
        }
        var words =
                bundle.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        var begin = words.substring(0, Math.min(words.length(), LONGEST)).replaceAll("-$", "");
        var digest = UUID.nameUUIDFromBytes(bundle.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, OF_DIGEST);
        return PREFIX + "-" + (begin.isEmpty() ? "" : begin + "-") + digest;
    }
}
