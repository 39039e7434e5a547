package io.ovpnguard.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A kube-controller-manager with one controller only: it deletes whatever names an owner that does not exist. */
public final class GarbageCollector implements AutoCloseable {

    private static final String AT_WORK = "Proceeding to collect garbage";

    private final Background process;

    private GarbageCollector(Background process) {
        this.process = process;
    }

    /**
     * {@return one that knows all kinds of the API server; those that come later it finds within half a minute}
     *
     * @param folder for its log
     */
    public static GarbageCollector start(ControlPlane plane, Path folder) {
        var program = plane.binaries().folder().resolve("kube-controller-manager");
        Binaries.demand(Files.isExecutable(program), "no " + program + ": run src/test/controlplane/build");
        var words = new ArrayList<>(plane.enter());
        words.addAll(List.of(
                program.toString(),
                "--kubeconfig=" + plane.kubeconfig(),
                "--controllers=garbage-collector-controller",
                "--leader-elect=false",
                // Nobody asks it for anything.
                "--secure-port=0"));
        var process = Background.start(words, Map.of(), folder.resolve("kube-controller-manager.log"));
        try {
            process.await(() -> process.log().contains(AT_WORK));
        } catch (IllegalStateException failed) {
            process.close();
            throw failed;
        }
        return new GarbageCollector(process);
    }

    @Override
    public void close() {
        process.close();
    }
}
