package dev.sluice.bench.echo.server;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.io.Tcp;
import org.apache.pekko.io.TcpMessage;

/** Reads on when the last write is acked: the pull mode of Pekko's documentation, with its handler. */
final class PekkoPullEcho extends UntypedAbstractActor {
    private static final Tcp.Event ACK = new Tcp.Event() {};

    private final ActorRef connection;

    PekkoPullEcho(ActorRef connection) {
        this.connection = connection;
    }

    @Override
    public void preStart() {
        readOn();
    }

    @Override
    public void onReceive(Object message) {
        if (message instanceof Tcp.Received received) {
            connection.tell(TcpMessage.write(received.data(), ACK), getSelf());
        } else if (message == ACK) {
            readOn();
        } else if (message instanceof Tcp.ConnectionClosed) {
            getContext().stop(getSelf());
        }
    }

    private void readOn() {
        connection.tell(TcpMessage.resumeReading(), getSelf());
    }
}
