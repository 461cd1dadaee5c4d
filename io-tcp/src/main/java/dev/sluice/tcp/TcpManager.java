package dev.sluice.tcp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.tcp.TcpMessage.LookUp;
import dev.sluice.tcp.TcpMessage.LookUpLate;
import dev.sluice.tcp.TcpMessage.LookedUp;
import dev.sluice.tcp.TcpMessage.Reported;
import dev.sluice.tcp.TcpMessage.Try;
import dev.sluice.transport.Selectors;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Carries out commands: looks names up, tries their addresses one after the other, spawns binds, and places their listeners and all
 * connections on the selectors.
 *
 * <pre>
 *   Bind ─────────► (resolved?) ── yes ──► bind, spawned
 *                        │ no                ▲
 *                        ▼                   │
 *                     LookUp ── LookedUp ────┴─► Try ──► connection, placed ──► Connected
 *                        ▲                        ▲             │ failed
 *                        │ no                     │ the next    ▼
 *   Connect ──────► (resolved?) ── yes ───────────┴─────────────┴──► none left: CommandFailed
 * </pre>
 */
final class TcpManager implements Actor<TcpMessage> {
    private final Selectors<TcpMessage> selectors;
    private final Names names;
    private final Binder binder;
    private final Connector connector;

    TcpManager(Context<TcpMessage> ctx, TcpSettings settings) {
        this.selectors = new Selectors<>(ctx, settings.maxConnections(), settings.poller(), Reported::new);
        this.names = new Names(ctx, settings.resolver());
        this.binder = new Binder(ctx, selectors);
        this.connector = new Connector(ctx.self(), selectors);
    }

    @Override
    public void on(TcpMessage message) {
        switch (message) {
            case Tcp.Bind bind -> bind(bind);
            case Tcp.Connect connect -> connect(connect);
            case Try next -> connector.attempt(next);
            case LookedUp(var lookUp, var result) -> lookedUp(lookUp, result);
            case LookUpLate(var lookUp) -> lookUpIsLate(lookUp);
            case Reported(var report) -> selectors.on(report);
        }
    }

    private void bind(Tcp.Bind bind) {
        if (bind.local().isUnresolved()) {
            names.lookUp(new LookUp(bind, bind.local()), Duration.ZERO);
        } else {
            binder.listen(bind, bind.local());
        }
    }

    private void connect(Tcp.Connect connect) {
        if (connect.remote().isUnresolved()) {
            names.lookUp(new LookUp(connect, connect.remote()), connect.settings().timeout());
        } else {
            connector.connect(connect, System.nanoTime(), List.of(connect.remote()));
        }
    }

    private void lookedUp(LookUp lookUp, Result<InetAddress[]> result) {
        if (names.isOver(lookUp)) {
            switch (result) {
                case Result.Ok<InetAddress[]>(var addresses) -> goOn(lookUp, addresses);
                case Result.Failed<InetAddress[]>(var cause) -> lookUp.command.failed(Sockets.exception(cause));
            }
        }
    }

    private void goOn(LookUp lookUp, InetAddress[] addresses) {
        List<InetSocketAddress> found = Stream.of(addresses).map(address -> new InetSocketAddress(address, lookUp.port))
            .toList();
        switch (lookUp.command) {
            case Tcp.Bind bind -> binder.listen(bind, found.get(0));
            case Tcp.Connect connect -> connector.connect(connect, lookUp.since, found);
        }
    }

    private void lookUpIsLate(LookUp lookUp) {
        if (names.isOver(lookUp) && lookUp.command instanceof Tcp.Connect connect) {
            connect.failed(Connector.late(connect));
        }
    }

    /** What was placed is answered for by the selectors. */
    @Override
    public void stopping(Stop reason) {
        names.discardAll();
    }
}
