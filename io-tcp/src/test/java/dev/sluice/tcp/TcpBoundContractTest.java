package dev.sluice.tcp;

import dev.sluice.actor.ActorRef;
import dev.sluice.actor.ActorSystem;
import dev.sluice.io.Connection;
import dev.sluice.io.ConnectionSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.Handlers;
import dev.sluice.transport.contract.ConnectionContract;
import dev.sluice.transport.testkit.SocketPeer;
import java.net.Socket;
import java.net.StandardSocketOptions;

/** What was accepted. */
class TcpBoundContractTest extends ConnectionContract {
    private static final int BUFFER = 16 << 10;

    @Override
    protected Ends open(ActorSystem system, ConnectionSettings settings, Handlers handlers) throws Exception {
        Probe<Tcp.Event> binder = Probe.in(system);
        BindSettings small = BindSettings.DEFAULT.connection(settings)
            .options(SocketOptions.NONE.with(StandardSocketOptions.SO_RCVBUF, BUFFER))
            .accepted(SocketOptions.NO_DELAY.with(StandardSocketOptions.SO_SNDBUF, BUFFER));
        Tcp.get(system).tell(new Tcp.Bind(TcpFixture.ANY, binder.ref(), handlers, small));
        Socket client = new Socket();
        client.setReceiveBufferSize(BUFFER);
        client.setSendBufferSize(BUFFER);
        client.connect(binder.expect(Tcp.Bound.class).local());
        return new Ends(handlers == null ? accepted(binder) : null, new SocketPeer(client));
    }

    private static ActorRef<Connection.Command> accepted(Probe<Tcp.Event> binder) {
        return binder.expect(Tcp.Connected.class).connection();
    }

    @Override
    protected int capacity() {
        return 32 * BUFFER;
    }
}
