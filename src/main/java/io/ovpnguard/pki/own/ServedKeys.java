package io.ovpnguard.pki.own;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The key manager of a server whose certificate changes while it runs: each handshake takes the one of its moment. To give
 * a running Vert.x server other TLS options cuts the handshakes that are under way (seen with 4.5.27); this does not.
 */
public final class ServedKeys extends X509ExtendedKeyManager {

    private static final Duration FIRST_LIFETIME = Duration.ofDays(1);
    private static final char[] NO_PASSWORD = {};

    private record Generation(String prefix, X509ExtendedKeyManager keys) {

        static Generation of(long number, KeyManagerFactory factory) {
            var keys = Stream.of(factory.getKeyManagers())
                    .filter(X509ExtendedKeyManager.class::isInstance)
                    .map(X509ExtendedKeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
            return new Generation(number + ".", keys);
        }

        String prefixed(String alias) {
            return alias == null ? null : prefix + alias;
        }
    }

    /** A handshake that has chosen of the one before must find its key, too. */
    private record Generations(long number, Generation current, Generation before) {}

    private final AtomicReference<Generations> generations;

    private ServedKeys(KeyManagerFactory first) {
        var generation = Generation.of(0, first);
        this.generations = new AtomicReference<>(new Generations(0, generation, generation));
    }

    /** {@return what serves a certificate that nobody trusts, so that probes are answered until there is a better one} */
    public static ServedKeys untrusted(List<String> names) {
        var now = Instant.now();
        var authority = CertificateMaker.authority(now, FIRST_LIFETIME);
        return new ServedKeys(factory(CertificateMaker.leaf(authority, names, now, FIRST_LIFETIME)));
    }

    /** Serves this from the next handshake on. */
    public void serve(Credential credential) {
        serve(factory(credential));
    }

    /** Serves these keys from the next handshake on. */
    public void serve(KeyManagerFactory keys) {
        generations.updateAndGet(before -> {
            var number = before.number() + 1;
            return new Generations(number, Generation.of(number, keys), before.current());
        });
    }

    private static KeyManagerFactory factory(Credential credential) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("leaf", credential.key(), NO_PASSWORD, new Certificate[] {credential.certificate()});
            var factory = KeyManagerFactory.getInstance("SunX509");
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        var current = generations.get().current();
        return current.prefixed(current.keys().chooseEngineServerAlias(keyType, issuers, engine));
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        var current = generations.get().current();
        return current.prefixed(current.keys().chooseServerAlias(keyType, issuers, socket));
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        var current = generations.get().current();
        return Optional.ofNullable(current.keys().getServerAliases(keyType, issuers))
                .map(aliases -> Stream.of(aliases).map(current::prefixed).toArray(String[]::new))
                .orElse(null);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return find(alias, X509ExtendedKeyManager::getCertificateChain);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return find(alias, X509ExtendedKeyManager::getPrivateKey);
    }

    private <T> T find(String alias, BiFunction<X509ExtendedKeyManager, String, T> what) {
        var both = generations.get();
        return Stream.of(both.current(), both.before())
                .filter(generation -> alias != null && alias.startsWith(generation.prefix()))
                .findFirst()
                .map(generation -> what.apply(
                        generation.keys(), alias.substring(generation.prefix().length())))
                .orElse(null);
    }

    /** Only a server asks. */
    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
