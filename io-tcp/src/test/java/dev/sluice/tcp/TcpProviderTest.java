package dev.sluice.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.TransportProvider;
import dev.sluice.transport.Transports;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpProviderTest {
    @Test
    void shouldBeFoundByItsName() {
        TransportProvider<Tcp.Command> found = Transports.find("tcp", Tcp.Command.class);

        assertInstanceOf(TcpProvider.class, found);
    }

    @Test
    void shouldGiveTheOneManagerOfTheSystem() {
        try (ActorSystem system = ActorSystem.create("one")) {
            ActorRef<Tcp.Command> manager = Tcp.get(system);

            assertSame(manager, Tcp.get(system));
            assertSame(manager, Transports.find("tcp", Tcp.Command.class).manager(system));
        }
    }

    @Test
    void shouldGiveAManagerThatATestHasPutThereFirst() {
        try (ActorSystem system = ActorSystem.create("fake")) {
            Probe<Tcp.Command> told = Probe.in(system);
            system.service(Tcp.class, Spec.named("fake"), (Context<Tcp.Command> ctx) -> told.ref()::tell);
            Probe<Tcp.Event> binder = Probe.in(system);
            Tcp.Bind bind = new Tcp.Bind(TcpFixture.ANY, binder.ref());

            Tcp.get(system).tell(bind);

            told.expect(bind);
        }
    }

    /** The one counts on the module path, the other on the class path. */
    @Test
    void shouldBeProvidedByTheModuleAndTheServiceFileAlike() throws Exception {
        String service = TransportProvider.class.getName();

        assertEquals(List.of(TcpProvider.class.getName()), providedByModule(service));
        assertEquals(providedByModule(service), Files.readAllLines(own("META-INF/services/" + service)));
    }

    private static List<String> providedByModule(String service) throws Exception {
        try (InputStream in = Files.newInputStream(own("module-info.class"))) {
            return ModuleDescriptor.read(in).provides().stream()
                .filter(provides -> provides.service().equals(service))
                .flatMap(provides -> provides.providers().stream())
                .toList();
        }
    }

    /** Other modules have descriptors too. */
    private static Path own(String name) throws URISyntaxException {
        return Path.of(TcpProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(name);
    }
}
