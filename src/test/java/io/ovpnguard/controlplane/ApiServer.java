package io.ovpnguard.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A kube-apiserver that a test may kill, start again on the same store, or hold for a while. */
public final class ApiServer implements AutoCloseable {

    private final List<String> words;
    private final Path log;
    private final Path certificate;
    private final Path kubeconfig;
    private Background process;

    private ApiServer(List<String> words, Path log, Path certificate, Path kubeconfig) {
        this.words = words;
        this.log = log;
        this.certificate = certificate;
        this.kubeconfig = kubeconfig;
    }

    /**
     * {@return one that answers}
     *
     * @param certificate which it makes itself
     * @param kubeconfig its administrator's
     */
    static ApiServer start(List<String> words, Path log, Path certificate, Path kubeconfig) {
        var server = new ApiServer(words, log, certificate, kubeconfig);
        server.start();
        return server;
    }

    /** Starts it, where it has been killed, and waits until it answers. */
    public void start() {
        process = Background.start(words, Map.of(), log);
        try {
            process.await(() -> Files.exists(certificate) && ControlPlane.isReady(kubeconfig));
        } catch (IllegalStateException failed) {
            close();
            throw failed;
        }
    }

    /** Keeps its connections, takes new ones, and answers none. */
    public void pause() {
        process.signal("STOP");
    }

    public void resume() {
        process.signal("CONT");
    }

    /** Kills it, as the end of its machine does. */
    @Override
    public void close() {
        process.close();
    }
}
