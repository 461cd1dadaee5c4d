package org.example.local;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.contract.ConnectionContract;
import dev.sluice.transport.testkit.ChannelPeer;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for what was accepted. */
class LocalBoundContractTest extends ConnectionContract {
    @TempDir
    private Path folder;

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Local.Event> binder = Probe.in(system);
        Path path = folder.resolve("socket");
        new LocalProvider().manager(system).tell(new Local.Bind(path, binder.ref(), handlers, settings));
        binder.expect(Local.Bound.class);
        ChannelPeer peer = new ChannelPeer(SocketChannel.open(UnixDomainSocketAddress.of(path)));
        return new Ends(handlers == null ? binder.expect(Local.Connected.class).connection() : null, peer);
    }

    /** A Unix domain socket knows the end of a stream, and nothing harder. */
    @Override
    protected boolean knowsReset() {
        return false;
    }
}
