package org.example.local;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.contract.ConnectionContract;
import dev.sluice.transport.testkit.ChannelPeer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, for what has connected. */
class LocalConnectedContractTest extends ConnectionContract {
    @TempDir
    private Path folder;

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Local.Event> caller = Probe.in(system);
        Path path = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            new LocalProvider().manager(system).tell(new Local.Connect(path, caller.ref(), handlers, settings));
            ChannelPeer peer = new ChannelPeer(server.accept());
            return new Ends(caller.expect(Local.Connected.class).connection(), peer);
        }
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }
}
