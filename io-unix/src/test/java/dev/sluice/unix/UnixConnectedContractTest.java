package dev.sluice.unix;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.contract.ConnectionContract;
import dev.sluice.transport.testkit.ChannelPeer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** What has connected. */
class UnixConnectedContractTest extends ConnectionContract {
    private static final int BUFFER = 16 << 10;

    private final Path directory = UnixFixture.newDirectory();

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Unix.Event> caller = Probe.in(system);
        ConnectSettings small = ConnectSettings.DEFAULT.connection(settings)
            .options(SocketOptions.NONE.with(StandardSocketOptions.SO_SNDBUF, BUFFER));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
            Unix.get(system).tell(new Unix.Connect(directory.resolve("s"), caller.ref(), handlers, small));
            SocketChannel accepted = server.accept();
            accepted.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
            return new Ends(caller.expect(Unix.Connected.class).connection(), new ChannelPeer(accepted));
        }
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }

    @Override
    protected void ended() {
        try {
            UnixFixture.delete(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
