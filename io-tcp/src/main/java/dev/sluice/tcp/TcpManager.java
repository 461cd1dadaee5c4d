package dev.sluice.tcp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.tcp.TcpMessage.Dialled;
import dev.sluice.tcp.TcpMessage.LookedUp;
import dev.sluice.tcp.TcpMessage.Put;
import dev.sluice.tcp.TcpMessage.Reported;
import dev.sluice.transport.Selectors;

/**
 * Carries out commands: spawns binds, has connects dialled, and places connections on the selectors.
 *
 * <pre>
 *   Bind ─────► (resolved?) ── yes ──► bind, spawned ──► Bound
 *                    │ no                 ▲
 *                    └──► look-up ────────┘
 *
 *   Connect ──► dial ── Put, for each address it tries ──► connection, placed ──► Connected, from the first that is open
 *                 └── all have failed ──► CommandFailed
 * </pre>
 */
final class TcpManager implements Actor<TcpMessage> {
    private final Selectors<TcpMessage> selectors;
    private final Names names;
    private final Binder binder;
    private final Connector connector;

    TcpManager(Context<TcpMessage> ctx, TcpSettings settings) {
        this.selectors = new Selectors<>(ctx, settings.loops().of(ctx.system()), settings.maxConnections(),
            settings.poller(),
            Reported::new);
        this.names = new Names(ctx, settings.resolver());
        this.binder = new Binder(selectors);
        this.connector = new Connector(ctx, settings.resolver());
    }

    @Override
    public void on(TcpMessage message) {
        switch (message) {
            case Tcp.Bind bind -> bind(bind);
            case Tcp.Connect connect -> connector.connect(connect);
            case Tcp.CancelConnect(var connect) -> connector.cancel(connect);
            case Tcp.InspectSelectors(var replyTo) -> selectors.inspect(replyTo.accepting(Tcp.Inspected::new));
            case Put(var place) -> selectors.place(place);
            case Dialled over -> connector.dialled(over);
            case LookedUp(var bind, var result) -> lookedUp(bind, result);
            case Reported(var report) -> selectors.on(report);
        }
    }

    private void bind(Tcp.Bind bind) {
        if (bind.local().isUnresolved()) {
            names.lookUp(bind);
        } else {
            binder.listen(bind, bind.local());
        }
    }

    private void lookedUp(Tcp.Bind bind, Result<Names.Addresses> result) {
        names.isOver(bind);
        switch (result) {
            case Result.Ok<Names.Addresses>(var addresses) -> binder.listen(bind, addresses.all().get(0));
            case Result.Failed<Names.Addresses>(var cause) -> bind.failed(Sockets.exception(cause));
        }
    }

    /** What was placed is answered for by the selectors, binds by themselves, and connects by those who dial. */
    @Override
    public void stopping(Stop reason) {
        names.discardAll();
    }
}
