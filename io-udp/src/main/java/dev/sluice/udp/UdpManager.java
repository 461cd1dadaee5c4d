package dev.sluice.udp;

import dev.sluice.actor.Actor;
import dev.sluice.actor.Context;
import dev.sluice.actor.Result;
import dev.sluice.actor.Stop;
import dev.sluice.transport.Selectors;
import dev.sluice.udp.UdpMessage.LookedUp;
import dev.sluice.udp.UdpMessage.Reported;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Carries out commands: spawns binds, and places endpoints on the selectors.
 *
 * <pre>
 *   Bind ─────────► (resolved?) ── yes ──► bind, spawned ──► its endpoints, placed ──► Bound
 *                        │ no                 ▲
 *                        └──► look-up ────────┤
 *                        ┌──► look-up ──┐     │
 *                        │ no           ▼
 *   Connect ──────► (resolved?) ── yes ──► endpoint, placed ──► Connected
 *   OpenSender ──────────────────────────► endpoint, placed ──► SenderOpened
 * </pre>
 */
final class UdpManager implements Actor<UdpMessage> {
    private final Selectors<UdpMessage> selectors;
    private final Names names;
    private final Binder binder;
    private final Opener opener;

    UdpManager(Context<UdpMessage> ctx, UdpSettings settings) {
        this.selectors = new Selectors<>(ctx, settings.loops().of(ctx.system()), settings.maxEndpoints(),
            settings.poller(), Reported::new);
        this.names = new Names(ctx, settings.resolver());
        this.opener = new Opener(settings.resolver(), new DropTable());
        this.binder = new Binder(ctx, selectors.placement(), opener);
    }

    @Override
    public void on(UdpMessage message) {
        switch (message) {
            case Udp.Bind bind -> bind(bind);
            case Udp.Connect connect -> connect(connect);
            case Udp.OpenSender open -> selectors.place(opener.sender(open));
            case Udp.InspectSelectors(var replyTo) -> selectors.inspect(replyTo.accepting(Udp.Inspected::new));
            case LookedUp lookedUp -> lookedUp(lookedUp.command(), lookedUp.result());
            case Reported(var report) -> selectors.on(report);
        }
    }

    private void bind(Udp.Bind bind) {
        if (bind.local().isUnresolved()) {
            names.lookUp(bind, bind.local(), bind.settings().family(), "bind to");
        } else {
            binder.bind(bind, bind.local());
        }
    }

    private void connect(Udp.Connect connect) {
        if (connect.remote().isUnresolved()) {
            names.lookUp(connect, connect.remote(), connect.settings().family(), "connect to");
        } else {
            selectors.place(opener.connected(connect, List.of(connect.remote())));
        }
    }

    private void lookedUp(Udp.Command command, Result<Names.Addresses> result) {
        names.isOver(command);
        switch (result) {
            case Result.Ok<Names.Addresses>(var addresses) -> goOn(command, addresses.all());
            case Result.Failed<Names.Addresses>(var cause) -> command.failed(Sockets.exception(cause));
        }
    }

    private void goOn(Udp.Command command, List<InetSocketAddress> addresses) {
        switch (command) {
            case Udp.Bind bind -> binder.bind(bind, addresses.getFirst());
            case Udp.Connect connect -> selectors.place(opener.connected(connect, addresses));
            default -> throw new IllegalStateException("it has no name: " + command);
        }
    }

    /** What was placed is answered for by the selectors, and binds live by themselves. */
    @Override
    public void stopping(Stop reason) {
        names.discardAll();
        binder.discardAll();
    }
}
