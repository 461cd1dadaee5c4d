package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.ByteString;
import dev.sluice.io.Connection;
import dev.sluice.io.Connection.Closed;
import dev.sluice.io.Connection.Event;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/** An accepted connection with a plain socket as its peer, brought into a state in which something is going to end it. */
final class ClosingStage implements AutoCloseable {
    /** Where the connection is when it happens. In each state the peer has not read yet that it was answered. */
    enum State {
        IDLE, QUEUED, SUSPENDED, UNREAD, HALF_OPEN, CONFIRMING, LINGERING
    }

    /** What the peer reads at last. */
    enum Seen {
        END, RESET
    }

    /** Makes the handler fail. */
    record Fail() implements Connection.Extension {}

    static final String ANSWER = "answer";
    static final int QUEUED = 8 << 20;
    static final int UNREAD = 20_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    final TcpFixture tcp = new TcpFixture(TcpSettings.DEFAULT.poller(BreakablePoller::new));
    final Probe<Event> events = Probe.in(tcp.system);
    final Probe<Closed> closer = Probe.in(tcp.system);
    final ActorRef<Event> handler = tcp.system.spawn("handler", ctx -> this::on);
    final Socket peer = new Socket();
    final ActorRef<Connection.Command> connection;
    final State state;
    /** What the peer has read. */
    final ByteArrayOutputStream read = new ByteArrayOutputStream();

    ClosingStage(State state) throws IOException {
        this.state = state;
        ConnectionSettings settings = ConnectionSettings.DEFAULT.linger(LONG, Integer.MAX_VALUE)
            .halfOpen(state == State.HALF_OPEN);
        tcp.manager.tell(
            new Tcp.Bind(TcpFixture.ANY, tcp.binder.ref(), null, BindSettings.DEFAULT.connection(settings)));
        peer.setReceiveBufferSize(8192);
        peer.setSoTimeout((int) Probe.PATIENCE.toMillis());
        peer.connect(tcp.binder.expect(Tcp.Bound.class).local());
        connection = tcp.binder.expect(Tcp.Connected.class).connection();
        connection.tell(new Connection.Register(handler));
        answer();
        enter();
    }

    private void on(Event event) {
        events.ref().tell(event);
        if (event instanceof Fail) {
            throw new IllegalStateException("told to fail");
        }
    }

    /** All that was sent to the connection before has been handled when this has, and the kernel has the answer. */
    private void answer() {
        Probe<String> acks = Probe.in(tcp.system);
        connection.tell(new Connection.Write(ByteString.utf8(ANSWER), new Connection.Ack<>(acks.ref(), "taken")));
        acks.expect("taken");
    }

    private void enter() throws IOException {
        switch (state) {
            case IDLE -> {
            }
            case QUEUED -> {
                connection.tell(new Connection.Write(ByteString.copyOf(new byte[QUEUED])));
                events.expect(Connection.Flow.class);
            }
            case SUSPENDED -> suspend();
            case UNREAD -> {
                suspend();
                peer.getOutputStream().write(new byte[UNREAD]);
            }
            case HALF_OPEN -> {
                peer.shutdownOutput();
                events.expect(Connection.InputEnded.class);
            }
            case CONFIRMING -> close(new Connection.ConfirmedClose(closer.ref()));
            case LINGERING -> close(new Connection.Close(closer.ref()));
        }
    }

    private void suspend() {
        connection.tell(new Connection.SuspendReading());
        answer();
    }

    private void close(Connection.CloseCommand command) throws IOException {
        connection.tell(command);
        readToTheEnd();
    }

    /** All that was sent to the connection before has been handled when a write has been refused, or it has ended. */
    void awaitRefusal() {
        ActorRef<Connection.Command> to = connection;
        tcp.system.<Connection.Command, Boolean>ask(to,
            sent -> new Connection.Write(ByteString.utf8("too late"),
                new Connection.Ack<>(sent, true, failed -> false)),
            Probe.PATIENCE).exceptionally(gone -> false).join();
    }

    boolean isClosing() {
        return state == State.CONFIRMING || state == State.LINGERING;
    }

    /** What the peer had to read, if nothing is lost. */
    int expectedAtPeer() {
        int answers = state == State.SUSPENDED || state == State.UNREAD ? 2 : 1;
        return answers * ANSWER.length() + (state == State.QUEUED ? QUEUED : 0);
    }

    Seen readToTheEnd() throws IOException {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int n = peer.getInputStream().read(buffer); n >= 0; n = peer.getInputStream().read(buffer)) {
                read.write(buffer, 0, n);
            }
            return Seen.END;
        } catch (java.net.SocketException reset) {
            return Seen.RESET;
        }
    }

    void resetByPeer() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        tcp.close();
    }
}
