package io.ovpnguard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {

    private static final Path PKI = Path.of("src/test/resources/pki");

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<KeyManagerFactory> served = new LinkedBlockingQueue<>();
    private KeyFiles files;

    @BeforeEach
    void load() throws IOException {
        put("server");
        files = new KeyFiles(new InFolder(folder));
        files.load(vertx);
    }

    @AfterEach
    void end() {
        files.close();
        vertx.close();
    }

    @Test
    void whatHasChangedIsServed() throws Exception {
        files.watch(vertx, served::add);

        put("client");

        assertThat(served.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void whatCouldNotBeServedIsTriedAgain() throws Exception {
        var failed = new LinkedBlockingQueue<KeyManagerFactory>();
        files.watch(vertx, keys -> {
            if (failed.isEmpty()) {
                failed.add(keys);
                throw new UnsupportedOperationException("the first time");
            }
            served.add(keys);
        });

        put("client");

        assertThat(served.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void nonsenseLeavesWhatIsServed() throws Exception {
        files.watch(vertx, served::add);

        Files.writeString(folder.resolve("tls.key"), "nonsense");
        assertThat(served.poll(200, TimeUnit.MILLISECONDS)).isNull();
        put("client");

        assertThat(served.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    private void put(String name) throws IOException {
        Files.copy(PKI.resolve(name + ".key"), folder.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(PKI.resolve(name + ".crt"), folder.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    }

    private record InFolder(Path folder) implements Settings.Tls {

        @Override
        public Path cert() {
            return folder.resolve("tls.crt");
        }

        @Override
        public Path key() {
            return folder.resolve("tls.key");
        }

        @Override
        public Duration reloadPeriod() {
            return Duration.ofMillis(10);
        }
    }
}
