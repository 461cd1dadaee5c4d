package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Spec;
import dev.sluice.tcp.TcpMessage.Dialled;
import dev.sluice.tcp.TcpMessage.Put;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The manager's connects: each is dialled by a child of its own. */
final class Connector {
    private static final Spec SPEC = Spec.named("connect");

    private final Context<TcpMessage> ctx;
    private final TcpSettings.Resolver resolver;
    /** By the very command, because two that are equal are two. One that was sent twice has two. */
    private final Map<Tcp.Connect, List<ActorRef<DialMessage>>> dials = new IdentityHashMap<>();

    Connector(Context<TcpMessage> ctx, TcpSettings.Resolver resolver) {
        this.ctx = ctx;
        this.resolver = resolver;
    }

    void connect(Tcp.Connect command) {
        ActorRef<DialMessage> dial = ctx.spawn(DialMessage.class, SPEC, own -> new Dial(own, resolver, this::place));
        dial.tell(new DialMessage.Begin(command));
        dials.computeIfAbsent(command, none -> new ArrayList<>(1)).add(dial);
        ctx.watch(dial, gone -> new Dialled(command, dial));
    }

    /** The selectors belong to the manager. */
    private void place(Attempt attempt) {
        ctx.self().tell(new Put(attempt.place()));
    }

    void cancel(Tcp.Connect command) {
        dials.getOrDefault(command, List.of()).forEach(dial -> dial.tell(new DialMessage.Cancel()));
    }

    void dialled(Dialled over) {
        dials.computeIfPresent(over.command(), (command, left) -> {
            left.remove(over.dial());
            return left.isEmpty() ? null : left;
        });
    }
}
