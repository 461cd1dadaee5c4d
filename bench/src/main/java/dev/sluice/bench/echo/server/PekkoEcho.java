package dev.sluice.bench.echo.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.UntypedAbstractActor;
import org.apache.pekko.io.Tcp;
import org.apache.pekko.io.TcpMessage;
import org.apache.pekko.util.ByteString;

/**
 * Writes what it receives, without acks. But a connection of Pekko takes one write at a time and gives further ones
 * back, until it is told to go on; so this handler keeps those until then, as Pekko's documentation has it ("NACK-based
 * write back-pressure").
 *
 * <pre>
 *   Received ──► Write
 *   CommandFailed(Write) ──► SuspendReading, ResumeWriting    the first that comes back
 *   CommandFailed(Write)                                      were written before that was known
 *   Received                                                  were read before the connection saw SuspendReading
 *   WritingResumed ──► Write(all of them), ResumeReading
 * </pre>
 */
final class PekkoEcho extends UntypedAbstractActor {
    private final ActorRef connection;
    private final Deque<ByteString> failed = new ArrayDeque<>();
    private final Deque<ByteString> received = new ArrayDeque<>();

    PekkoEcho(ActorRef connection) {
        this.connection = connection;
    }

    @Override
    public void onReceive(Object message) {
        switch (message) {
            case Tcp.Received in -> received(in.data());
            case Tcp.CommandFailed back when back.cmd() instanceof Tcp.Write write -> failed(write.data());
            case Tcp.WritingResumed resumed -> resumed();
            case Tcp.ConnectionClosed closed -> getContext().stop(getSelf());
            default -> unhandled(message);
        }
    }

    private void received(ByteString data) {
        if (failed.isEmpty()) {
            write(data);
        } else {
            received.add(data);
        }
    }

    private void failed(ByteString data) {
        if (failed.isEmpty()) {
            connection.tell(TcpMessage.suspendReading(), getSelf());
            connection.tell(TcpMessage.resumeWriting(), getSelf());
        }
        failed.add(data);
    }

    private void resumed() {
        failed.addAll(received);
        write(failed.stream().reduce(ByteString.emptyByteString(), ByteString::concat));
        failed.clear();
        received.clear();
        connection.tell(TcpMessage.resumeReading(), getSelf());
    }

    private void write(ByteString data) {
        connection.tell(TcpMessage.write(data), getSelf());
    }
}
