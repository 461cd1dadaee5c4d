package dev.sluice.udp;

import dev.sluice.actor.ActorSystem;
import dev.sluice.io.EndpointSettings;
import dev.sluice.io.SocketOptions;
import dev.sluice.testkit.Probe;
import dev.sluice.transport.contract.EndpointContract;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Endpoints as the manager opens them. */
class UdpEndpointContractTest extends EndpointContract {
    private static final SocketOptions LARGE = SocketOptions.NONE.receiveBuffer(1 << 20).sendBuffer(1 << 20);

    /** What has to be looked up waits in the queue, and is another matter. */
    @Override
    protected SocketAddress badAddress() {
        return new InetSocketAddress("127.0.0.1", 0);
    }

    @Override
    protected Opened open(ActorSystem system, EndpointSettings settings, SocketAddress local, SocketAddress remote) {
        Probe<Udp.Event> told = Probe.in(system);
        InetSocketAddress here = local == null ? UdpFixture.ANY : (InetSocketAddress) local;
        if (remote == null) {
            Udp.get(system).tell(
                new Udp.Bind(here, told.ref(), BindSettings.DEFAULT.options(LARGE).endpoint(settings)));
            Udp.Bound bound = told.expect(Udp.Bound.class);
            return new Opened(bound.endpoint(), bound.local());
        }
        Udp.get(system).tell(new Udp.Connect((InetSocketAddress) remote, told.ref(),
            ConnectSettings.DEFAULT.local(here).options(LARGE).endpoint(settings)));
        Udp.Connected connected = told.expect(Udp.Connected.class);
        return new Opened(connected.endpoint(), connected.local());
    }
}
