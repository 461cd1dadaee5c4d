package dev.sluice.bench.churn;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.io.Connection;
import dev.sluice.tcp.Tcp;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Opens connections, so many at a time, each to another address of 127.0.0.0/8, and waits for their ends. */
final class Driver implements Actor<Driver.Message> {
    sealed interface Message {
        record Told(int index, Tcp.Event event) implements Message {}

        record Ended(int index, String how) implements Message {}
    }

    /**
     * What is to be done.
     *
     * @param first the first connection's index
     * @param count how many there are
     * @param atOnce how many of them at a time
     * @param port where the server listens, at each address
     * @param closedPort where nobody does
     */
    record Plan(int first, int count, int atOnce, int port, int closedPort) {}

    private final Context<Message> ctx;
    private final ActorRef<Tcp.Command> manager;
    private final Plan plan;
    private final Outcomes outcomes;
    private final CompletableFuture<Void> done;
    private final SplittableRandom random = new SplittableRandom(7);
    private int opened;
    private int ended;

    Driver(Context<Message> ctx, Plan plan, Outcomes outcomes, CompletableFuture<Void> done) {
        this.ctx = ctx;
        this.manager = Tcp.get(ctx.system());
        this.plan = plan;
        this.outcomes = outcomes;
        this.done = done;
        for (int i = 0; i < Math.min(plan.atOnce(), plan.count()); i++) {
            open();
        }
    }

    @Override
    public void on(Message message) {
        switch (message) {
            case Message.Told(int index, Tcp.Connected(var connection, var remote, var local)) -> attach(index,
                connection);
            case Message.Told(int index, Tcp.CommandFailed(var command, var cause)) -> ended(index,
                cause.getClass().getSimpleName());
            case Message.Told(int index, Tcp.Event other) -> ended(index, other.toString());
            case Message.Ended(int index, String how) -> ended(index, how);
        }
    }

    private void open() {
        int index = plan.first() + opened++;
        int port = Kind.ofTurn(index) == Kind.REFUSED ? plan.closedPort() : plan.port();
        manager.tell(new Tcp.Connect(new InetSocketAddress(somewhere(), port),
            ctx.self().accepting(event -> new Message.Told(index, event))));
    }

    /** One server and one client address have only some ten thousand ports, and a closed connection occupies one for a minute. */
    private InetAddress somewhere() {
        byte[] address = {127, (byte) random.nextInt(1, 255), (byte) random.nextInt(256),
            (byte) random.nextInt(1, 255)};
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void attach(int index, ActorRef<Connection.Command> connection) {
        ActorRef<Message> self = ctx.self();
        ActorRef<Connection.Event> handler = ctx.spawn(Spec.named("client").beside(connection),
            own -> new ClientSide(own, connection, Kind.ofTurn(index),
                how -> self.tell(new Message.Ended(index, how))));
        connection.tell(new Connection.Register(handler));
    }

    private void ended(int index, String how) {
        outcomes.add(Kind.ofTurn(index), how);
        ended++;
        if (opened < plan.count()) {
            open();
        } else if (ended == plan.count()) {
            done.complete(null);
            ctx.stop();
        }
    }
}
