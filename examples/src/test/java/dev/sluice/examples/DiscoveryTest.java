package dev.sluice.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.transport.TransportProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.Set;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** How transports are found by their names, in a JVM that has them on its class path, or on its module path. */
class DiscoveryTest {
    enum Kind {
        CLASS_PATH, MODULE_PATH
    }

    @TempDir
    static Path folder;
    private static Strangers strangers;

    @BeforeAll
    static void compile() throws Exception {
        strangers = new Strangers(folder, ours());
    }

    /** Of this very build: folders of classes, or jars. */
    private static List<Path> ours() throws URISyntaxException {
        Set<Path> all = new LinkedHashSet<>();
        for (Class<?> type : List.of(ActorSystem.class, TransportProvider.class, Agent.class, Logger.class)) {
            all.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        for (TransportProvider<?> transport : transports()) {
            all.add(Path.of(transport.getClass().getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return List.copyOf(all);
    }

    /** Those of this build. */
    @SuppressWarnings("rawtypes")
    private static List<TransportProvider<?>> transports() {
        return ServiceLoader.load(TransportProvider.class).stream().map(Provider::get)
            .<TransportProvider<?>>map(transport -> transport).toList();
    }

    private static List<String> names(String... more) {
        return Stream.concat(transports().stream().map(TransportProvider::name), Stream.of(more)).sorted().toList();
    }

    /** What the program prints that has some of the strangers' modules on its path. */
    private static List<String> printed(Kind kind, List<String> modules, String... args) throws Exception {
        String[] with = modules.toArray(String[]::new);
        List<String> command = new ArrayList<>(
            kind == Kind.CLASS_PATH ? strangers.onClassPath(with) : strangers.onModulePath(with));
        command.addAll(List.of(args));
        return run(command);
    }

    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        try (Program program = Program.jvm(command)) {
            Program.End end = program.end();
            assertEquals(0, end.status(), end.err().toString());
            return end.out();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindEachByItsName(Kind kind) throws Exception {
        assertTrue(names().containsAll(List.of("tcp", "unix")), names().toString());
        String[] sought = transports().stream()
            .map(transport -> transport.name() + "=" + transport.protocol().getName()).toArray(String[]::new);

        assertEquals(transports().stream().map(transport -> transport.getClass().getName()).toList(),
            printed(kind, List.of(), sought));
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAStrangers(Kind kind) throws Exception {
        assertEquals(List.of("pigeon.Provider", "dev.sluice.tcp.TcpProvider"),
            printed(kind, List.of("pigeon"), "pigeon=java.lang.String", "tcp=dev.sluice.tcp.Tcp$Command"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldUseItsOwnUnlessThereIsAnother(Kind kind) throws Exception {
        assertEquals(List.of("bound"), printed(kind, List.of("pigeon"), "bind"));
        assertEquals(List.of("carried out by another", "othertcp.Provider"),
            printed(kind, List.of("othertcp"), "bind", "tcp=dev.sluice.tcp.Tcp$Command"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatToDoIfTwoTakeThePlaceOfItsOwn(Kind kind) throws Exception {
        String message = printed(kind, List.of("othertcp", "thirdtcp"), "bind").getFirst();

        expect(message, "more than one transport named tcp", "othertcp.Provider in file:",
            "thirdtcp.Provider in file:", "remove all but one");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatToDoIfThereAreTwoOfAName(Kind kind) throws Exception {
        String message = printed(kind, List.of("pigeon", "carrier"), "pigeon=java.lang.String").getFirst();

        expect(message, "more than one transport named pigeon", "pigeon.Provider in file:", "carrier.Provider in file:",
            folder.toString(), "remove all but one from the class path or the module path");
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatToDoIfThereIsNone(Kind kind) throws Exception {
        String message = printed(kind, List.of("pigeon"), "dove=java.lang.String").getFirst();

        expect(message, "no transport named dove, only " + names("pigeon"), "add its jar",
            "provides " + TransportProvider.class.getName());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatIsUnderstoodIfItIsAnotherProtocol(Kind kind) throws Exception {
        String message = printed(kind, List.of("pigeon"), "pigeon=java.lang.Integer").getFirst();

        expect(message, "pigeon.Provider in file:", "understands java.lang.String, not java.lang.Integer");
    }

    private static void expect(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
