package dev.sluice.unix;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Transports;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnixProviderTest {
    @Test
    void shouldBeFoundByItsName() {
        assertInstanceOf(UnixProvider.class, Transports.find("unix", Unix.Command.class));
    }

    @Test
    void shouldGiveTheOneManagerOfTheSystem() {
        try (ActorSystem system = ActorSystem.create("one")) {
            ActorRef<Unix.Command> manager = Unix.get(system);

            assertSame(manager, Unix.get(system));
            assertSame(manager, Transports.find("unix", Unix.Command.class).manager(system));
        }
    }

    @Test
    void shouldGiveAManagerThatATestHasPutThereFirst() {
        try (ActorSystem system = ActorSystem.create("fake")) {
            Probe<Unix.Command> told = Probe.in(system);
            system.service(Unix.Command.class, Spec.named("fake"), (Context<Unix.Command> ctx) -> told.ref()::tell);
            Probe<Unix.Event> binder = Probe.in(system);
            Unix.Bind bind = new Unix.Bind(Path.of("s"), binder.ref(), null, BindSettings.DEFAULT);

            Unix.get(system).tell(bind);

            told.expect(bind);
        }
    }
}
