package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.transport.TransportProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Modules that strangers might have written: transports, and a program. Each is good for both kinds of path. */
final class Strangers {
    private static final String PIGEON = """
        package %1$s;

        public final class Provider implements dev.sluice.transport.TransportProvider<String> {
            public String name() {
                return "pigeon";
            }

            public Class<String> protocol() {
                return String.class;
            }

            public dev.sluice.actor.ActorRef<String> manager(dev.sluice.actor.ActorSystem system) {
                throw new UnsupportedOperationException();
            }
        }
        """;
    /** Takes the place of ours, and has nothing to do with it. */
    private static final String TCP = """
        package %1$s;

        import dev.sluice.actor.ActorRef;
        import dev.sluice.actor.ActorSystem;
        import dev.sluice.actor.Spec;
        import dev.sluice.tcp.Tcp;

        public final class Provider implements dev.sluice.transport.TransportProvider<Tcp.Command> {
            public String name() {
                return "tcp";
            }

            public Class<Tcp.Command> protocol() {
                return Tcp.Command.class;
            }

            public ActorRef<Tcp.Command> manager(ActorSystem system) {
                return system.service(Provider.class, Spec.named("other"), ctx -> command -> command.failed(
                    new java.io.IOException("carried out by another")));
            }
        }
        """;
    private static final String PROGRAM = """
        package %1$s;

        import dev.sluice.actor.ActorSystem;
        import dev.sluice.tcp.Tcp;
        import dev.sluice.transport.Transports;

        public final class Main {
            public static void main(String[] args) throws Exception {
                for (String arg : args) {
                    System.out.println(arg.equals("bind") ? bind() : find(arg.split("=")));
                }
            }

            private static String find(String[] sought) throws Exception {
                try {
                    return Transports.find(sought[0], Class.forName(sought[1])).getClass().getName();
                } catch (IllegalStateException e) {
                    return e.getMessage();
                }
            }

            private static String bind() {
                try (ActorSystem system = ActorSystem.create("child")) {
                    return Tcp.bind(system, new java.net.InetSocketAddress("127.0.0.1", 0), (ctx, connection) -> event -> {
                    }).handle((bound, failure) -> failure == null ? "bound" : failure.getMessage()).join();
                }
            }
        }
        """;

    private final Path classes;
    private final List<Path> ours;

    /**
     * Compiles them.
     *
     * @param folder an empty one
     * @param ours all that is ours, and what it needs
     */
    Strangers(Path folder, List<Path> ours) throws IOException {
        this.classes = folder.resolve("classes");
        this.ours = ours;
        Path sources = folder.resolve("sources");
        write(sources, "program", "Main", PROGRAM, "requires dev.sluice.io.tcp;");
        writeTransport(sources, "pigeon", PIGEON, "requires dev.sluice.transport.spi;");
        writeTransport(sources, "carrier", PIGEON, "requires dev.sluice.transport.spi;");
        writeTransport(sources, "othertcp", TCP, "requires dev.sluice.io.tcp;");
        writeTransport(sources, "thirdtcp", TCP, "requires dev.sluice.io.tcp;");
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "21", "--module-path",
            joined(ours), "--module-source-path", sources.toString(), "-d", classes.toString(), "-m",
            "program,pigeon,carrier,othertcp,thirdtcp");
        assertEquals(0, status);
    }

    private void writeTransport(Path sources, String module, String source, String requires) throws IOException {
        String service = TransportProvider.class.getName();
        write(sources, module, "Provider", source,
            requires + " provides " + service + " with " + module + ".Provider;");
        Path services = Files.createDirectories(classes.resolve(module).resolve("META-INF/services"));
        Files.writeString(services.resolve(service), module + ".Provider");
    }

    private static void write(Path sources, String module, String type, String source, String directives)
        throws IOException {
        Path folder = Files.createDirectories(sources.resolve(module).resolve(module));
        Files.writeString(folder.resolve(type + ".java"), source.formatted(module));
        Files.writeString(folder.resolveSibling("module-info.java"), "module " + module + " { " + directives + " }");
    }

    /** The command line's way to our modules, some of these, and the program. */
    List<String> onClassPath(String... modules) {
        return List.of("-cp", path(modules), "program.Main");
    }

    /** The same, as modules. Only the program is asked for; whatever provides a service that is used comes along. */
    List<String> onModulePath(String... modules) {
        return List.of("--module-path", path(modules), "--module", "program/program.Main");
    }

    private String path(String... modules) {
        List<Path> all = new ArrayList<>(ours);
        Stream.concat(Stream.of("program"), Stream.of(modules)).map(classes::resolve).forEach(all::add);
        return joined(all);
    }

    private static String joined(List<Path> path) {
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
