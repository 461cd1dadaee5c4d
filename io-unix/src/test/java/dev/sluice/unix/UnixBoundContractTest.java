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
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was accepted. */
class UnixBoundContractTest extends ConnectionContract {
    private static final int BUFFER = 16 << 10;

    private final Path directory = UnixFixture.newDirectory();

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Unix.Event> binder = Probe.in(system);
        BindSettings small = BindSettings.DEFAULT.connection(settings)
            .accepted(SocketOptions.NONE.with(StandardSocketOptions.SO_SNDBUF, BUFFER));
        Unix.get(system).tell(new Unix.Bind(directory.resolve("s"), binder.ref(), handlers, small));
        binder.expect(Unix.Bound.class);
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        client.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        client.connect(UnixDomainSocketAddress.of(directory.resolve("s")));
        return new Ends(handlers == null ? binder.expect(Unix.Connected.class).connection() : null,
            new ChannelPeer(client));
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }

    @Override
    protected boolean knowsReset() {
        return false;
    }

    /** The listener has removed its file. */
    @Override
    protected void ended() {
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new AssertionError("a file was left behind", e);
        }
    }
}
