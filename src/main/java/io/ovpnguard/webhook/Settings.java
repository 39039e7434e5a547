package io.ovpnguard.webhook;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** What an administrator may set; defaults and reasons stand in {@code application.properties}. */
@ConfigMapping(prefix = "ovpnguard")
interface Settings {

    /** {@return how long ago a counterpart may have been confirmed to be judged from memory; zero for never} */
    Duration freshness();
}
