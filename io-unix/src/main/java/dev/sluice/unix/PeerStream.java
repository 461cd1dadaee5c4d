package dev.sluice.unix;

import dev.sluice.actor.ActorRef;
import dev.sluice.io.Connection;
import dev.sluice.transport.FilterStream;
import dev.sluice.transport.NioStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream that knows who its peer is. */
final class PeerStream extends FilterStream {
    private static final Logger LOG = LoggerFactory.getLogger(PeerStream.class);

    private final SocketChannel channel;

    PeerStream(NioStream inner) {
        super(inner);
        this.channel = (SocketChannel) inner.channel();
    }

    /** The names of user and group may have to be asked for far away, which no loop should wait for. */
    @Override
    public boolean on(Connection.Extension command, Consumer<? super Connection.Event> handler) throws IOException {
        if (command instanceof Unix.GetPeer(var replyTo)
            && channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            Thread.ofVirtual().name("peer of a Unix domain socket").start(() -> tell(replyTo));
            return true;
        }
        return super.on(command, handler);
    }

    private void tell(ActorRef<? super Unix.Peer> replyTo) {
        try {
            UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            replyTo.tell(new Unix.Peer(peer.user().getName(), peer.group().getName()));
        } catch (IOException e) {
            LOG.debug("{} has ended before it could tell its peer", this, e);
        }
    }
}
