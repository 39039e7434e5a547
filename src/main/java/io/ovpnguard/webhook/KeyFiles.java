package io.ovpnguard.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import org.jboss.logging.Logger;

/** A certificate and its key in files that somebody else renews. */
final class KeyFiles implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KeyFiles.class);

    /** Both files as they were at one moment. */
    private record Texts(Buffer certificate, Buffer key) {

        /** {@return never the key} */
        @Override
        public String toString() {
            return "Texts";
        }
    }

    private final Settings.Tls files;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("ovpnguard-key-files").daemon().factory());

    private Texts loaded = new Texts(Buffer.buffer(), Buffer.buffer());
    private boolean isBroken;

    KeyFiles(Settings.Tls files) {
        this.files = Objects.requireNonNull(files);
    }

    /**
     * {@return what they hold}
     *
     * @throws IllegalStateException when that is no certificate with its key
     */
    synchronized KeyManagerFactory load(Vertx vertx) {
        try {
            loaded = read();
            return new PemKeyCertOptions()
                    .addCertValue(loaded.certificate())
                    .addKeyValue(loaded.key())
                    .getKeyManagerFactory(vertx);
        } catch (Exception unreadable) {
            // Its text may quote the key.
            throw new IllegalStateException(this + " are no certificate with its key ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** A kubelet replaces both at once, which may happen between two reads. */
    private Texts read() throws IOException {
        var before = Files.readAllBytes(files.cert());
        var key = Files.readAllBytes(files.key());
        var after = Files.readAllBytes(files.cert());
        return Arrays.equals(before, after) ? new Texts(Buffer.buffer(after), Buffer.buffer(key)) : read();
    }

    /** Looks again and again whether they have changed. */
    void watch(Vertx vertx, Consumer<KeyManagerFactory> serve) {
        var period = files.reloadPeriod().toMillis();
        thread.scheduleWithFixedDelay(() -> look(vertx, serve), period, period, TimeUnit.MILLISECONDS);
    }

    private synchronized void look(Vertx vertx, Consumer<KeyManagerFactory> serve) {
        var before = loaded;
        try {
            if (!read().equals(loaded)) {
                serve.accept(load(vertx));
                LOG.infof("%s have changed, and are served", this);
            }
            isBroken = false;
        } catch (IOException | RuntimeException unusable) {
            // Whatever it is, it must not end the schedule, and is tried again: its text may quote the key.
            loaded = before;
            if (!isBroken) {
                LOG.warnf(
                        "%s cannot be served (%s); what was read before still is",
                        this, unusable.getClass().getSimpleName());
            }
            isBroken = true;
        }
    }

    @Override
    public String toString() {
        return files.cert() + " and " + files.key();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
