package dev.sluice.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.StreamBind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two bind to one path at the same time, as two processes do: nobody is told that he listens where only the other can be reached. */
class RivalBindsTest {
    private static final int TIMES = 500;

    private final Path directory = UnixFixture.newDirectory();
    private final Rival first = new Rival("first");
    private final Rival second = new Rival("second");

    @AfterEach
    void close() throws Exception {
        first.system.close();
        second.system.close();
        UnixFixture.delete(directory);
    }

    private static final class Rival {
        final ActorSystem system;
        final Probe<Unix.Event> probe;

        Rival(String name) {
            system = ActorSystem.create(Settings.named(name).loops(1));
            probe = Probe.in(system);
        }

        void bind(Path path) {
            Unix.get(system).tell(new Unix.Bind(path, probe.ref(), null, BindSettings.DEFAULT));
        }

        /** True if it listened, and does no more. */
        boolean ends(Unix.Event answer) {
            if (answer instanceof Unix.Bound(var listener, var path)) {
                listener.tell(new StreamBind.Unbind(null));
                probe.await(Unix.Unbound.class, unbound -> true);
                return true;
            }
            return false;
        }
    }

    /** How many listened, at the same time. */
    private int bound(Path path) {
        first.bind(path);
        second.bind(path);
        Unix.Event one = first.probe.expect(Unix.Event.class);
        Unix.Event other = second.probe.expect(Unix.Event.class);
        return (first.ends(one) ? 1 : 0) + (second.ends(other) ? 1 : 0);
    }

    /** Between bind(2) and listen(2) a socket refuses to be connected to, as one does where nobody listens. */
    @Test
    void shouldBindOneOfThem() {
        for (int i = 0; i < TIMES; i++) {
            assertEquals(1, bound(directory.resolve("s" + i)), "round " + i);
        }
    }

    @Test
    void shouldBindNoMoreThanOneOfThemWhereAStaleFileIs() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            Path path = directory.resolve("s" + i);
            StaleFileTest.leaveAFile(path);
            assertTrue(bound(path) < 2, "round " + i);
        }
    }
}
