package dev.sluice.udp;

import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.transport.Placement;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** The manager's binds. */
final class Binder {
    private final Context<UdpMessage> ctx;
    private final Placement placement;
    private final Opener opener;
    /** Those whose actor has had no turn yet. They come to life in this order, on the manager's loop. */
    private final Queue<Udp.Bind> spawned = new ArrayDeque<>();

    Binder(Context<UdpMessage> ctx, Placement placement, Opener opener) {
        this.ctx = ctx;
        this.placement = placement;
        this.opener = opener;
    }

    void bind(Udp.Bind bind, InetSocketAddress local) {
        ctx.spawn(BindMessage.class, Spec.named("bind :" + local.getPort()), own -> {
            spawned.remove();
            return new UdpBind(own, placement, opener, bind, local);
        });
        spawned.add(bind);
    }

    /** Whoever had no turn before the manager ends gets none any more. */
    void discardAll() {
        spawned.forEach(Udp.Bind::discard);
        spawned.clear();
    }
}
