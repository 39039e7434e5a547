package io.ovpnguard.manifest.policies;

import java.util.regex.Pattern;

/** The name of a policy: what a cluster would refuse is refused in files, too ({@code IsDNS1123Subdomain} of Kubernetes). */
final class ObjectName {

    private static final int LONGEST = 253;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    private ObjectName() {}

    static boolean isOne(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }
}
