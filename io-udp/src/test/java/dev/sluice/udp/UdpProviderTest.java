package dev.sluice.udp;

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

class UdpProviderTest {
    @Test
    void shouldBeFoundByItsName() {
        TransportProvider<Udp.Command> found = Transports.find("udp", Udp.Command.class);

        assertInstanceOf(UdpProvider.class, found);
    }

    @Test
    void shouldGiveTheOneManagerOfTheSystem() {
        try (ActorSystem system = ActorSystem.create("one")) {
            ActorRef<Udp.Command> manager = Udp.get(system);

            assertSame(manager, Udp.get(system));
            assertSame(manager, Transports.find("udp", Udp.Command.class).manager(system));
        }
    }

    @Test
    void shouldGiveAManagerThatATestHasPutThereFirst() {
        try (ActorSystem system = ActorSystem.create("fake")) {
            Probe<Udp.Command> told = Probe.in(system);
            system.service(Udp.class, Spec.named("fake"), (Context<Udp.Command> ctx) -> told.ref()::tell);
            Probe<Udp.Event> binder = Probe.in(system);
            Udp.Bind bind = new Udp.Bind(UdpFixture.ANY, binder.ref());

            Udp.get(system).tell(bind);

            told.expect(bind);
        }
    }

    /** The one counts on the module path, the other on the class path. */
    @Test
    void shouldBeProvidedByTheModuleAndTheServiceFileAlike() throws Exception {
        String service = TransportProvider.class.getName();

        assertEquals(List.of(UdpProvider.class.getName()), providedByModule(service));
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
        return Path.of(UdpProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI()).resolve(name);
    }
}
