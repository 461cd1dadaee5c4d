package org.example.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.loop.Loop;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transport whose poller is not that of the others. */
class ApartTest {
    @TempDir
    private Path folder;

    @Test
    void shouldLiveOnLoopsOfItsOwn() {
        try (ActorSystem system = ActorSystem.create("apart")) {
            List<Loop> loops = system.loops("apart", 2);
            ActorRef<Local.Command> manager = new ApartProvider().manager(system);
            Path path = folder.resolve("socket");
            Probe<Local.Event> told = Probe.in(system);
            Probe<Loop> places = Probe.in(system);
            Probe<Connection.Event> client = Probe.in(system);
            system.spawn(Spec.named("binder"), ctx -> {
                Handlers handlers = Handlers.in(ctx, loops, Spec.named("handler"), (own, connection) -> {
                    places.ref().tell(own.loop());
                    connection.tell(new Connection.Write(ByteString.utf8("hello")));
                    return event -> {
                    };
                });
                manager.tell(new Local.Bind(path, told.ref(), handlers, ConnectionSettings.DEFAULT));
                return nothing -> {
                };
            });
            told.expect(Local.Bound.class);
            manager.tell(new Local.Connect(path, told.ref(), null, ConnectionSettings.DEFAULT));
            told.expect(Local.Connected.class).connection().tell(new Connection.Register(client.ref()));

            assertEquals("hello", client.expect(Connection.Received.class).data().decodeUtf8());
            assertTrue(loops.contains(places.expect(Loop.class)));
        }
    }
}
