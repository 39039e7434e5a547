package io.ovpnguard.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link ControlPlane} and its {@link Installation}; both are started once, for all of them. */
public final class Installed implements BeforeAllCallback, ParameterResolver {

    private record Both(Path folder, ControlPlane plane, Installation installation) implements AutoCloseable {

        static Both start() {
            try {
                var folder = Files.createTempDirectory("ovpnguard-cluster");
                var plane = ControlPlane.start(folder);
                try {
                    return new Both(folder, plane, Installation.in(plane, folder));
                } catch (RuntimeException failed) {
                    plane.close();
                    throw failed;
                }
            } catch (IOException full) {
                throw new IllegalStateException(full);
            }
        }

        @Override
        public void close() throws IOException {
            installation.close();
            plane.close();
            try (var files = Files.walk(folder)) {
                for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        both(context);
    }

    private static Both both(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(Installed.class))
                .computeIfAbsent(Both.class, _ -> Both.start(), Both.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == ControlPlane.class || type == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var both = both(context);
        return parameter.getParameter().getType() == ControlPlane.class ? both.plane() : both.installation();
    }
}
