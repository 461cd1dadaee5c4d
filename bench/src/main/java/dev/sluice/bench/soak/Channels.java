package dev.sluice.bench.soak;

import dev.sluice.actor.Actor;
import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.tcp.Tcp;
import dev.sluice.udp.Udp;
import java.util.concurrent.CompletableFuture;

/** Asks the selectors of all loops, for TCP and for UDP, how many channels they have, and adds the answers up. */
final class Channels implements Actor<Integer> {
    private final Context<Integer> ctx;
    private final CompletableFuture<Integer> sum;
    private int missing;
    private int soFar;

    private Channels(Context<Integer> ctx, CompletableFuture<Integer> sum) {
        this.ctx = ctx;
        this.sum = sum;
        this.missing = 2 * ctx.system().loops().size();
        ActorRef<Integer> self = ctx.self();
        Tcp.get(ctx.system()).tell(new Tcp.InspectSelectors(self.accepting(Channels::of)));
        Udp.get(ctx.system()).tell(new Udp.InspectSelectors(self.accepting(Channels::of)));
    }

    static int count(ActorSystem system) {
        CompletableFuture<Integer> sum = new CompletableFuture<>();
        system.spawn(Integer.class, Spec.named("channels"), ctx -> new Channels(ctx, sum));
        return sum.join();
    }

    private static Integer of(Tcp.Event event) {
        return event instanceof Tcp.Inspected(var figures) ? figures.channels() : 0;
    }

    private static Integer of(Udp.Event event) {
        return event instanceof Udp.Inspected(var figures) ? figures.channels() : 0;
    }

    @Override
    public void on(Integer channels) {
        soFar += channels;
        if (--missing == 0) {
            sum.complete(soFar);
            ctx.stop();
        }
    }
}
