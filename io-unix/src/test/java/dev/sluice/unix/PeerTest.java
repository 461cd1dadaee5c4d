package dev.sluice.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.FilterStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is at the other end: here it is this very process. */
class PeerTest {
    private static final class Outer extends FilterStream {
        Outer(dev.sluice.transport.StreamHandle inner) {
            super(inner);
        }
    }

    private final UnixFixture unix = new UnixFixture();

    @AfterEach
    void close() throws Exception {
        unix.close();
    }

    private Unix.Peer peer(ActorRef<Connection.Command> connection) {
        Probe<Unix.Peer> asker = Probe.in(unix.system);
        connection.tell(new Unix.GetPeer(asker.ref()));
        return asker.expect(Unix.Peer.class);
    }

    /** The file that it makes is its own, too. */
    private Unix.Peer self() throws Exception {
        return new Unix.Peer(Files.getOwner(unix.path, LinkOption.NOFOLLOW_LINKS).getName(),
            Files.getAttribute(unix.path, "posix:group", LinkOption.NOFOLLOW_LINKS).toString());
    }

    @Test
    void shouldTellTheUserAndTheGroupOnBothSides() throws Exception {
        unix.bind();
        Unix.Connected client = unix.connect(ConnectSettings.DEFAULT);
        Unix.Connected server = unix.accepted();

        assertEquals(self(), peer(server.connection()));
        assertEquals(self(), peer(client.connection()));
    }

    @Test
    void shouldTellThroughALayer() throws Exception {
        unix.bind(unix.path, null, BindSettings.DEFAULT.layer(Outer::new));
        unix.connect(ConnectSettings.DEFAULT);

        assertEquals(self(), peer(unix.accepted().connection()));
    }

    @Test
    void shouldStillKnowAPeerThatHasEndedItsOutput() throws Exception {
        unix.bind();
        Unix.Connected client = unix.connect(ConnectSettings.DEFAULT);
        Unix.Connected server = unix.accepted();
        client.connection().tell(new Connection.Close());

        assertEquals(self(), peer(server.connection()));
    }

    @Test
    void shouldAnswerTheHandlerWhenTheConnectionIsEnding() throws Exception {
        unix.bind();
        Unix.Connected client = unix.connect(ConnectSettings.DEFAULT);
        unix.accepted();
        Probe<Connection.Event> handler = unix.register(client);
        Probe<Unix.Peer> asker = Probe.in(unix.system);
        unix.system.stop(client.connection());

        handler.await(Connection.Closed.class, closed -> true);
        client.connection().tell(new Unix.GetPeer(asker.ref()));

        unix.system.stopped(client.connection()).join();
        asker.expectNothing();
    }
}
