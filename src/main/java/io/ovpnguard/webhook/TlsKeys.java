package io.ovpnguard.webhook;

import io.ovpnguard.pki.own.ServedKeys;
import io.quarkus.tls.runtime.KeyStoreAndKeyCertOptions;
import io.quarkus.tls.runtime.KeyStoreProvider;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** The keys of the HTTPS server: a key manager that brings each change by itself, so the server is never reloaded. */
@Singleton
final class TlsKeys implements KeyStoreProvider {

    private final Settings settings;
    private final ServedKeys served;
    private final KeyFiles files;

    TlsKeys(Settings settings, ServedKeys served, KeyFiles files) {
        this.settings = settings;
        this.served = served;
        this.files = files;
    }

    @Override
    public KeyStoreAndKeyCertOptions getKeyStore(Vertx vertx) {
        switch (settings.certificates().source()) {
            case FILES -> {
                served.serve(files.load(vertx));
                files.watch(vertx, served::serve);
            }
            // They come from the cluster, once it has them.
            case OWN -> {}
        }
        try {
            // The store is asked only whether there is one.
            var none = KeyStore.getInstance(KeyStore.getDefaultType());
            none.load(null, null);
            return new KeyStoreAndKeyCertOptions(none, KeyCertOptions.wrap(served));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
