package dev.sluice.transport;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.DeadLetter;
import dev.sluice.actor.Owned;
import dev.sluice.actor.Shareable;
import dev.sluice.actor.Spec;
import dev.sluice.actor.Terminated;
import dev.sluice.io.Connection;
import dev.sluice.io.Handler;
import dev.sluice.loop.Loop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * Who makes the handlers of connections: for each loop one actor, a child of whoever binds or connects, so that a handler is
 * spawned, fails and ends on the loop of its connection, and only what is escalated reaches the binder.
 *
 * <pre>
 *   connection ── Attach ──► handlers actor of its loop ── spawns ──► handler
 *   connection ◄── Attached, when it is made ────────────────────── handler
 *   connection ── Detach, once Closed is handled ──► handlers actor, which stops the handler
 * </pre>
 *
 * Made once in the binder's context, and given along with a transport's bind or connect command.
 */
public final class Handlers {
    private final SequencedMap<Loop, ActorRef<Message>> actors = new LinkedHashMap<>();

    private Handlers() {}

    /** What a handlers actor is told. */
    sealed interface Message extends Shareable {
        /** Make a handler for this connection; on a loop that has no handlers actor yet, if one is named. */
        record Attach(ActorRef<Connection.Command> connection, Loop elsewhere) implements Message, Owned {
            @Override
            public void discard() {
                connection.tell(
                    new Attachment.Unavailable(new IllegalStateException("the actors that make handlers have ended")));
            }
        }

        /** The connection has ended, and its handler has heard of it. */
        record Detach(ActorRef<Connection.Event> handler) implements Message, DeadLetter.Silent {}

        /** No connection will come any more. */
        record Retire() implements Message {}

        /** The handlers actor on a further loop has ended. */
        record Gone(Loop loop) implements Message {}
    }

    /**
     * Makes handlers that live beside their connections.
     *
     * @param ctx the context of the actor that binds or connects; it becomes the handlers' ancestor
     * @param handler makes one
     * @return for a bind or connect command of that actor
     */
    public static Handlers in(Context<?> ctx, Handler handler) {
        return in(ctx, Spec.named("handler"), handler);
    }

    /**
     * Makes handlers with a policy.
     *
     * @param ctx the context of the actor that binds or connects; it becomes the handlers' ancestor
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their connections
     * @param handler makes one
     * @return for a bind or connect command of that actor
     */
    public static Handlers in(Context<?> ctx, Spec spec, Handler handler) {
        return in(ctx, ctx.system().loops(), spec, handler);
    }

    /**
     * Makes handlers with a policy, for the connections of a transport that has loops of its own. Without its loops they work too, at the
     * cost of one message more for each connection.
     *
     * @param ctx the context of the actor that binds or connects; it becomes the handlers' ancestor
     * @param loops those of the transport, at least one
     * @param spec the policy of each handler; names a dispatcher if handlers shall not live beside their connections
     * @param handler makes one
     * @return for a bind or connect command of that actor
     */
    public static Handlers in(Context<?> ctx, List<Loop> loops, Spec spec, Handler handler) {
        Objects.requireNonNull(handler, "handler");
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("there is no loop");
        }
        Handlers handlers = new Handlers();
        int i = 0;
        for (Loop loop : loops) {
            handlers.actors.put(loop, HandlersActor.spawn(ctx, "handlers-" + i++, loop, spec, handler));
        }
        return handlers;
    }

    /**
     * Ends the handlers actors as soon as the connections that they serve now have ended. To be said when no other can come any more:
     * when a listener's ref has ended, or the one connection has.
     *
     * @param ctx the context of the actor that made them
     * @param as makes a message of that actor's protocol for the end of each
     * @param <M> that actor's protocol
     * @return how many ends will be told
     */
    public <M> int retire(Context<M> ctx, Function<? super Terminated, ? extends M> as) {
        watch(ctx, as);
        actors.values().forEach(actor -> actor.tell(new Message.Retire()));
        return actors.size();
    }

    /** Tells an actor when one of those that make handlers has ended. */
    <M> void watch(Context<M> ctx, Function<? super Terminated, ? extends M> as) {
        actors.values().forEach(actor -> ctx.watch(actor, as));
    }

    /** Asks for a handler of this connection, which comes as {@link Attachment.Attached}. */
    void attach(Context<Connection.Command> connection) {
        Loop loop = connection.loop();
        ActorRef<Message> actor = actors.get(loop);
        if (actor != null) {
            actor.tell(new Message.Attach(connection.self(), null));
        } else {
            any(loop).tell(new Message.Attach(connection.self(), loop));
        }
    }

    /** Always the same one for a loop, and not the same one for all. */
    private ActorRef<Message> any(Loop loop) {
        List<ActorRef<Message>> all = List.copyOf(actors.sequencedValues());
        return all.get(Math.floorMod(System.identityHashCode(loop), all.size()));
    }
}
