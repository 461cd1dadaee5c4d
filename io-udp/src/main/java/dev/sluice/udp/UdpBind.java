package dev.sluice.udp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.Context;
import dev.sluice.actor.Hold;
import dev.sluice.actor.LoopActor;
import dev.sluice.actor.Stop;
import dev.sluice.io.Endpoint;
import dev.sluice.transport.DatagramOrigin;
import dev.sluice.transport.Placement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One bind: an endpoint, or several that share an address, as one. It lives on the manager's loop, as its child.
 *
 * <pre>
 *   OPENING ──► BOUND ──► UNBINDING ──► the end
 *      │          │           ▲
 *      └──────────┴───────────┘  Unbind, one endpoint's end or failure, the binder's end
 * </pre>
 *
 * It is bound when all its endpoints are open. When one of them ends, all do. It is unbound when all of them have ended, and the address
 * is free.
 */
final class UdpBind implements LoopActor<BindMessage> {
    private static final Duration HELD_WITHIN = Duration.ofSeconds(10);

    private final Context<BindMessage> ctx;
    private final Placement placement;
    private final Opener opener;
    private final Udp.Bind bind;
    private final InetSocketAddress wanted;
    private final int count;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ActorRef<Endpoint.Command>> endpoints = new ArrayList<>();
    private final List<ActorRef<? super Udp.Unbound>> closers = new ArrayList<>();
    private int alive;
    private InetSocketAddress local;
    private boolean isBound;
    private boolean isEnding;
    private boolean isOver;
    private Exception cause;
    private Hold hold;

    UdpBind(Context<BindMessage> ctx, Placement placement, Opener opener, Udp.Bind bind, InetSocketAddress wanted) {
        this.ctx = ctx;
        this.placement = placement;
        this.opener = opener;
        this.bind = bind;
        this.wanted = wanted;
        this.count = Math.min(bind.settings().sockets(), placement.loops().size());
        begin();
    }

    private void begin() {
        try {
            ctx.watch(bind.replyTo(), BindMessage.BinderGone::new);
            openSocket();
        } catch (IllegalArgumentException notOurs) {
            end(notOurs);
        }
    }

    @Override
    public void on(BindMessage message) {
        switch (message) {
            case Udp.Unbind(var replyTo) -> unbind(replyTo);
            case BindMessage.BinderGone(var how) -> end(
                new IOException("the actor that had bound it has ended: " + how.reason()));
        }
    }

    // ---- the sockets ----

    /** The first alone, since it may be the one that chooses the port. */
    private void openSocket() {
        int number = alive++;
        Socket socket = new Socket(local);
        sockets.add(socket);
        var place = opener.bound(bind, socket::open, socket);
        if (count > 1) {
            placement.placeOn(place, number);
        } else {
            placement.place(place);
        }
    }

    /** Opens the channel of one endpoint, and tells what becomes of it; called on its loop. */
    private final class Socket implements DatagramOrigin.Observer {
        /** Null: this is the first one. */
        private final InetSocketAddress shared;
        /** Decides who was first: the endpoint that opens its channel, or the bind that doesn't want it any more. */
        private final AtomicBoolean isDecided = new AtomicBoolean();
        private boolean isGone;

        Socket(InetSocketAddress shared) {
            this.shared = shared;
        }

        DatagramChannel open() throws IOException {
            if (!isDecided.compareAndSet(false, true)) {
                throw new IOException("the bind has ended");
            }
            if (count == 1) {
                return Sockets.bind(wanted, bind.settings());
            }
            return shared == null
                ? Sockets.bindFirst(wanted, bind.settings())
                : Sockets.bindNext(shared, bind.settings());
        }

        /** The bind's: from now on it isn't opened any more, if it was not before. */
        void withdraw() {
            if (isDecided.compareAndSet(false, true)) {
                gone(null);
            }
        }

        /** The bind's. */
        private void gone(Exception why) {
            if (!isGone) {
                isGone = true;
                ended(why);
            }
        }

        @Override
        public void opened(ActorRef<Endpoint.Command> endpoint, SocketAddress where, SocketAddress nobody) {
            later(() -> UdpBind.this.opened(endpoint, (InetSocketAddress) where));
        }

        @Override
        public void failed(Exception why) {
            later(() -> gone(Sockets.naming("bind to " + Sockets.text(wanted), why)));
        }

        @Override
        public void closed(Exception why) {
            later(() -> gone(why));
        }
    }

    /** News come as a signal, because a held stop takes no messages. Any thread. */
    private void later(Runnable step) {
        news.add(step);
        ctx.signal().raise(1);
    }

    @Override
    public void onSignal(int bits) {
        for (Runnable next = news.poll(); next != null; next = news.poll()) {
            next.run();
        }
    }

    @Override
    public void onBatchEnd() {}

    private void opened(ActorRef<Endpoint.Command> endpoint, InetSocketAddress where) {
        endpoints.add(endpoint);
        local = where;
        if (isEnding) {
            endpoint.tell(new Endpoint.Close());
        } else if (endpoints.size() == count) {
            isBound = true;
            bind.replyTo().tell(new Udp.Bound(ctx.self().accepting(command -> command), endpoints, local));
        } else if (endpoints.size() == 1) {
            while (alive < count) {
                openSocket();
            }
        }
    }

    // ---- the end ----

    private void unbind(ActorRef<? super Udp.Unbound> replyTo) {
        if (replyTo != null) {
            closers.add(replyTo);
        }
        end(null);
    }

    /** The first cause wins. */
    private void end(Exception why) {
        if (!isEnding) {
            isEnding = true;
            cause = why;
            endpoints.forEach(endpoint -> endpoint.tell(new Endpoint.Close()));
        }
        if (alive == 0) {
            tellEnd();
        }
    }

    /** One socket is gone. */
    private void ended(Exception why) {
        alive--;
        end(why);
    }

    private void tellEnd() {
        if (isOver) {
            return;
        }
        isOver = true;
        Udp.Unbound unbound = new Udp.Unbound(local, cause);
        if (isBound) {
            bind.replyTo().tell(unbound);
        } else {
            bind.failed(cause == null ? new IOException("unbound before it was bound") : cause);
        }
        closers.forEach(closer -> closer.tell(unbound));
        if (hold == null) {
            ctx.stop();
        } else {
            hold.release();
        }
    }

    /**
     * Whoever stops it from outside still gets an address that is free. Endpoints that are only on their way to their loops are not waited
     * for: their way leads through the manager, which may be the one that waits.
     */
    @Override
    public void stopping(Stop reason) {
        if (!isOver) {
            hold = ctx.holdStop(HELD_WITHIN);
            end(reason instanceof Stop.Failed(Exception failure)
                ? failure
                : new IOException("the bind's actor was stopped: " + reason));
            sockets.forEach(Socket::withdraw);
        }
    }

    @Override
    public void onHoldCutShort() {
        tellEnd();
    }
}
