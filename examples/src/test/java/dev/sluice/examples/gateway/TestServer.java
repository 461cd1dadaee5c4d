package dev.sluice.examples.gateway;

import dev.sluice.actor.ActorSystem;
import dev.sluice.actor.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A gateway in this JVM, on a free port. */
final class TestServer implements AutoCloseable {
    final ActorSystem system = ActorSystem.create(Settings.named("gateway").loops(1));
    final int port;

    TestServer(Limits limits, Kind<?, ?>... more) {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<Kind<?, ?>> kinds = new ArrayList<>(List.of(Counter.KIND, Log.KIND));
        kinds.addAll(List.of(more));
        port = GatewayServer.listen(system, anyPort, limits, kinds).join().local().getPort();
    }

    TestServer() {
        this(Limits.DEFAULT);
    }

    HttpSocket connect() throws IOException {
        return new HttpSocket(port);
    }

    @Override
    public void close() {
        system.close();
    }
}
