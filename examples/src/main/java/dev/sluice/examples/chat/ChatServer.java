package dev.sluice.examples.chat;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Spec;
import dev.sluice.framing.Framed;
import dev.sluice.framing.Lines;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.tcp.BindSettings;
import dev.sluice.tcp.Tcp;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Rooms, and a {@link Member} for each connection. */
public final class ChatServer {
    /** In bytes; much more than what a member may say ({@link Member}) can have in UTF-8, with his name before it. */
    private static final int LONGEST_LINE = 4096;

    private ChatServer() {}

    /**
     * Listens.
     *
     * @param stall how long a member may read nothing of what is waiting for him before he is dropped
     */
    public static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, Duration stall) {
        return listen(system, address,
            BindSettings.DEFAULT.connection(ConnectionSettings.DEFAULT.stall(stall)));
    }

    static CompletableFuture<Tcp.Bound> listen(ActorSystem system, InetSocketAddress address, BindSettings settings) {
        ActorRef<Rooms.Message> rooms = system.spawn(Rooms.Message.class, Spec.named("rooms"), Rooms::new);
        return Tcp.bind(system, address, settings,
            Framed.handler(Lines.of(LONGEST_LINE), (ctx, client) -> new Member(ctx, client, rooms)));
    }
}
