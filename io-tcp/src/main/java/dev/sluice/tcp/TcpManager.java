package dev.sluice.tcp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.io.Connection;
import dev.sluice.tcp.TcpMessage.LookUp;
import dev.sluice.tcp.TcpMessage.LookUpLate;
import dev.sluice.tcp.TcpMessage.LookedUp;
import dev.sluice.tcp.TcpMessage.Reported;
import dev.sluice.tcp.TcpMessage.Try;
import dev.sluice.transport.Place;
import dev.sluice.transport.Selectors;
import dev.sluice.transport.StreamConnection;
import dev.sluice.transport.StreamListener;
import dev.sluice.transport.StreamOrigin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Carries out commands: looks names up, tries their addresses one after the other, and places listeners and connections on the
 * selectors.
 *
 * <pre>
 *   Bind ─────────► (resolved?) ── yes ──► listener, placed
 *                        │ no                ▲
 *                        ▼                   │
 *                     LookUp ── LookedUp ────┴─► Try ──► connection, placed ──► Connected
 *                        ▲                        ▲             │ failed
 *                        │ no                     │ the next    ▼
 *   Connect ──────► (resolved?) ── yes ───────────┴─────────────┴──► none left: CommandFailed
 * </pre>
 */
final class TcpManager implements Actor<TcpMessage> {
    private final Context<TcpMessage> ctx;
    private final TcpSettings settings;
    private final Selectors<TcpMessage> selectors;
    private final Set<LookUp> lookUps = new HashSet<>();

    TcpManager(Context<TcpMessage> ctx, TcpSettings settings) {
        this.ctx = ctx;
        this.settings = settings;
        this.selectors = new Selectors<>(ctx, settings.maxConnections(), settings.poller(), Reported::new);
    }

    @Override
    public void on(TcpMessage message) {
        switch (message) {
            case Tcp.Bind bind -> bind(bind);
            case Tcp.Connect connect -> connect(connect);
            case Try next -> attempt(next);
            case LookedUp(var lookUp, var result) -> lookedUp(lookUp, result);
            case LookUpLate(var lookUp) -> lookUpIsLate(lookUp);
            case Reported(var report) -> selectors.on(report);
        }
    }

    // ---- listening ----

    private void bind(Tcp.Bind bind) {
        if (bind.local().isUnresolved()) {
            lookUp(new LookUp(bind, bind.local()), Duration.ZERO);
        } else {
            listen(bind, bind.local());
        }
    }

    private void listen(Tcp.Bind bind, InetSocketAddress local) {
        // What was accepted and can't be used is nobody's loss.
        ConnectionObserver observer = new ConnectionObserver(bind.replyTo(), bind.handlers() == null, cause -> {
        });
        StreamOrigin origin = new StreamOrigin(bind.settings().connection(), bind.handlers(), observer, bind.replyTo(),
            Duration.ZERO);
        selectors.place(new Place<StreamListener.Command>("listener :" + local.getPort(),
            (own, slots) -> new StreamListener(own, slots, () -> Sockets.listen(local, bind.settings()), origin,
                new BindObserver(bind)),
            false, cause -> fail(bind, cause)));
    }

    // ---- connecting ----

    private void connect(Tcp.Connect connect) {
        if (connect.remote().isUnresolved()) {
            lookUp(new LookUp(connect, connect.remote()), connect.settings().timeout());
        } else {
            attempt(new Try(connect, System.nanoTime(), List.of(connect.remote()), null));
        }
    }

    private void attempt(Try next) {
        Tcp.Connect command = next.command();
        if (next.left().isEmpty()) {
            fail(command, next.failure());
        } else if (next.isLate()) {
            fail(command, next.failure() == null ? late(command) : next.failure());
        } else {
            dial(next);
        }
    }

    private void dial(Try next) {
        Tcp.Connect command = next.command();
        InetSocketAddress remote = next.next();
        ActorRef<TcpMessage> self = ctx.self();
        ConnectionObserver observer = new ConnectionObserver(command.replyTo(), true,
            cause -> self.tell(next.afterwards(Sockets.naming(remote, cause))));
        StreamOrigin origin = new StreamOrigin(command.settings().connection(), command.handlers(), observer,
            command.replyTo(), next.share());
        selectors.place(new Place<Connection.Command>("connection",
            (own, slots) -> new StreamConnection(own, slots, () -> Sockets.connect(remote, command.settings()), origin),
            true, cause -> fail(command, cause)));
    }

    private static SocketTimeoutException late(Tcp.Connect command) {
        return new SocketTimeoutException(
            "not connected to " + Sockets.text(command.remote()) + " within " + command.settings().timeout());
    }

    private static void fail(Tcp.Command command, Exception cause) {
        command.replyTo().tell(new Tcp.CommandFailed(command, cause));
    }

    // ---- names ----

    private void lookUp(LookUp lookUp, Duration timeout) {
        lookUps.add(lookUp);
        ctx.<InetAddress[]>offload(() -> addresses(lookUp.host), result -> new LookedUp(lookUp, result));
        if (!timeout.isZero()) {
            ctx.timers().once(lookUp, timeout, new LookUpLate(lookUp));
        }
    }

    /** On a thread of its own. */
    private InetAddress[] addresses(String host) throws UnknownHostException {
        InetAddress[] addresses = settings.resolver().resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host + ": no address");
        }
        return addresses;
    }

    private void lookedUp(LookUp lookUp, Result<InetAddress[]> result) {
        ctx.timers().cancel(lookUp);
        if (lookUps.remove(lookUp)) {
            switch (result) {
                case Result.Ok<InetAddress[]>(var addresses) -> goOn(lookUp, addresses);
                case Result.Failed<InetAddress[]>(var cause) -> fail(lookUp.command, Sockets.exception(cause));
            }
        }
    }

    private void goOn(LookUp lookUp, InetAddress[] addresses) {
        List<InetSocketAddress> found = Stream.of(addresses).map(address -> new InetSocketAddress(address, lookUp.port))
            .toList();
        switch (lookUp.command) {
            case Tcp.Bind bind -> listen(bind, found.get(0));
            case Tcp.Connect connect -> attempt(new Try(connect, lookUp.since, found, null));
        }
    }

    private void lookUpIsLate(LookUp lookUp) {
        if (lookUps.remove(lookUp) && lookUp.command instanceof Tcp.Connect connect) {
            fail(connect, late(connect));
        }
    }

    /** Look-ups don't outlive this instance; what was placed is answered for by the selectors. */
    @Override
    public void stopping(Stop reason) {
        lookUps.forEach(lookUp -> lookUp.command.discard());
    }
}
