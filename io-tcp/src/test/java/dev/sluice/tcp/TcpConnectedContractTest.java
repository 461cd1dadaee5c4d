package dev.sluice.tcp;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.contract.ConnectionContract;
import dev.sluice.transport.testkit.SocketPeer;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;

/** What has connected. */
class TcpConnectedContractTest extends ConnectionContract {
    private static final int BUFFER = 16 << 10;

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Tcp.Event> caller = Probe.in(system);
        ConnectSettings small = ConnectSettings.DEFAULT.connection(settings)
            .options(SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_SNDBUF, BUFFER)
                .with(StandardSocketOptions.SO_RCVBUF, BUFFER));
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(BUFFER);
            server.bind(TcpFixture.ANY);
            Tcp.get(system).tell(new Tcp.Connect((InetSocketAddress) server.getLocalSocketAddress(), caller.ref(),
                handlers, small));
            Socket accepted = server.accept();
            accepted.setSendBufferSize(BUFFER);
            return new Ends(caller.expect(Tcp.Connected.class).connection(), new SocketPeer(accepted));
        }
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }
}
